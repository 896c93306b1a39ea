/* Organisations: what is chosen in the register becomes a line of the field; a line already there
   is not written twice. The text stays free. */
(function () {
  "use strict";
  const R = window.Redazione;
  const uguale = (text) => text.trim().toLocaleLowerCase("it");

  function aggiungi(area, name) {
    const lines = area.value.split("\n").filter((line) => line.trim());
    if (lines.some((line) => uguale(line) === uguale(name))) {
      R.annuncia(`${name} c’è già.`);
      return;
    }
    area.value = [...lines, name].join("\n");
    area.dispatchEvent(new Event("input", { bubbles: true }));
    R.annuncia(`${name}: aggiunta.`);
  }

  document.querySelectorAll("[data-dal-registro]").forEach((box) => {
    const area = document.getElementById(box.dataset.dalRegistro);
    const input = box.querySelector("[data-cerca]");
    box.hidden = false;
    R.proponi(box.querySelector("a"), input, (nome) => aggiungi(area, nome));
    box.addEventListener("cerca:scelta", (event) => {
      aggiungi(area, event.detail.nome);
      input.value = "";
    });
    input.addEventListener("keydown", (event) => {
      if (event.key === "Enter") event.preventDefault(); // it chooses, it never sends the form
    });
  });
})();
