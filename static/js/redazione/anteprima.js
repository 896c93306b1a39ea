/* The exact PDF beside the text. A new one is loaded behind the old one, which gives way only
   when the new one is there; the focus stays where it was. */
(function () {
  "use strict";
  const R = window.Redazione;
  const LARGA = "(min-width: 1100px)";
  const CHIAVE = "distretti:anteprima";

  function memoria(value) {
    try {
      if (value !== undefined) sessionStorage.setItem(CHIAVE, value);
      return sessionStorage.getItem(CHIAVE);
    } catch (error) {
      return null;
    }
  }

  function cornice(url) {
    const address = new URL(url, location.href);
    address.searchParams.set("v", String(Date.now()));
    return R.el("iframe", {
      src: address, title: "Anteprima del PDF", class: "anteprima anteprima-in-arrivo", tabindex: "-1", "aria-hidden": "true",
    });
  }

  function monta(pane) {
    const wide = window.matchMedia(LARGA);
    const box = R.el("div", { class: "anteprima-riquadro" });
    const note = R.el("p", { class: "anteprima-nota", "aria-live": "off" });
    const toggle = R.el("button", { type: "button", class: "btn btn-sm btn-outline-primary anteprima-bottone" });
    let shown = null;
    let coming = null;

    function carica() {
      if (coming) coming.remove();
      const focus = document.activeElement;
      const next = (coming = cornice(pane.dataset.anteprima));
      note.textContent = shown ? "Aggiornamento dell’anteprima…" : "Preparazione dell’anteprima…";
      next.addEventListener("load", () => {
        if (next !== coming) return;
        if (shown) shown.remove();
        shown = next;
        coming = null;
        next.classList.remove("anteprima-in-arrivo");
        next.removeAttribute("aria-hidden");
        next.removeAttribute("tabindex");
        note.textContent = `Aggiornata alle ${R.ora(new Date())}`;
        if (document.activeElement === next && focus && focus.isConnected) focus.focus();
      });
      box.append(next);
    }

    function svuota() {
      [shown, coming].forEach((frame) => frame && frame.remove());
      shown = coming = null;
      note.textContent = "";
    }

    function mostra(open) {
      toggle.textContent = open ? "Nascondi l’anteprima" : "Mostra l’anteprima";
      toggle.setAttribute("aria-expanded", String(open));
      document.documentElement.classList.toggle("con-anteprima", open && wide.matches);
      box.hidden = !open;
      if (open && wide.matches && !shown && !coming) carica();
      if (!open || !wide.matches) svuota();
    }
    const open = () => toggle.getAttribute("aria-expanded") === "true";

    toggle.addEventListener("click", () => {
      memoria(open() ? "chiusa" : "aperta");
      mostra(!open());
    });
    wide.addEventListener("change", () => mostra(open()));
    const aggiorna = R.ritarda(2500, () => {
      if (!open() || !wide.matches) return;
      if (R.salvataggio.nonSalvato() && !R.salvataggio.daRipetere) aggiorna(); // still writing
      else carica();
    });
    R.ascolta("salvato", aggiorna);
    R.ascolta("riordinato", aggiorna);
    pane.append(toggle, note, box);
    mostra(memoria() === "aperta");
  }

  R.anteprima = { avvia: () => document.querySelectorAll("[data-anteprima]").forEach(monta) };
})();
