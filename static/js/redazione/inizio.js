/* Where everything starts, once the page has been read. */
(function () {
  "use strict";
  const R = window.Redazione;
  R.indice.avvia();
  R.riordina.avvia();
  R.percentuali.avvia();
  R.ricco.avvia();
  if (R.form) {
    R.form.setAttribute("autocomplete", "off");
    R.raccogli(R.form);
    R.form.querySelectorAll(".salva-a-mano").forEach((button) => { button.hidden = true; });
    R.salvataggio.avvia();
    R.conto.avvia();
    R.presenza.avvia();
    R.anteprima.avvia();
    R.controlli.avvia();
    R.stato();
    R.bozze.offri();
  }
})();
