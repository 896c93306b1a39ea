/* The drawings of the toolbar, 20 × 20, drawn with lines. */
(function () {
  "use strict";
  const R = window.Redazione;
  const SEGNI = {
    annulla: "M7 5 3 9l4 4M3 9h8a5 5 0 0 1 0 10H8",
    ripeti: "M13 5l4 4-4 4M17 9H9a5 5 0 0 0 0 10h3",
    punti: "M8 5h9M8 10h9M8 15h9M3.5 5h.01M3.5 10h.01M3.5 15h.01",
    numeri: "M9 5h8M9 10h8M9 15h8M3 4l1.5-1v4M3 12.5c0-2 3-2 3-.2 0 1.2-3 2.2-3 3.7h3",
    dentro: "M9 5h8M9 10h8M9 15h8M3 7l3 3-3 3",
    fuori: "M9 5h8M9 10h8M9 15h8M6 7l-3 3 3 3",
    citazione: "M4 4v12M8 6h9M8 10h9M8 14h6",
    collega: "M8.5 11.5a3.5 3.5 0 0 0 5 0l3-3a3.5 3.5 0 0 0-5-5l-1 1M11.5 8.5a3.5 3.5 0 0 0-5 0l-3 3a3.5 3.5 0 0 0 5 5l1-1",
    scollega: "M3 3l14 14M11.5 5l1-1.5a3.5 3.5 0 0 1 4.5 5l-2 2M8.5 15l-1 1.5a3.5 3.5 0 0 1-4.5-5l2-2",
    tabella: "M3 4h14v12H3zM3 8h14M3 12h14M8 4v12M12.5 4v12",
  };
  R.icona = function (name) {
    const space = "http://www.w3.org/2000/svg";
    const svg = document.createElementNS(space, "svg");
    svg.setAttribute("viewBox", "0 0 20 20");
    svg.setAttribute("aria-hidden", "true");
    const path = document.createElementNS(space, "path");
    path.setAttribute("d", SEGNI[name]);
    svg.append(path);
    return svg;
  };
})();
