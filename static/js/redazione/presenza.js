/* Who else is at work here; and telling the others that we are. With an empty `qui` we only ask:
   the page is being read, not written. */
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
          .filter((one) => one.qui === qui)
          .map((one) => `${one.nome} sta modificando ${thing}.`)
          .join(" ");
        if (line.textContent !== text) line.textContent = text;
      }

      async function manda() {
        const writing = Date.now() - touched < FERMO;
        const body = new URLSearchParams({ qui: writing ? qui : "" });
        try {
          const answer = await fetch(url, {
            method: "POST", body, redirect: "manual",
            headers: { "X-Richiesta": "presenza", "X-CSRFToken": R.token.leggi() },
          });
          told = writing;
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
        if (document.visibilityState === "visible") manda();
      }, OGNI);
      window.addEventListener("pagehide", via);
      manda();
    },
  };
})();
