/* The percentage phrase: how it is read while it is written, a form that writes it, a simulator.
   Everything is asked with GET: nothing here stores anything. */
(function () {
  "use strict";
  const R = window.Redazione;
  const numero = (text) => text.trim().replace(".", ",");

  /* Each phrase is one that the product's own reader understands without doubts. */
  const FRASI = {
    si_no: (v) => `${v.percento}% per ${v.cosa}`,
    per_unita: (v) => `${v.percento}% per ogni ${v.cosa}`,
    soglia: (v) => `${v.percento}% per almeno ${v.quanto} ${v.cosa}`,
    quota: (v) => `${v.percento}% se il ${v.quanto}% ${v.cosa}`,
  };

  const gruppoDi = (node) => node.closest(".campo-redazione, [data-percentuali]");

  function leggi(textarea) {
    const place = gruppoDi(textarea).querySelector("[data-lettura]");
    if (place) R.frammento(place, textarea.dataset.leggi, { testo: textarea.value });
  }

  function simula(box) {
    const textarea = gruppoDi(box).querySelector("textarea");
    const parameters = { testo: textarea.value };
    box.querySelectorAll("[data-parametro]").forEach((input) => {
      if (input.value.trim()) parameters[input.dataset.parametro] = input.value.trim();
    });
    R.frammento(box.querySelector("[data-punteggio]"), box.dataset.simula, parameters);
  }

  function adegua(box) {
    const kind = box.querySelector('[data-pezzo="tipo"]').value;
    box.querySelectorAll("[data-per]").forEach((part) => {
      part.hidden = !part.dataset.per.split(" ").includes(kind);
    });
    box.querySelectorAll("[data-esempio]").forEach((part) => {
      part.hidden = part.dataset.esempio !== kind;
    });
  }

  function componi(box) {
    const v = {};
    let empty = null;
    box.querySelectorAll("[data-pezzo]").forEach((input) => {
      v[input.dataset.pezzo] = input.type === "number" ? numero(input.value) : input.value.trim();
      const asked = !input.closest("[hidden]");
      input.removeAttribute("aria-invalid");
      if (asked && (!input.value.trim() || !input.checkValidity())) {
        input.setAttribute("aria-invalid", "true");
        empty = empty || input;
      }
    });
    const error = box.querySelector("[data-errore]");
    error.textContent = empty ? "Completare i campi segnati, poi scrivere la frase." : "";
    if (empty) {
      empty.focus();
      return;
    }
    const textarea = gruppoDi(box).querySelector("textarea");
    const before = textarea.value.replace(/\s+$/, "");
    textarea.value = (before ? `${before}\n` : "") + FRASI[v.tipo](v);
    textarea.dispatchEvent(new Event("input", { bubbles: true }));
    textarea.focus();
    textarea.setSelectionRange(textarea.value.length, textarea.value.length);
    R.annuncia("Frase scritta nel campo.");
  }

  /* An alternative of a doubtful reading: its phrase takes the place of the doubtful one. */
  function scegli(button) {
    const textarea = gruppoDi(button).querySelector("textarea");
    const { scegliFrase, alPosto } = button.dataset;
    if (!alPosto || !textarea.value.includes(alPosto)) return;
    textarea.value = textarea.value.replace(alPosto, () => scegliFrase);
    textarea.dispatchEvent(new Event("input", { bubbles: true }));
    textarea.focus();
    R.annuncia(`Ora si legge: ${scegliFrase}`);
  }

  R.percentuali = {
    prepara(root) {
      root.querySelectorAll("[data-componi]").forEach((box) => {
        box.hidden = false;
        adegua(box);
      });
      root.querySelectorAll("[data-simula]").forEach((box) => { box.hidden = false; });
    },
    avvia() {
      const leggiDopo = R.ritarda(400, leggi);
      const simulaDopo = R.ritarda(300, simula);
      R.percentuali.prepara(document);
      document.addEventListener("input", (event) => {
        const node = event.target;
        if (node.dataset.leggi) {
          leggiDopo(node);
          const box = gruppoDi(node).querySelector("[data-simula]");
          if (box && box.querySelector("[data-punteggio]").textContent.trim()) simulaDopo(box);
        }
        if (node.dataset.parametro) simulaDopo(node.closest("[data-simula]"));
        if (node.dataset.pezzo === "tipo") adegua(node.closest("[data-componi]"));
      });
      document.addEventListener("click", (event) => {
        const button = event.target.closest("[data-scrivi-frase]");
        if (button) componi(button.closest("[data-componi]"));
        const choice = event.target.closest("[data-scegli-frase]");
        if (choice) scegli(choice);
      });
      document.addEventListener("keydown", (event) => {
        if (event.key !== "Enter" || event.target.localName !== "input") return;
        const box = event.target.closest("[data-componi], [data-simula]");
        if (!box) return;
        event.preventDefault(); // Enter here must not send the whole page
        if (box.hasAttribute("data-componi")) componi(box);
      });
    },
  };
})();
