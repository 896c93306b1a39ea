/* Saving: one request in flight for each page; what got no answer is repeated unchanged before
   anything newer. The answers of the server are read in `risposte.js`. */
(function () {
  "use strict";
  const R = window.Redazione;
  const PAUSA = 1000; // after the last keystroke
  const ATTESE = [2, 4, 8, 16, 30]; // seconds between one attempt and the next
  const SCADENZA = 30000;
  const KEEPALIVE = 60000; // browsers refuse keepalive bodies over 64 kB

  const S = (R.salvataggio = {
    inCorso: null, // the batch in flight
    daRipetere: null, // a batch whose answer never came
    tentativi: 0,
    sospeso: null, // why nothing is sent: "accesso" or "utente"
    unoAllaVolta: false, // after a 413
    alle: "", // time of the last save
  });
  let timer = 0;
  let again = false;

  S.daSalvare = () => [...R.campi.values()].filter((campo) => campo.daInviare);

  /* True while some word on this page is not known to be stored. */
  S.nonSalvato = () =>
    Boolean(S.inCorso || S.daRipetere) ||
    [...R.campi.values()].some((campo) => campo.cambiato || campo.conflitto || campo.inUnione);

  function lotto() {
    const all = S.daSalvare();
    const chosen = S.unoAllaVolta ? all.slice(0, 1) : all;
    return chosen.map((campo) => ({ campo, valore: campo.valore, visto: campo.visto }));
  }

  function corpo(batch) {
    const data = new FormData();
    for (const { campo, valore, visto } of batch) {
      if (campo.controllo.type !== "checkbox" || valore) data.append(campo.nome, valore);
      data.append(`${campo.nome}-visto`, visto);
      if (campo.presente) data.append(`${campo.nome}-presente`, campo.presente.value);
    }
    return data;
  }

  const peso = (batch) =>
    batch.reduce((sum, item) => sum + new TextEncoder().encode(item.valore).length + 400, 500);

  async function invia(batch) {
    clearTimeout(timer);
    S.inCorso = batch;
    S.daRipetere = null;
    for (const item of batch) {
      item.campo.inVolo = item.valore;
      item.campo.stato("Salvataggio…", "corso");
      if (item.campo.cambiato) R.bozze.ricorda(item.campo);
    }
    R.stato();
    const controller = new AbortController();
    const limit = setTimeout(() => controller.abort(), SCADENZA);
    let answer = null;
    try {
      answer = await fetch(R.form.action, {
        method: "POST",
        headers: { "X-Richiesta": "salva", "X-CSRFToken": R.token.leggi(), "X-Utente": R.utente },
        body: corpo(batch),
        redirect: "manual",
        keepalive: peso(batch) < KEEPALIVE, // it arrives even if the page is left meanwhile
        signal: controller.signal,
      });
      answer.testo = answer.type === "opaqueredirect" ? "" : await answer.text();
    } catch (error) {
      answer = null;
    }
    clearTimeout(limit);
    S.inCorso = null;
    R.risposte.leggi(batch, answer);
    R.stato();
    if (again && !S.daRipetere && !S.sospeso) S.subito();
    again = false;
  }

  /* What has to be sent goes now; while a request is in flight it waits for its answer. */
  S.subito = function () {
    clearTimeout(timer);
    if (S.inCorso) {
      again = true;
      return;
    }
    if (S.sospeso) return;
    const batch = S.daRipetere || lotto();
    if (batch.length) invia(batch);
    R.stato();
  };

  S.tra = function (wait) {
    clearTimeout(timer);
    timer = setTimeout(S.subito, wait);
  };

  /* No answer, or one that promises nothing: the same batch again, each time a little later. */
  S.riprova = function (batch) {
    S.daRipetere = batch;
    const wait = ATTESE[Math.min(S.tentativi, ATTESE.length - 1)];
    S.tentativi += 1;
    batch.forEach(({ campo }) => campo.stato("Non salvato: riprovo", "errore"));
    S.tra(wait * 1000);
  };

  S.riprendi = function () {
    S.sospeso = null;
    S.tentativi = 0;
    S.subito();
  };

  function alCambio(event) {
    const campo = R.campoDi(event.target);
    if (!campo) return;
    if (!campo.cambiato && campo.inVolo === null && !campo.conflitto && !campo.inUnione) {
      R.bozze.dimentica(campo);
      campo.stato("", "");
    } else {
      R.bozze.ricorda(campo); // before anything else: a crash must find it written
      const stuck = S.sospeso || S.daRipetere;
      if (campo.daInviare) campo.stato(stuck ? "Non salvato" : "Modifica in corso…", stuck ? "errore" : "corso");
    }
    if (campo.rifiuto && campo.rifiuto.valore !== campo.valore) R.rifiuti.togli(campo);
    // A date says "change" at each key.
    const fatto = event.type === "change" && campo.controllo.type !== "date";
    if (!S.daRipetere) S.tra(fatto ? 0 : PAUSA);
    R.emetti("tocco", campo);
    R.stato();
  }

  S.avvia = function () {
    R.form.addEventListener("input", alCambio);
    R.form.addEventListener("change", alCambio);
    R.form.addEventListener("focusout", (event) => {
      const gruppo = event.target.closest(".campo-redazione");
      const campo = gruppo && R.campi.get(gruppo.dataset.campo);
      if (campo && campo.daInviare && !S.daRipetere) S.subito();
    });
    R.form.addEventListener("submit", (event) => {
      const button = event.submitter;
      if (button && (button.hasAttribute("formaction") || button.name)) return; // another errand
      event.preventDefault();
      S.tentativi = 0;
      S.subito();
    });
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden" && !S.daRipetere) S.subito();
    });
    window.addEventListener("pagehide", () => {
      if (!S.daRipetere) S.subito();
    });
    window.addEventListener("online", () => {
      S.tentativi = 0;
      S.subito();
    });
    window.addEventListener("beforeunload", (event) => {
      if (!S.inCorso && !S.daRipetere) S.subito();
      if (inViaggio()) return;
      event.preventDefault();
    });
  };

  /* Nothing unsaved, or all of it already on its way with a request that outlives the page. */
  function inViaggio() {
    if (!S.nonSalvato()) return true;
    if (!S.inCorso || S.daRipetere || S.sospeso || peso(S.inCorso) >= KEEPALIVE) return false;
    return [...R.campi.values()].every(
      (c) => !c.conflitto && !c.inUnione && (!c.cambiato || c.inVolo === c.valore)
    );
  }
})();
