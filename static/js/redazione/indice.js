/* The parts of the programme at the side: on a phone they fold into one line. */
(function () {
  "use strict";
  const R = window.Redazione;

  R.indice = {
    avvia() {
      const parts = document.querySelector("details.indice-parti");
      if (!parts) return;
      const wide = window.matchMedia("(min-width: 992px)");
      const adapt = () => { parts.open = wide.matches; };
      wide.addEventListener("change", adapt);
      adapt();
    },
  };
})();
