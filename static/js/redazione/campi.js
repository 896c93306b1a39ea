/* The fields of the page: what each holds now, what the server is known to hold. */
(function () {
  "use strict";
  const R = window.Redazione;
  const campi = new Map();
  R.campi = campi;

  class Campo {
    constructor(gruppo) {
      this.gruppo = gruppo;
      this.nome = gruppo.dataset.campo;
      const all = [...gruppo.querySelectorAll(`[name="${CSS.escape(this.nome)}"]`)];
      this.controllo = all.find((c) => c.type !== "hidden") || null;
      this.gettone = gruppo.querySelector(`[name="${CSS.escape(this.nome)}-visto"]`);
      this.presente = gruppo.querySelector(`[name="${CSS.escape(this.nome)}-presente"]`);
      if (!this.controllo || !this.gettone) return;
      this.ripristina();
      this.confermato = this.valore; // the value acknowledged last, as this page wrote it
      this.inVolo = null; // sent, and not yet answered
      this.conflitto = null;
      this.rifiuto = null; // {valore, motivo}: not sent again until the value changes
      this.inUnione = false;
    }

    /* A browser may fill a reloaded form with what was typed: the server's value comes first. */
    ripristina() {
      const c = this.controllo;
      if (c.type === "checkbox") c.checked = c.defaultChecked;
      else if (c.localName === "select") {
        const chosen = [...c.options].findIndex((o) => o.defaultSelected);
        c.selectedIndex = chosen < 0 ? 0 : chosen;
      } else c.value = c.defaultValue;
    }

    get valore() {
      const c = this.controllo;
      return c.type === "checkbox" ? (c.checked ? "1" : "") : c.value.replace(/\r\n?/g, "\n");
    }

    set valore(value) {
      const c = this.controllo;
      if (c.type === "checkbox") c.checked = value === "1";
      else c.value = value;
      c.dispatchEvent(new Event("redazione:valore", { bubbles: true }));
    }

    get visto() { return this.gettone.value; }
    set visto(value) { this.gettone.value = value; }
    get ricco() { return this.controllo.hasAttribute("data-ricco"); }
    get cambiato() { return this.valore !== this.confermato; }
    /* A year is typed one figure after another: 2, 20, 202 are dates already, and nobody's. */
    get aMeta() {
      const c = this.controllo;
      return c.type === "date" && c === document.activeElement && c.value !== "" && c.value < "1000";
    }
    get daInviare() {
      if (!this.cambiato || this.conflitto || this.inUnione || this.aMeta) return false;
      return !this.rifiuto || this.rifiuto.valore !== this.valore;
    }
    get etichetta() {
      const label = this.gruppo.querySelector("label, legend");
      return label ? label.textContent.trim() : this.nome;
    }
    get esito() { return this.gruppo.querySelector("[data-esito]"); }

    /* The part of the outcome that the script owns; what the server put there stays. */
    riquadro(kind) {
      let box = this.esito.querySelector(`:scope > [data-riquadro="${kind}"]`);
      if (!box) this.esito.append((box = R.el("div", { "data-riquadro": kind })));
      box.replaceChildren();
      return box;
    }
    togli(kind) {
      const box = this.esito && this.esito.querySelector(`:scope > [data-riquadro="${kind}"]`);
      if (!box) return;
      const inside = box.contains(document.activeElement);
      box.remove();
      if (inside) this.porta();
    }

    stato(text, tone) {
      const place = this.gruppo.querySelector("[data-stato]");
      this.gruppo.dataset.tono = tone || "";
      if (place && place.textContent !== text) place.textContent = text;
    }

    /* Text for reading: the label of an option, the words of a check, otherwise the value. */
    leggibile(value) {
      const c = this.controllo;
      if (c.type === "checkbox") return value === "1" ? "Sì" : "No";
      if (c.localName === "select") {
        const option = [...c.options].find((o) => o.value === value);
        return option ? option.textContent.trim() : value;
      }
      return value;
    }
    mostra(value) {
      const box = R.el("div", { class: this.ricco ? "testo-ricco" : "a-capo" });
      if (!value) box.append(R.el("em", { class: "tenue" }, "Vuoto"));
      else if (this.ricco) box.append(R.ricopia(value));
      else box.textContent = this.leggibile(value);
      return box;
    }

    porta() {
      const editor = this.gruppo.querySelector('[contenteditable="true"]');
      (editor || this.controllo).focus();
    }
  }

  /* What had the focus is gone: back to the text that waits to be saved, or to the first one. */
  R.riporta = function () {
    const all = [...campi.values()];
    const campo = all.find((one) => one.cambiato) || all[0];
    if (campo) campo.porta();
  };

  R.raccogli = function (root) {
    root.querySelectorAll(".campo-redazione[data-campo]").forEach((gruppo) => {
      const known = campi.get(gruppo.dataset.campo);
      if (known && known.gruppo === gruppo) return;
      const campo = new Campo(gruppo);
      if (campo.controllo && campo.gettone) campi.set(campo.nome, campo);
    });
  };

  R.campoDi = function (node) {
    const gruppo = node.closest && node.closest(".campo-redazione[data-campo]");
    const campo = gruppo && campi.get(gruppo.dataset.campo);
    return campo && node.name === campo.nome ? campo : null;
  };

  /* The same text; of rich text, whatever way its list items and cells are written. */
  const forma = (html) => {
    const body = new DOMParser().parseFromString(html, "text/html").body;
    body.querySelectorAll("li > p, td > p, th > p").forEach((p) => p.replaceWith(...p.childNodes));
    body.querySelectorAll("thead, tbody").forEach((part) => part.replaceWith(...part.childNodes));
    return body.innerHTML.replace(/\s+/g, " ");
  };
  R.uguali = (campo, a, b) => a === b || (campo.ricco && forma(a) === forma(b));

  /* A value that came from the server takes its place without looking like typing. */
  R.ricevi = function (campo, value, visto) {
    campo.visto = visto;
    if (campo.valore !== value) campo.valore = value;
    campo.confermato = campo.valore;
  };
})();
