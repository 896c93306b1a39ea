/* A type-ahead over the register of organisations: the ARIA combobox pattern with a list.

   <input data-cerca="/organizzazioni/" data-cerca-distretto="7" data-cerca-id="id_campo">
   What is chosen puts its name in the input and its id in the hidden field, and sends the event
   "cerca:scelta" (detail: the organisation) from the input. Typing again empties the hidden field.
   Without this file the server understands the name that was typed. */
(function () {
  "use strict";

  var PAUSA = 200;
  var quanti = 0;

  function avvia(campo) {
    var nascosto = document.getElementById(campo.dataset.cercaId || "");
    var elenco = document.createElement("ul");
    var stato = document.createElement("div");
    var trovate = [];
    var attiva = -1;
    var attesa = null;
    var richiesta = null;

    quanti += 1;
    elenco.id = "cerca-elenco-" + quanti;
    elenco.className = "cerca-elenco";
    elenco.hidden = true;
    elenco.setAttribute("role", "listbox");
    elenco.setAttribute("aria-label", "Organizzazioni del registro");
    stato.className = "visually-hidden";
    stato.setAttribute("role", "status");
    campo.parentElement.classList.add("con-elenco");
    campo.after(elenco, stato);
    campo.setAttribute("role", "combobox");
    campo.setAttribute("aria-autocomplete", "list");
    campo.setAttribute("aria-expanded", "false");
    campo.setAttribute("aria-controls", elenco.id);

    function chiudi() {
      elenco.hidden = true;
      attiva = -1;
      campo.setAttribute("aria-expanded", "false");
      campo.removeAttribute("aria-activedescendant");
    }

    function evidenzia(quale) {
      attiva = quale;
      elenco.querySelectorAll("[role=option]").forEach(function (voce, i) {
        voce.setAttribute("aria-selected", String(i === attiva));
        if (i === attiva) {
          campo.setAttribute("aria-activedescendant", voce.id);
          voce.scrollIntoView({ block: "nearest" });
        }
      });
      if (attiva < 0) campo.removeAttribute("aria-activedescendant");
    }

    function scegli(quale) {
      var scelta = trovate[quale];
      if (!scelta) return;
      campo.value = scelta.nome;
      if (nascosto) nascosto.value = scelta.id;
      chiudi();
      stato.textContent = scelta.nome + (scelta.aderente ? ": aderisce già" : ": scelta");
      campo.dispatchEvent(new CustomEvent("cerca:scelta", { bubbles: true, detail: scelta }));
    }

    function voce(trovata, i) {
      var li = document.createElement("li");
      var note = [];
      li.id = elenco.id + "-" + i;
      li.setAttribute("role", "option");
      li.setAttribute("aria-selected", "false");
      li.textContent = trovata.nome;
      if (trovata.alias) note.push("anche «" + trovata.alias + "»");
      if (trovata.aderente) note.push("aderisce già");
      if (note.length) {
        var nota = document.createElement("span");
        nota.className = "nota";
        nota.textContent = note.join(" · ");
        li.append(" ", nota);
      }
      // Before the input loses the focus.
      li.addEventListener("mousedown", function (event) {
        event.preventDefault();
        scegli(i);
      });
      return li;
    }

    function mostra(risposta) {
      trovate = risposta.trovate;
      elenco.replaceChildren.apply(elenco, trovate.map(voce));
      if (risposta.altre) {
        var fine = document.createElement("li");
        fine.className = "cerca-fine";
        fine.setAttribute("role", "presentation");
        fine.textContent = "E altre " + risposta.altre + ": scrivere di più per restringere.";
        elenco.append(fine);
      }
      elenco.hidden = trovate.length === 0;
      attiva = -1;
      campo.setAttribute("aria-expanded", String(!elenco.hidden));
      campo.removeAttribute("aria-activedescendant");
      stato.textContent = trovate.length
        ? (trovate.length === 1 ? "Una organizzazione nel registro" : trovate.length + " organizzazioni nel registro")
          + (risposta.altre ? " e altre " + risposta.altre : "") + ". Frecce per scegliere."
        : "Nessuna organizzazione con questo nome.";
    }

    function cerca() {
      var testo = campo.value.trim();
      if (richiesta) richiesta.abort();
      if (testo.length < 2) {
        chiudi();
        return;
      }
      var indirizzo = new URL(campo.dataset.cerca, location.href);
      indirizzo.searchParams.set("formato", "json");
      indirizzo.searchParams.set("q", testo);
      if (campo.dataset.cercaDistretto) indirizzo.searchParams.set("distretto", campo.dataset.cercaDistretto);
      richiesta = new AbortController();
      fetch(indirizzo, { signal: richiesta.signal, headers: { Accept: "application/json" } })
        .then(function (risposta) {
          if (!risposta.ok || risposta.redirected) throw new Error("risposta");
          return risposta.json();
        })
        .then(function (risposta) {
          if (document.activeElement === campo) mostra(risposta);
        })
        .catch(function (errore) {
          if (errore.name !== "AbortError") chiudi(); // the form works without
        });
    }

    campo.addEventListener("input", function () {
      if (nascosto) nascosto.value = "";
      clearTimeout(attesa);
      attesa = setTimeout(cerca, PAUSA);
    });
    campo.addEventListener("blur", chiudi);
    campo.addEventListener("keydown", function (event) {
      if (event.isComposing) return;
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (elenco.hidden) {
          cerca();
        } else {
          var passo = event.key === "ArrowDown" ? 1 : -1;
          evidenzia((attiva + passo + trovate.length + (attiva < 0 && passo < 0 ? 1 : 0)) % trovate.length);
        }
      } else if (event.key === "Enter" && !elenco.hidden && attiva >= 0) {
        event.preventDefault();
        scegli(attiva);
      } else if (event.key === "Escape" && !elenco.hidden) {
        event.preventDefault();
        event.stopPropagation();
        chiudi();
      }
    });
  }

  window.Cerca = { avvia: avvia }; // for a form that comes later than the page
  document.querySelectorAll("[data-cerca]").forEach(avvia);
})();
