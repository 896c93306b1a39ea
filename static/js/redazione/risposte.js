/* The answers of the server to a save: saved, conflict, refused, signed out, try again. */
(function () {
  "use strict";
  const R = window.Redazione;
  const MOTIVI = {
    403: "Non è possibile modificare questo testo: lo stato del programma o il ruolo non lo permettono.",
    404: "Questa parte non esiste più: qualcuno l’ha eliminata. Il testo resta qui: copiarlo per non perderlo.",
    413: "Il testo è troppo grande per essere salvato: accorciarlo o dividerlo.",
    422: "Il testo non è stato accettato.",
  };
  let csrf = 0;

  function oggetto(answer) {
    try {
      const body = JSON.parse(answer.testo);
      return body && typeof body === "object" ? body : {};
    } catch (error) {
      return {};
    }
  }

  function salvato(item, body, alle) {
    const { campo, valore } = item;
    campo.confermato = valore;
    campo.visto = body.visto;
    campo.inVolo = null;
    campo.conflitto = null;
    R.rifiuti.togli(campo);
    if (campo.cambiato) R.bozze.ricorda(campo); // newer words are still here, under the new token
    else {
      R.bozze.dimentica(campo);
      campo.stato(alle ? `Salvato alle ${alle}` : "Salvato", "bene");
      const elsewhere = !campo.gruppo.contains(document.activeElement);
      if (elsewhere && !campo.ricco && body.valore !== undefined) R.ricevi(campo, body.valore, body.visto);
      R.bozze.annunciaSalvato(campo.nome, body.valore === undefined ? valore : body.valore, body.visto);
    }
  }

  /* Values that follow from a saved one (a date from its text): taken where nothing was typed. */
  function derivati(values) {
    for (const [nome, body] of Object.entries(values || {})) {
      const campo = R.campi.get(nome);
      if (campo && !campo.cambiato && campo.inVolo === null) R.ricevi(campo, body.valore, body.visto);
    }
  }

  function salvati(batch, body) {
    const known = body.campi || {};
    for (const item of batch) {
      const one = known[item.campo.nome];
      if (one) salvato(item, one, body.alle);
    }
    Object.values(known).forEach((one) => derivati(one.derivati));
    if (Object.keys(known).length) {
      R.salvataggio.alle = body.alle || R.ora(new Date());
      R.emetti("salvato", Object.keys(known));
    }
  }

  function rifiuta(batch, motivo) {
    for (const { campo, valore } of batch) {
      campo.inVolo = null;
      R.rifiuti.mostra(campo, valore, motivo);
      R.bozze.ricorda(campo);
    }
  }

  function trattaConEsito(batch, body) {
    R.salvataggio.tentativi = 0;
    csrf = 0;
    salvati(batch, body);
    const missing = [];
    for (const item of batch) {
      const { nome } = item.campo;
      if ((body.campi || {})[nome]) continue;
      item.campo.inVolo = null;
      if ((body.conflitti || {})[nome]) R.conflitti.dalServer(item.campo, body.conflitti[nome]);
      else if ((body.rifiuti || {})[nome]) rifiuta([item], body.rifiuti[nome]);
      else missing.push(item);
    }
    if (missing.length) R.salvataggio.riprova(missing);
    else if (R.salvataggio.daSalvare().length) R.salvataggio.tra(0);
  }

  function troppoGrande(batch, body) {
    if (batch.length > 1) {
      R.salvataggio.unoAllaVolta = true;
      batch.forEach(({ campo }) => { campo.inVolo = null; });
      R.salvataggio.tra(0);
      return;
    }
    rifiuta(batch, body.motivo || MOTIVI[413]);
    R.salvataggio.tra(0);
  }

  /* The form's token is stale, as after a sign-in in another tab: a new one, then again. */
  async function tokenScaduto(batch) {
    R.salvataggio.daRipetere = batch;
    csrf += 1;
    if (csrf > 2 || !(await R.accesso.rinnova())) R.salvataggio.riprova(batch);
    else R.salvataggio.subito();
  }

  R.risposte = {
    leggi(batch, answer) {
      const S = R.salvataggio;
      if (!answer) return S.riprova(batch);
      const body = answer.type === "opaqueredirect" ? {} : oggetto(answer);
      if (answer.type === "opaqueredirect" || answer.status === 401) {
        S.daRipetere = batch;
        return R.accesso.chiedi();
      }
      if ([200, 409, 422].includes(answer.status) && body.esito) return trattaConEsito(batch, body);
      if (answer.status === 400 || (answer.status === 403 && !body.esito)) return tokenScaduto(batch);
      if (answer.status === 413) return troppoGrande(batch, body);
      if (MOTIVI[answer.status]) return rifiuta(batch, body.motivo || MOTIVI[answer.status]);
      return S.riprova(batch);
    },
  };

  /* A refusal stands beside its field; the text stays where it is, and in the browser. */
  R.rifiuti = {
    mostra(campo, valore, motivo) {
      campo.rifiuto = { valore, motivo };
      const box = campo.riquadro("rifiuto");
      const id = `${campo.controllo.id}-rifiuto`;
      box.append(
        R.el("div", { class: "rifiuto", role: "alert" },
          R.el("p", { id }, R.el("strong", {}, "Non salvato. "), motivo),
          R.copia(() => (campo.ricco ? R.parole(campo.valore) : campo.valore))));
      campo.controllo.setAttribute("aria-invalid", "true");
      campo.stato("Non salvato", "errore");
    },
    togli(campo) {
      if (!campo.rifiuto) return;
      campo.rifiuto = null;
      campo.togli("rifiuto");
      campo.controllo.removeAttribute("aria-invalid");
    },
  };
})();
