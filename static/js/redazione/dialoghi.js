/* The two small dialogs of the rich text: a link, a new table. */
(function () {
  "use strict";
  const R = window.Redazione;
  let number = 0;

  function apri(editor, title, fields, submit) {
    const id = `dialogo-${(number += 1)}`;
    const error = R.el("p", { class: "dialogo-errore", role: "alert" });
    const form = R.el("form", { method: "dialog" }, ...fields, error,
      R.el("div", { class: "scelte" },
        R.el("button", { type: "submit", class: "btn btn-sm btn-primary" }, "Inserisci"),
        R.bottone("Annulla", () => dialog.close(), "btn-outline-secondary")));
    const dialog = R.el("dialog", { class: "dialogo", "aria-labelledby": id }, R.el("h2", { id }, title), form);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      event.stopPropagation();
      const why = submit(form);
      error.textContent = why || "";
      if (!why) dialog.close();
      else form.querySelector("input").focus();
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      editor.commands.focus();
    });
    document.body.append(dialog);
    dialog.showModal();
    form.querySelector("input").focus();
  }

  function campo(label, attributes) {
    const id = `dialogo-campo-${(number += 1)}`;
    const check = attributes.type === "checkbox";
    const input = R.el("input", { id, class: check ? "" : "form-control", ...attributes });
    const text = R.el("label", { for: id, class: check ? "" : "form-label" }, label);
    return R.el("div", { class: check ? "dialogo-spunta" : "dialogo-campo" }, ...(check ? [input, text] : [text, input]));
  }

  /* The address as the product accepts it: http, https or mailto; empty when it is none of them. */
  R.indirizzo = function (text) {
    const value = text.trim();
    if (/^[^\s@/:]+@[^\s@/]+\.[^\s@/]+$/.test(value)) return `mailto:${value}`;
    const full = /^[a-z][a-z0-9+.-]*:/i.test(value) ? value : `https://${value}`;
    if (/^mailto:[^\s@]+@[^\s@]+$/i.test(full)) return full;
    try {
      const url = new URL(full);
      return ["http:", "https:"].includes(url.protocol) && url.hostname.includes(".") ? full : "";
    } catch (error) {
      return "";
    }
  };

  R.dialoghi = {
    collegamento(editor) {
      const present = editor.getAttributes("link").href || "";
      apri(editor, "Collegamento",
        [campo("Indirizzo della pagina o e-mail", { type: "text", name: "indirizzo", value: present, inputmode: "url" })],
        (form) => {
          const href = R.indirizzo(form.elements.indirizzo.value);
          if (!href) return "Scrivere un indirizzo come www.esempio.it o nome@esempio.it.";
          editor.chain().focus().extendMarkRange("link").setLink({ href }).run();
          return "";
        });
    },
    tabella(editor) {
      apri(editor, "Nuova tabella", [
        campo("Righe", { type: "number", name: "righe", value: 3, min: 1, max: 50, required: true }),
        campo("Colonne", { type: "number", name: "colonne", value: 3, min: 1, max: 12, required: true }),
        campo("La prima riga è l’intestazione", { type: "checkbox", name: "testata", checked: true }),
      ], (form) => {
        const { righe, colonne, testata } = form.elements;
        editor.chain().focus().insertTable({
          rows: Number(righe.value), cols: Number(colonne.value), withHeaderRow: testata.checked,
        }).run();
        return "";
      });
    },
  };
})();
