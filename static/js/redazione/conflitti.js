/* Two people, one field: both texts side by side and a choice; neither is dropped unasked. */
(function () {
  "use strict";
  const R = window.Redazione;
  let number = 0;

  const unibile = (campo) => campo.controllo.localName === "textarea" ||
    (campo.controllo.localName === "input" && campo.controllo.type === "text");

  function chi(dati) {
    const who = dati.autore ? `Testo di ${dati.autore}` : "Testo salvato nel frattempo";
    return dati.quando ? `${who}, ${dati.quando}` : who;
  }

  function colonna(title, content) {
    return R.el("div", { class: "conflitto-testo" }, R.el("h4", {}, title), content);
  }

  /* `dati`: visto and attuale (what is stored now), mio (null: what the field holds), autore,
     quando, differenze (HTML of the server), chiave (of the draft that it comes from). */
  function mostra(campo, dati) {
    const mio = () => (dati.mio === null ? campo.valore : dati.mio);
    const id = `conflitto-${(number += 1)}`;
    const mine = R.el("div", {}, campo.mostra(mio()));
    const choices = R.el("div", { class: "scelte" },
      R.bottone("Tieni il mio", () => tieniIlMio(campo, dati)),
      R.bottone("Tieni l’altro", () => tieniLAltro(campo, dati)));
    if (unibile(campo)) choices.append(R.bottone("Unisci a mano", () => unisci(campo, dati)));
    choices.append(R.copia(() => (campo.ricco ? R.parole(mio()) : mio())));
    const when = dati.mioQuando ? `Il mio testo, del ${dati.mioQuando}` : "Il mio testo";
    const box = R.el("section", { class: "conflitto", role: "group", "aria-labelledby": id, tabindex: "-1" },
      R.el("h3", { id }, `Due testi per «${campo.etichetta}»`),
      R.el("p", {}, "Nel frattempo questo testo è stato cambiato. Nessuno dei due è andato perso: scegliere."),
      R.el("div", { class: "conflitto-testi" }, colonna(when, mine), colonna(chi(dati), campo.mostra(dati.attuale))));
    if (dati.differenze) {
      box.append(R.el("details", { class: "conflitto-differenze" }, R.el("summary", {}, "Parole diverse"),
        R.el("div", {}, R.ricopia(dati.differenze))));
    }
    box.append(choices);
    campo.riquadro("conflitto").append(box);
    dati.ridisegna = () => mine.replaceChildren(campo.mostra(mio()));
    R.stato();
    return box;
  }

  function chiudi(campo, dati) {
    campo.conflitto = null;
    campo.inUnione = false;
    campo.togli("conflitto");
    if (dati.chiave) R.bozze.togli(dati.chiave);
  }

  /* From here on the field starts from what is stored now; a draft's field already does. */
  function riparti(campo, dati) {
    if (dati.chiave) return;
    campo.visto = dati.visto;
    campo.confermato = dati.attuale;
  }

  function tieniIlMio(campo, dati) {
    if (dati.mio !== null) campo.valore = dati.mio;
    riparti(campo, dati);
    R.bozze.ricorda(campo);
    chiudi(campo, dati);
    campo.porta();
    R.salvataggio.subito();
  }

  function tieniLAltro(campo, dati) {
    const mine = dati.mio === null ? campo.valore : dati.mio;
    if (!dati.chiave) {
      R.ricevi(campo, dati.attuale, dati.visto);
      R.bozze.scarta(campo);
    }
    chiudi(campo, dati);
    campo.stato("", "");
    ripensaci({ campo, valore: mine });
    campo.porta();
    R.annuncia("Tenuto l’altro testo.");
    R.stato();
  }

  /* The text that gave way can still be taken back, until the page is left. */
  function ripensaci({ campo, valore }) {
    const box = campo.riquadro("ripensaci");
    const undo = R.bottone("Riprendi il mio testo", () => {
      campo.togli("ripensaci");
      campo.valore = valore;
      R.bozze.ricorda(campo);
      campo.porta();
      R.salvataggio.subito();
    });
    box.append(R.el("p", { class: "ripensaci" }, "Tenuto l’altro testo. ", undo));
  }

  function unisci(campo, dati) {
    const mine = dati.mio === null ? campo.valore : dati.mio;
    campo.conflitto = dati;
    campo.inUnione = true;
    const glue = campo.ricco ? "" : campo.controllo.localName === "textarea" ? "\n\n" : " ";
    campo.valore = [mine, dati.chiave ? campo.valore : dati.attuale].filter(Boolean).join(glue);
    R.bozze.ricorda(campo);
    const box = campo.riquadro("conflitto");
    box.append(R.el("section", { class: "conflitto", role: "group", "aria-label": "Unione dei due testi" },
      R.el("p", {}, "Nel campo ci sono prima il mio testo, poi l’altro. Sistemarli, poi salvare."),
      R.el("div", { class: "scelte" },
        R.bottone("Salva il testo unito", () => {
          riparti(campo, dati);
          R.bozze.ricorda(campo);
          chiudi(campo, dati);
          campo.porta();
          R.salvataggio.subito();
        }, "btn-primary"),
        R.bottone("Torna alla scelta", () => {
          campo.inUnione = false;
          campo.conflitto = dati.chiave ? null : dati;
          campo.valore = dati.chiave ? dati.attuale : mine;
          R.bozze.ricorda(campo);
          mostra(campo, dati).focus();
        }))));
    campo.porta();
    R.stato();
  }

  R.conflitti = {
    dalServer(campo, body) {
      const dati = { mio: null, chiave: null, ...body };
      campo.conflitto = dati;
      campo.stato("Non salvato: due testi", "errore");
      R.bozze.ricorda(campo); // with the old token: a reload shows the conflict again
      mostra(campo, dati);
      R.annuncia(`Conflitto nel campo ${campo.etichetta}: scegliere tra i due testi.`);
    },
    /* An unsaved text of an earlier visit, while the stored one has changed since. */
    daBozza(campo, item) {
      const { gruppo } = campo;
      mostra(campo, {
        mio: item.draft.valore,
        mioQuando: R.giornoOra(new Date(item.draft.quando)),
        chiave: item.key,
        attuale: campo.confermato,
        visto: campo.visto,
        autore: gruppo.dataset.autore,
        quando: gruppo.dataset.quando,
        differenze: "",
      });
      campo.stato("Due testi", "errore");
      R.annuncia(`Conflitto nel campo ${campo.etichetta}: scegliere tra i due testi.`);
    },
  };

  R.ascolta("tocco", (campo) => {
    campo.togli("ripensaci");
    if (campo.conflitto && !campo.inUnione && campo.conflitto.ridisegna) campo.conflitto.ridisegna();
  });
})();
