/* Every page works without this file: it shows that slow work is under way and opens
   what must be seen. */
(function () {
  "use strict";

  // A form that takes a second says so and cannot be sent twice.
  document.addEventListener("submit", function (event) {
    var form = event.target;
    var button = event.submitter || form.querySelector("[data-lavora]");
    if (!button || !button.dataset.lavora) return;
    if (form.dataset.inviato) {
      event.preventDefault();
      return;
    }
    form.dataset.inviato = "1";
    button.dataset.testo = button.textContent;
    button.textContent = button.dataset.lavora;
    button.classList.add("in-corso");
    button.setAttribute("aria-disabled", "true");
    var live = document.getElementById("annunci");
    if (live) live.textContent = button.dataset.lavora;
  });

  // Back in the browser's history: the form is usable again.
  window.addEventListener("pageshow", function () {
    document.querySelectorAll(".in-corso").forEach(function (button) {
      button.classList.remove("in-corso");
      button.removeAttribute("aria-disabled");
      button.textContent = button.dataset.testo;
      delete button.form.dataset.inviato;
    });
  });

  // A file over the limit is named before it travels.
  document.addEventListener("change", function (event) {
    var field = event.target;
    if (field.type !== "file" || !field.dataset.massimo) return;
    var file = field.files[0];
    var tooBig = Boolean(file) && file.size > Number(field.dataset.massimo);
    field.setCustomValidity(tooBig ? field.dataset.troppoGrande : "");
    if (tooBig) field.reportValidity();
  });

  // Printing prints the whole programme; following a link opens the part it points to.
  function openAll() {
    document.querySelectorAll("details.parte").forEach(function (part) { part.open = true; });
  }
  window.addEventListener("beforeprint", openAll);
  function openTarget() {
    var target = location.hash.length > 1 && document.getElementById(location.hash.slice(1));
    for (var part = target && target.closest("details"); part; part = part.parentElement.closest("details")) {
      part.open = true;
    }
    if (target) target.scrollIntoView();
  }
  window.addEventListener("hashchange", openTarget);
  openTarget();

  var toggle = document.querySelector("[data-apre-tutto]");
  if (toggle) {
    toggle.hidden = false;
    toggle.addEventListener("click", function () {
      var open = toggle.getAttribute("aria-pressed") !== "true";
      document.querySelectorAll("details.parte").forEach(function (part) { part.open = open; });
      toggle.setAttribute("aria-pressed", String(open));
      toggle.textContent = open ? "Chiudi tutte le parti" : "Apri tutte le parti";
    });
  }
})();
