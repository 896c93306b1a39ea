/* The toolbar of the rich text: one stop for Tab, arrows inside, Escape goes back to the text. */
(function () {
  "use strict";
  const R = window.Redazione;

  const capo = (editor) => editor.chain().focus();
  const VOCI = [
    ["annulla", "Annulla", (e) => capo(e).undo().run(), { possibile: (e) => e.can().undo(), icona: "annulla" }],
    ["ripeti", "Ripeti", (e) => capo(e).redo().run(), { possibile: (e) => e.can().redo(), icona: "ripeti" }],
    null,
    ...[2, 3, 4].map((level) => [
      `titolo${level}`, `T${level - 1}: titolo di ${["primo", "secondo", "terzo"][level - 2]} livello`,
      (e) => capo(e).toggleHeading({ level }).run(),
      { attivo: (e) => e.isActive("heading", { level }), testo: `T${level - 1}` },
    ]),
    null,
    ["grassetto", "Grassetto", (e) => capo(e).toggleBold().run(), { attivo: (e) => e.isActive("bold"), testo: "G" }],
    ["corsivo", "Corsivo", (e) => capo(e).toggleItalic().run(), { attivo: (e) => e.isActive("italic"), testo: "C" }],
    ["sottolineato", "Sottolineato", (e) => capo(e).toggleUnderline().run(), { attivo: (e) => e.isActive("underline"), testo: "S" }],
    null,
    ["punti", "Elenco puntato", (e) => capo(e).toggleBulletList().run(), { attivo: (e) => e.isActive("bulletList"), icona: "punti" }],
    ["numeri", "Elenco numerato", (e) => capo(e).toggleOrderedList().run(), { attivo: (e) => e.isActive("orderedList"), icona: "numeri" }],
    ["dentro", "Sposta la voce più dentro", (e) => capo(e).sinkListItem("listItem").run(), { possibile: (e) => e.can().sinkListItem("listItem"), icona: "dentro" }],
    ["fuori", "Sposta la voce più fuori", (e) => capo(e).liftListItem("listItem").run(), { possibile: (e) => e.can().liftListItem("listItem"), icona: "fuori" }],
    ["citazione", "Citazione", (e) => capo(e).toggleBlockquote().run(), { attivo: (e) => e.isActive("blockquote"), icona: "citazione" }],
    null,
    ["collega", "Collegamento", (e) => R.dialoghi.collegamento(e), { attivo: (e) => e.isActive("link"), possibile: (e) => !e.state.selection.empty || e.isActive("link"), icona: "collega" }],
    ["scollega", "Togli il collegamento", (e) => capo(e).extendMarkRange("link").unsetLink().run(), { possibile: (e) => e.isActive("link"), icona: "scollega" }],
    ["tabella", "Inserisci una tabella", (e) => R.dialoghi.tabella(e), { possibile: (e) => !e.isActive("table"), icona: "tabella" }],
    null,
    ...[
      ["riga-su", "Aggiungi una riga sopra", "addRowBefore", "+ riga sopra"],
      ["riga-giu", "Aggiungi una riga sotto", "addRowAfter", "+ riga sotto"],
      ["riga-via", "Togli la riga", "deleteRow", "− riga"],
      ["colonna-prima", "Aggiungi una colonna a sinistra", "addColumnBefore", "+ colonna a sinistra"],
      ["colonna-dopo", "Aggiungi una colonna a destra", "addColumnAfter", "+ colonna a destra"],
      ["colonna-via", "Togli la colonna", "deleteColumn", "− colonna"],
      ["testata", "Riga di intestazione", "toggleHeaderRow", "intestazione"],
      ["tabella-via", "Togli la tabella", "deleteTable", "togli la tabella"],
    ].map(([name, label, command, text]) => [
      name, label, (e) => capo(e)[command]().run(), { testo: text, soloInTabella: true },
    ]),
  ];

  R.barra = function (editor, label, editorId) {
    const bar = R.el("div", { class: "barra", role: "toolbar", "aria-label": `Formattazione: ${label}`, "aria-controls": editorId });
    const items = [];
    let group = R.el("div", { class: "barra-gruppo" });
    bar.append(group);
    for (const entry of VOCI) {
      if (!entry) {
        bar.append((group = R.el("div", { class: "barra-gruppo" })));
        continue;
      }
      const [name, title, command, options] = entry;
      const button = R.el("button", {
        type: "button", class: `barra-bottone barra-${name}`, tabindex: "-1", title, "aria-label": title,
        "aria-pressed": options.attivo ? "false" : null,
        onclick: () => { if (button.getAttribute("aria-disabled") !== "true") command(editor); },
      }, options.icona ? R.icona(options.icona) : options.testo);
      group.append(button);
      items.push({ button, ...options });
    }
    // A click on a button must not take the selection away from the text.
    bar.addEventListener("mousedown", (event) => event.preventDefault());

    const seen = () => items.filter(({ button }) => !button.hidden).map(({ button }) => button);
    function scegli(button) {
      items.forEach((item) => { item.button.tabIndex = item.button === button ? 0 : -1; });
    }
    bar.addEventListener("keydown", (event) => {
      const buttons = seen();
      const here = buttons.indexOf(document.activeElement);
      const move = { ArrowRight: here + 1, ArrowLeft: here - 1, Home: 0, End: buttons.length - 1 }[event.key];
      if (event.key === "Escape") {
        event.preventDefault();
        editor.commands.focus();
      } else if (move !== undefined) {
        event.preventDefault();
        const target = buttons[(move + buttons.length) % buttons.length];
        scegli(target);
        target.focus();
      }
    });

    function aggiorna() {
      const inTable = editor.isActive("table");
      for (const { button, attivo, possibile, soloInTabella } of items) {
        if (attivo) button.setAttribute("aria-pressed", String(attivo(editor)));
        if (possibile) button.setAttribute("aria-disabled", String(!possibile(editor)));
        if (soloInTabella) button.hidden = !inTable;
      }
      if (!seen().some((button) => button.tabIndex === 0)) scegli(seen()[0]);
    }
    editor.on("transaction", aggiorna);
    aggiorna();
    return {
      elemento: bar,
      fuoco() {
        const target = seen().find((button) => button.tabIndex === 0) || seen()[0];
        target.focus();
      },
    };
  };
})();
