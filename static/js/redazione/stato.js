/* The line that always says whether the text is safe. */
(function () {
  "use strict";
  const R = window.Redazione;
  let senzaBozze = false;
  R.ascolta("senza-bozze", () => { senzaBozze = true; });

  function frase() {
    const S = R.salvataggio;
    const campi = [...R.campi.values()];
    const refused = campi.find((campo) => campo.rifiuto && campo.cambiato);
    if (S.sospeso === "utente") return ["Non salvato: ora è entrata un’altra persona", "errore"];
    if (S.sospeso) return ["Non salvato: la sessione è scaduta", "errore"];
    if (S.daRipetere && !S.inCorso) return ["Non salvato: riprovo", "errore"];
    if (campi.some((campo) => campo.inUnione)) return ["Non salvato: finire di unire i due testi", "errore"];
    if (campi.some((campo) => campo.conflitto) || document.querySelector(".conflitto")) {
      return ["Non salvato: scegliere tra i due testi", "errore"];
    }
    if (refused) return [`Non salvato: vedere «${refused.etichetta}»`, "errore"];
    if (S.inCorso) return ["Salvataggio…", "corso"];
    if (campi.some((campo) => campo.cambiato)) return ["Modifica in corso…", "corso"];
    return [S.alle ? `Salvato alle ${S.alle}` : "Tutto salvato", "bene"];
  }

  R.stato = function () {
    const line = document.getElementById("stato-salvataggio");
    if (!line) return;
    let [text, tone] = frase();
    if (senzaBozze && tone !== "bene") text += " (il browser non conserva le bozze: non chiudere la pagina)";
    if (line.dataset.tono !== tone) line.dataset.tono = tone;
    let words = line.querySelector("span");
    if (!words) line.replaceChildren((words = R.el("span")));
    if (words.textContent !== text) words.textContent = text;
    const button = line.querySelector("button");
    if (R.salvataggio.sospeso && !button) {
      line.append(" ", R.bottone("Entra di nuovo", () => R.accesso.apri()));
    } else if (!R.salvataggio.sospeso && button) {
      const here = button === document.activeElement;
      button.remove();
      if (here) R.riporta();
    }
  };
})();
