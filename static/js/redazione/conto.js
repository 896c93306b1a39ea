/* How long a text is, beside its limit, while it is being written. */
(function () {
  "use strict";
  const R = window.Redazione;
  const cifre = new Intl.NumberFormat("it-IT", { useGrouping: "always" });

  /* As the server counts: characters of the words, without line ends and cell marks. */
  function lunghezza(campo) {
    const text = campo.ricco ? R.parole(campo.valore).replace(/[\n\t]/g, "") : campo.valore;
    return [...text].length;
  }

  function conta(campo) {
    const limit = Number(campo.controllo.dataset.limite);
    const place = campo.gruppo.querySelector("[data-conto]");
    if (!limit || !place) return;
    const length = lunghezza(campo);
    const over = length - limit;
    place.textContent =
      `${cifre.format(length)} di ${cifre.format(limit)} caratteri` + (over > 0 ? `: ${cifre.format(over)} in più` : "");
    const was = place.classList.contains("oltre");
    place.classList.toggle("oltre", over > 0);
    if (over > 0 && !was) R.annuncia(`${campo.etichetta}: testo oltre il limite di ${limit} caratteri.`);
  }

  R.conto = {
    tutti: () => R.campi.forEach((campo) => conta(campo)),
    avvia() {
      const dopo = R.ritarda(150, conta);
      R.conto.tutti();
      R.form.addEventListener("input", (event) => {
        const campo = R.campoDi(event.target);
        if (campo) (campo.ricco ? dopo : conta)(campo);
      });
      R.form.addEventListener("redazione:valore", (event) => {
        const campo = R.campoDi(event.target);
        if (campo) conta(campo);
      });
    },
  };
})();
