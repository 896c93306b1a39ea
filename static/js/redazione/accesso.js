/* The session has expired: a sign-in opens over the page, then the text is saved. */
(function () {
  "use strict";
  const R = window.Redazione;
  let dialog = null;
  let before = null;

  const url = () => R.radice.dataset.accedi;
  const prendi = (options, address) =>
    fetch(address || url(), { redirect: "manual", ...options, headers: { "X-Richiesta": "accedi", ...(options || {}).headers } });

  function messaggio(text) {
    dialog.querySelector(".accesso-messaggio").textContent = text;
  }

  function costruisci() {
    dialog = R.el("dialog", { class: "dialogo", "aria-labelledby": "accesso-titolo" },
      R.el("h2", { id: "accesso-titolo" }, "La sessione è scaduta"),
      R.el("p", {}, "Il testo è al sicuro in questa pagina. Entrare di nuovo per salvarlo."),
      R.el("p", { class: "accesso-messaggio", role: "alert" }),
      R.el("div", { id: "accesso-in-pagina" }),
      R.el("p", { class: "accesso-piede" }, R.bottone("Più tardi", () => dialog.close(), "btn-outline-secondary")));
    document.body.append(dialog);
    dialog.addEventListener("submit", (event) => {
      event.preventDefault();
      entra(event.target, event.submitter);
    });
    dialog.addEventListener("close", () => {
      if (before && before.isConnected) before.focus();
      else R.riporta();
      R.stato();
    });
  }

  /* The fragment replaces the element with its id; without that id, it fills it. */
  function metti(html) {
    const place = dialog.querySelector("#accesso-in-pagina");
    const fragment = new DOMParser().parseFromString(html, "text/html");
    const found = fragment.getElementById("accesso-in-pagina");
    if (found) place.replaceWith(found);
    else place.replaceChildren(...fragment.body.childNodes);
    const token = dialog.querySelector('input[name="csrfmiddlewaretoken"]');
    if (token) R.token.scrivi(token.value);
  }

  function mettiAFuoco() {
    const target = dialog.querySelector('[aria-invalid="true"], #accesso-in-pagina input:not([type="hidden"])');
    if (target) target.focus();
  }

  async function entra(form, submitter) {
    messaggio("");
    if (submitter) submitter.disabled = true;
    try {
      const body = new FormData(form);
      const answer = await prendi({ method: "POST", body, headers: { "X-CSRFToken": body.get("csrfmiddlewaretoken") || R.token.leggi() } },
        form.getAttribute("action")); // a second step, such as a code, may have an address of its own
      if (answer.status === 204) entrato(answer);
      else if (answer.type === "opaqueredirect") messaggio("Non è possibile entrare da qui: aprire la pagina di accesso in un’altra scheda.");
      else {
        metti(await answer.text());
        mettiAFuoco();
      }
    } catch (error) {
      messaggio("Il collegamento manca: riprovare tra poco.");
    }
    if (submitter) submitter.disabled = false;
  }

  function entrato(answer) {
    const token = answer.headers.get("X-CSRFToken");
    if (token) R.token.scrivi(token);
    if (answer.headers.get("X-Utente") !== R.utente) {
      R.salvataggio.sospeso = "utente";
      messaggio("È entrata un’altra persona: questo testo non è stato inviato. Entrare con l’utente che lo ha scritto.");
      R.stato();
      return;
    }
    R.salvataggio.sospeso = null;
    dialog.close();
    R.annuncia("Accesso riuscito: salvataggio del testo.");
    R.salvataggio.riprendi();
  }

  R.accesso = {
    chiedi() {
      R.salvataggio.sospeso = R.salvataggio.sospeso || "accesso";
      R.campi.forEach((campo) => {
        if (campo.cambiato) campo.stato("Non salvato", "errore");
      });
      R.stato();
      this.apri();
    },
    async apri() {
      if (!dialog) costruisci();
      if (dialog.open) return;
      before = document.activeElement;
      try {
        const answer = await prendi();
        if (answer.status === 204) return void entrato(answer);
        if (!answer.ok) throw new Error(String(answer.status));
        metti(await answer.text());
        messaggio("");
      } catch (error) {
        messaggio("La pagina di accesso non risponde: riprovare tra poco.");
      }
      if (!dialog.open) dialog.showModal();
      mettiAFuoco();
    },
    /* A new token for the forms of this page; false when none came. */
    async rinnova() {
      try {
        const answer = await prendi();
        const header = answer.headers.get("X-CSRFToken");
        if (header) {
          R.token.scrivi(header);
          return true;
        }
        if (!answer.ok) return false;
        const page = new DOMParser().parseFromString(await answer.text(), "text/html");
        const input = page.querySelector('input[name="csrfmiddlewaretoken"]');
        if (input) R.token.scrivi(input.value);
        return Boolean(input);
      } catch (error) {
        return false;
      }
    },
  };
})();
