/* Unsaved text of an earlier visit, offered at the top of the page; nothing is put back unasked. */
(function () {
  "use strict";
  const R = window.Redazione;
  const voci = new Map(); // storage key → element

  function luogo() {
    let place = document.getElementById("bozze-offerte");
    if (!place) {
      place = R.el("section", { id: "bozze-offerte", "aria-label": "Testo non salvato" });
      R.form.before(place);
    }
    return place;
  }

  function togliVoce(key) {
    const item = voci.get(key);
    const inside = item && item.contains(document.activeElement);
    if (item) item.remove();
    voci.delete(key);
    const place = document.getElementById("bozze-offerte");
    if (place && !place.children.length) place.remove();
    if (inside) R.riporta();
  }
  R.ascolta("bozza-tolta", togliVoce);

  function voce(item, label) {
    const when = R.giornoOra(new Date(item.draft.quando));
    const box = R.el("div", { class: "offerta" },
      R.el("p", {}, R.el("strong", {}, `Testo non salvato del ${when}`), ` – ${label}`));
    voci.set(item.key, box);
    luogo().append(box);
    R.annuncia(`Testo non salvato del ${when}: ${label}`);
    return box;
  }

  function vedi(campo, item) {
    const text = campo ? campo.mostra(item.draft.valore) : R.el("div", { class: "a-capo" }, R.parole(item.draft.valore));
    text.classList.add("offerta-testo");
    return R.el("details", {}, R.el("summary", {}, "Vedi"), text);
  }

  function scarta(item, box) {
    R.bozze.togli(item.key);
    const before = [...box.childNodes];
    const undo = R.bottone("Riprendi il testo", () => {
      R.bozze.scrivi(item.key, item.draft);
      box.replaceChildren(...before);
      box.querySelector("button").focus();
    });
    box.replaceChildren(R.el("p", { role: "status" }, "Testo scartato. ", undo));
    undo.focus();
  }

  R.offerte = {
    mostra(campo, item) {
      const box = voce(item, campo.etichetta);
      box.append(
        R.el("div", { class: "scelte" },
          R.bottone("Rimettilo", () => {
            campo.valore = item.draft.valore;
            R.bozze.ricorda(campo);
            R.bozze.togli(item.key);
            togliVoce(item.key);
            campo.porta();
            R.salvataggio.subito();
          }, "btn-primary"),
          R.bottone("Scarta", () => scarta(item, box))),
        vedi(campo, item));
    },

    /* The field lives in another page, or no longer exists: the text can still be read and copied. */
    async altrove(item) {
      const { pagina, etichetta } = item.draft;
      if (pagina && pagina !== location.pathname) {
        // Sent while leaving that page: it may be arriving just now.
        for (let left = item.draft.in_volo === item.draft.valore ? 3 : 1; left > 0; left -= 1) {
          if (await giaSalvata(item, pagina)) return;
          if (left > 1) await new Promise((done) => setTimeout(done, 1500));
        }
      }
      const box = voce(item, etichetta || item.nome);
      const choices = R.el("div", { class: "scelte" });
      if (pagina && pagina !== location.pathname) {
        choices.append(R.el("a", { class: "btn btn-sm btn-primary", href: pagina }, "Vai al campo"));
      }
      choices.append(R.copia(() => item.draft.valore), R.bottone("Scarta", () => scarta(item, box)));
      box.append(choices, vedi(null, item));
    },
  };

  /* The answer to the last save of that page was never seen: the page itself tells. */
  async function giaSalvata(item, pagina) {
    try {
      const answer = await fetch(pagina, { redirect: "manual" });
      if (!answer.ok) return false;
      const other = new DOMParser().parseFromString(await answer.text(), "text/html");
      const control = [...other.getElementsByName(item.nome)].find((c) => c.type !== "hidden");
      if (!control || control.type === "checkbox" || control.value !== item.draft.valore) return false;
      R.bozze.togli(item.key);
      return true;
    } catch (error) {
      return false;
    }
  }

  /* «Copia il testo»: the clipboard where it is allowed, otherwise a selected text to copy by hand. */
  R.copia = function (read) {
    const button = R.bottone("Copia il testo", async () => {
      const text = read();
      try {
        await navigator.clipboard.writeText(text);
        button.textContent = "Testo copiato";
        R.annuncia("Testo copiato");
      } catch (error) {
        const area = R.el("textarea", { class: "form-control", rows: 6, readonly: true, "aria-label": "Testo da copiare" });
        area.value = text;
        button.replaceWith(area);
        area.focus();
        area.select();
      }
    });
    return button;
  };
})();
