/* Rich text: the library's editor under our own toolbar, fed from and to the plain textarea.
   The library is loaded only where a field asks for it; without it the textarea stays. */
(function () {
  "use strict";
  const R = window.Redazione;
  const script = document.currentScript;

  /* What the editor writes, in the shape in which the product stores it. */
  function uscita(html) {
    const body = new DOMParser().parseFromString(html, "text/html").body;
    body.querySelectorAll("li > p:first-child, td > p:only-child, th > p:only-child").forEach((p) => {
      const lists = [...p.parentElement.children].slice(1).every((node) => node.matches("ul, ol"));
      if (lists) p.replaceWith(...p.childNodes);
    });
    body.querySelectorAll("ol").forEach((list) => {
      for (const name of ["data-type", "start", "type"]) list.removeAttribute(name);
    });
    body.querySelectorAll("table").forEach((table) => {
      table.querySelectorAll("colgroup").forEach((node) => node.remove());
      testata(table);
    });
    body.querySelectorAll("td, th").forEach((cell) => {
      for (const name of ["colspan", "rowspan"]) if (cell.getAttribute(name) === "1") cell.removeAttribute(name);
      cell.removeAttribute("colwidth");
    });
    while (body.lastElementChild && body.lastElementChild.matches("p:empty")) body.lastElementChild.remove();
    return body.innerHTML;
  }

  /* Rows of headings at the top are the table's head. */
  function testata(table) {
    const rows = [...table.rows];
    let count = 0;
    while (count < rows.length - 1 && [...rows[count].cells].every((cell) => cell.localName === "th")) count += 1;
    if (!count) return;
    const head = R.el("thead");
    table.prepend(head);
    rows.slice(0, count).forEach((row) => head.append(row));
  }

  function estensioni(T) {
    const group = T.Blockquote.extend({
      addAttributes() {
        return {
          class: { // the mark that an import leaves on what it could not place
            default: null,
            parseHTML: (node) => (node.classList.contains("non-riconosciuto") ? "non-riconosciuto" : null),
          },
        };
      },
    });
    // Tab leaves the text; in a table it goes from cell to cell and leaves after the last.
    const item = T.ListItem.extend({
      addKeyboardShortcuts() {
        return { Enter: () => this.editor.commands.splitListItem(this.name) };
      },
    });
    const table = T.Table.extend({
      addKeyboardShortcuts() {
        const inside = () => this.editor.isActive("table") && !this.editor.view.dom.dataset.esce;
        return {
          Tab: () => inside() && this.editor.commands.goToNextCell(),
          "Shift-Tab": () => inside() && this.editor.commands.goToPreviousCell(),
        };
      },
    });
    return [
      T.Document, T.Paragraph, T.Text, T.HardBreak, T.Heading.configure({ levels: [2, 3, 4] }),
      T.Bold, T.Italic, T.Underline, T.Strike, T.Subscript, T.Superscript,
      T.BulletList, T.OrderedList, item, group,
      T.Link.configure({ openOnClick: false, protocols: ["http", "https", "mailto"], defaultProtocol: "https" }),
      table.configure({ resizable: false }), T.TableRow, T.TableHeader, T.TableCell,
      T.UndoRedo, T.Dropcursor, T.Gapcursor,
    ];
  }

  function attributi(textarea, label, helpId) {
    const described = [textarea.getAttribute("aria-describedby"), helpId].filter(Boolean).join(" ");
    const attributes = {
      id: `${textarea.id}-testo`, role: "textbox", "aria-multiline": "true", "aria-describedby": described,
      class: "testo-ricco ricco-testo", lang: "it", spellcheck: "true",
    };
    if (label) {
      label.id = label.id || `${textarea.id}-etichetta`;
      attributes["aria-labelledby"] = label.id;
    }
    return attributes;
  }

  function aiuto(id) {
    return R.el("p", { class: "aiuto aiuto-tastiera", id },
      "Tastiera: Alt+F10 va alla barra, Esc ne torna; Tab esce dal testo (in una tabella passa alla cella dopo: per uscire, Esc e poi Tab).");
  }

  function tasti(event, bar, dom) {
    if (event.altKey && event.key === "F10") {
      bar.fuoco();
      return true;
    }
    if (event.key === "Escape") dom.dataset.esce = "1";
    else if (!["Tab", "Shift"].includes(event.key)) delete dom.dataset.esce;
    return false;
  }

  function monta(T, textarea) {
    if (textarea.dataset.montato) return;
    textarea.dataset.montato = "1";
    const label = document.querySelector(`label[for="${CSS.escape(textarea.id)}"]`);
    const helpId = `${textarea.id}-tastiera`;
    const host = R.el("div", { class: "ricco" });
    textarea.after(host, aiuto(helpId));
    let bar = null;
    const editor = new T.Editor({
      element: host,
      injectCSS: false, // its few rules stand in our stylesheet: the policy forbids inline ones
      extensions: estensioni(T),
      content: textarea.value,
      editable: !textarea.readOnly && !textarea.disabled,
      editorProps: {
        attributes: attributi(textarea, label, helpId),
        transformPastedHTML: R.incollato,
        handleKeyDown: (view, event) => tasti(event, bar, view.dom),
        handleDOMEvents: { blur: (view) => { delete view.dom.dataset.esce; } },
      },
      onUpdate() {
        textarea.value = editor.isEmpty ? "" : uscita(editor.getHTML());
        textarea.dispatchEvent(new Event("input", { bubbles: true }));
      },
    });
    bar = R.barra(editor, label ? label.textContent.trim() : "testo", `${textarea.id}-testo`);
    host.before(bar.elemento);
    const here = textarea === document.activeElement; // reached before the library
    textarea.hidden = true;
    if (here) editor.commands.focus("end");
    textarea.addEventListener("redazione:valore", () => {
      editor.commands.setContent(textarea.value, { emitUpdate: false });
    });
    if (label) label.addEventListener("click", () => editor.commands.focus());
    const gruppo = textarea.closest(".campo-redazione");
    if (gruppo) {
      gruppo.classList.remove("ricco-in-arrivo");
      gruppo.querySelectorAll(".senza-editor").forEach((line) => { line.hidden = true; });
    }
  }

  R.ricco = {
    async avvia(root) {
      const areas = [...root.querySelectorAll("textarea[data-ricco]:not([data-montato])")];
      if (!areas.length) return;
      areas.forEach((area) => area.closest(".campo-redazione")?.classList.add("ricco-in-arrivo"));
      try {
        const T = await import(script.dataset.libreria);
        areas.forEach((area) => monta(T, area));
      } catch (error) {
        areas.forEach((area) => {
          const gruppo = area.closest(".campo-redazione");
          if (!gruppo) return;
          gruppo.classList.remove("ricco-in-arrivo");
          area.after(R.el("p", { class: "rifiuto" }, "L’editor non si è caricato: ricaricare la pagina, oppure scrivere qui testo semplice."));
        });
      }
    },
  };
})();
