/* What the checks say of the text as it is saved: the panel, the marks of the parts, the readings to
   confirm and the line under each field follow it, without stealing the focus. */
(function () {
  "use strict";
  const R = window.Redazione;
  const PEZZI = ["controlli-redazione", "parti-redazione", "letture"];

  /* Whoever is inside a piece keeps it as it is: it will be new at the next save. */
  function sostituisci(page, id) {
    const old = document.getElementById(id);
    const fresh = page.getElementById(id);
    if (!old || !fresh || old.contains(document.activeElement)) return;
    if (old.innerHTML !== fresh.innerHTML) old.replaceWith(fresh);
  }

  function sottoICampi(page) {
    const said = new Map();
    page.querySelectorAll("#controlli-redazione li a").forEach((link) => {
      const address = new URL(link.getAttribute("href"), location.href);
      if (address.pathname !== location.pathname || !address.hash) return;
      const name = address.hash.slice("#campo-".length);
      if (!said.has(name)) said.set(name, []);
      said.get(name).push({ text: link.textContent, blocks: link.closest("li").matches(".blocca") });
    });
    R.campi.forEach((campo, name) => {
      campo.esito.querySelectorAll(":scope > .segnale").forEach((line) => line.remove());
      (said.get(name) || []).forEach((one) => {
        const kind = one.blocks ? "segnale-blocca" : "segnale-avvisa";
        campo.esito.append(R.el("p", { class: `segnale ${kind}` }, (one.blocks ? "Blocca: " : "") + one.text));
      });
    });
  }

  async function aggiorna() {
    const address = new URL(R.form.dataset.controlli, location.href);
    address.searchParams.set("qui", R.form.dataset.qui);
    try {
      const answer = await fetch(address, { headers: { "X-Richiesta": "frammento" }, redirect: "manual" });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      sottoICampi(page);
      PEZZI.forEach((id) => sostituisci(page, id));
    } catch (error) {
      return; // the next save asks again
    }
  }

  R.controlli = {
    avvia() {
      if (R.form.dataset.controlli) R.ascolta("salvato", R.ritarda(1200, aggiorna));
    },
  };
})();
