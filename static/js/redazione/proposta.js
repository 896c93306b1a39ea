/* A new organisation is proposed without leaving the form: the page of the proposal opens in a
   dialog; what it answers (an error, names that look alike) is shown there. Once it is sent, the
   name becomes a line of the field. */
(function () {
  "use strict";
  const R = window.Redazione;
  let number = 0;

  /* The form of the proposal in an answer; null when the answer is another page. */
  const modulo = (html) => new DOMParser().parseFromString(html, "text/html").querySelector(".modulo form");

  function costruisci(link, fatta) {
    const id = `proposta-${(number += 1)}`;
    const error = R.el("p", { class: "dialogo-errore", role: "alert" });
    const place = R.el("div", {});
    const dialog = R.el("dialog", { class: "dialogo", "aria-labelledby": id },
      R.el("h2", { id }, "Proponi un’organizzazione nuova"),
      R.el("p", { class: "tenue piccolo" }, "L’ufficio dell’ente la conferma nel registro; il nome resta intanto nel testo."),
      error, place);
    dialog.addEventListener("submit", (event) => {
      event.preventDefault();
      manda(event.target);
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      link.focus();
    });

    function metti(form) {
      form.querySelector(".azioni-modulo a")
        .replaceWith(R.bottone("Annulla", () => dialog.close(), "btn-outline-secondary"));
      place.replaceChildren(form);
      form.querySelectorAll("[data-cerca]").forEach((input) => window.Cerca.avvia(input));
      const target = form.querySelector('[aria-invalid="true"], .is-invalid, input:not([type="hidden"])');
      if (target) target.focus();
    }

    async function manda(form) {
      const button = form.querySelector("[type=submit]");
      const nome = form.elements.denominazione.value.trim();
      error.textContent = "";
      button.disabled = true;
      try {
        const answer = await fetch(form.getAttribute("action"), { method: "POST", body: new FormData(form) });
        const again = modulo(await answer.text());
        if (again && again.elements.denominazione) metti(document.importNode(again, true));
        else if (answer.redirected && /\/distretti\/\d+\/$/.test(new URL(answer.url).pathname)) {
          dialog.close();
          fatta(nome);
        } else if (answer.redirected) error.textContent = "La sessione è scaduta: entrare di nuovo, poi riprovare. Il testo è salvo.";
        else error.textContent = "La proposta non è partita: riprovare fra poco.";
      } catch (problem) {
        error.textContent = "Manca la connessione: la proposta non è partita. Riprovare.";
      }
      button.disabled = false;
    }
    return { dialog, metti };
  }

  async function apri(link, nome, fatta) {
    const address = new URL(link.href);
    if (nome) address.searchParams.set("denominazione", nome);
    link.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address);
      const form = modulo(await answer.text());
      if (!answer.ok || !form || !form.elements.denominazione) throw new Error("pagina");
      const { dialog, metti } = costruisci(link, fatta);
      form.setAttribute("action", address.pathname);
      document.body.append(dialog);
      dialog.showModal();
      metti(document.importNode(form, true));
    } catch (problem) {
      window.open(address, "_blank", "noopener"); // the page itself says why
    }
    link.removeAttribute("aria-busy");
  }

  R.proponi = function (link, campoNome, fatta) {
    link.addEventListener("click", (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
      event.preventDefault();
      apri(link, campoNome.value.trim(), (nome) => {
        fatta(nome);
        campoNome.value = "";
        R.annuncia(`${nome}: proposta all’ufficio e aggiunta al testo.`);
      });
    });
    link.removeAttribute("target");
    const altrove = link.querySelector(".visually-hidden");
    if (altrove) altrove.remove();
  };
})();
