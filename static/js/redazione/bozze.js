/* Drafts: what was typed stays in the browser until the server has acknowledged it. */
(function () {
  "use strict";
  const R = window.Redazione;
  const scheda = Math.random().toString(36).slice(2); // this tab, until it is closed or reloaded
  const prefisso = (kind) => `distretti:${kind}:${R.utente}:${R.programma}:`;
  const chiave = (nome) => prefisso("bozza") + nome;

  function leggi(key) {
    try {
      const draft = JSON.parse(localStorage.getItem(key));
      return draft && typeof draft.valore === "string" ? draft : null;
    } catch (error) {
      return null;
    }
  }

  function scrivi(key, draft) {
    try {
      localStorage.setItem(key, JSON.stringify(draft));
      return true;
    } catch (error) {
      R.emetti("senza-bozze"); // full or forbidden: the state line says so
      return false;
    }
  }

  function togli(key) {
    try {
      localStorage.removeItem(key);
    } catch (error) {
      // Nothing was stored either.
    }
  }

  R.bozze = {
    scheda,
    ricorda(campo) {
      scrivi(chiave(campo.nome), {
        valore: campo.valore,
        visto: campo.inUnione && !campo.conflitto.chiave ? campo.conflitto.visto : campo.visto,
        in_volo: campo.inVolo,
        quando: new Date().toISOString(),
        scheda,
        pagina: location.pathname,
        etichetta: campo.etichetta,
      });
    },
    dimentica(campo) {
      const draft = leggi(chiave(campo.nome));
      // Another tab's unsaved text under the same name is not ours to drop.
      if (draft && (draft.scheda === scheda || draft.valore === campo.valore)) togli(chiave(campo.nome));
    },
    /* The writer gave up what this tab had kept. */
    scarta(campo) {
      const draft = leggi(chiave(campo.nome));
      if (draft && draft.scheda === scheda) togli(chiave(campo.nome));
    },
    togli,
    scrivi,
  };

  /* Tabs of the same browser: which are alive, and what one of them has just saved. */
  const vive = new Set();
  const canale = "BroadcastChannel" in window ? new BroadcastChannel("distretti:redazione") : null;
  if (canale) {
    canale.onmessage = ({ data }) => {
      if (data.utente !== R.utente || data.programma !== R.programma) return;
      if (data.tipo === "chi") canale.postMessage({ ...base(), tipo: "qui" });
      if (data.tipo === "qui") vive.add(data.scheda);
      if (data.tipo === "salvato") aggiorna(data);
    };
  }
  const base = () => ({ utente: R.utente, programma: R.programma, scheda });

  /* The other tab saved a field that this one has not touched: show it, take its token. */
  function aggiorna(data) {
    const campo = R.campi.get(data.nome);
    if (!campo || campo.cambiato || campo.inVolo !== null || campo.conflitto) return;
    R.ricevi(campo, data.valore, data.visto);
  }

  R.bozze.annunciaSalvato = function (nome, valore, visto) {
    if (canale) canale.postMessage({ ...base(), tipo: "salvato", nome, valore, visto });
  };

  const mie = () => {
    const found = [];
    for (const kind of ["bozza", "offerta"]) {
      const start = prefisso(kind);
      for (let i = 0; i < localStorage.length; i += 1) {
        const key = localStorage.key(i);
        if (!key.startsWith(start)) continue;
        const nome = kind === "bozza" ? key.slice(start.length) : key.slice(start.length).split("@")[0];
        const draft = leggi(key);
        if (draft) found.push({ key, nome, draft });
        else togli(key);
      }
    }
    return found.sort((a, b) => (a.draft.quando < b.draft.quando ? -1 : 1));
  };

  /* From a draft, which the next keystroke would overwrite, to an offer, which waits for a choice. */
  function metti_da_parte(item) {
    if (!item.key.startsWith(prefisso("bozza"))) return;
    const key = `${prefisso("offerta")}${item.nome}@${item.draft.quando}`;
    if (scrivi(key, item.draft)) {
      togli(item.key);
      item.key = key;
    }
  }

  R.bozze.offri = async function () {
    let found;
    try {
      found = mie();
    } catch (error) {
      return; // storage is forbidden: there is nothing to offer
    }
    if (!found.length) return;
    if (canale) {
      canale.postMessage({ ...base(), tipo: "chi" });
      await new Promise((done) => setTimeout(done, 250));
    }
    for (const item of found) {
      if (vive.has(item.draft.scheda) || !leggi(item.key)) continue; // another tab is at work on it
      const campo = R.campi.get(item.nome);
      if (!campo) R.offerte.altrove(item);
      else if (R.uguali(campo, item.draft.valore, campo.confermato)) togli(item.key);
      else {
        metti_da_parte(item);
        const arrived = item.draft.in_volo !== null && R.uguali(campo, item.draft.in_volo, campo.confermato);
        if (item.draft.visto === campo.visto || arrived) {
          R.offerte.mostra(campo, item);
        } else {
          R.conflitti.daBozza(campo, item);
        }
      }
    }
  };

  // Chosen or discarded in another tab: do not offer it twice.
  window.addEventListener("storage", (event) => {
    if (event.key && event.newValue === null) R.emetti("bozza-tolta", event.key);
  });
})();
