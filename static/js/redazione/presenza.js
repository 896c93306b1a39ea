/* Who else is at work here; and telling the others that we are. */
(function () {
  "use strict";
  const R = window.Redazione;
  const OGNI = 20000;
  const FERMO = 120000; // untouched for so long, we are no longer writing

  R.presenza = {
    avvia() {
      const url = R.form.dataset.presenza;
      if (!url) return;
      const qui = R.form.dataset.qui || "";
      let touched = 0;
      let told = false;

      function mostra(altri) {
        const line = document.getElementById("presenze");
        if (!line) return;
        const thing = qui.startsWith("azione") ? "questa azione" : "questa parte";
        const text = altri
          .map((one) => one.qui === qui ? `${one.nome} sta modificando ${thing}.` : `${one.nome} è al lavoro sul programma.`)
          .join(" ");
        if (line.textContent !== text) line.textContent = text;
      }

      async function manda() {
        const body = new URLSearchParams({ qui });
        try {
          const answer = await fetch(url, {
            method: "POST", body, redirect: "manual",
            headers: { "X-Richiesta": "presenza", "X-CSRFToken": R.token.leggi() },
          });
          told = true;
          if (answer.ok) mostra((await answer.json()).altri || []);
        } catch (error) {
          mostra([]); // unknown is not "alone", but a stale name would be worse
        }
      }

      function via() {
        if (!told) return;
        told = false;
        navigator.sendBeacon(url, new URLSearchParams({
          qui: "", via: "1", csrfmiddlewaretoken: R.token.leggi(),
        }));
      }

      R.form.addEventListener("input", () => {
        const first = Date.now() - touched > FERMO;
        touched = Date.now();
        if (first) manda();
      });
      setInterval(() => {
        if (document.visibilityState === "visible" && Date.now() - touched < FERMO) manda();
      }, OGNI);
      window.addEventListener("pagehide", via);
      manda();
    },
  };
})();
