/* The text of an act: its preview follows what one writes, a placeholder is put where one was
   writing. Without this file the same form has a button for the preview. */
(function () {
  "use strict";
  var PAUSA = 700;
  var form = document.querySelector("[data-anteprima-di]");
  if (!form) return;
  var timer = null;
  var request = null;
  var last = null; // the text field in which one was writing

  function aperte(box) {
    return Array.from(box.querySelectorAll("details")).map(function (part) { return part.open; });
  }

  // What Tab reaches in the preview.
  function fermate(box) {
    return Array.from(box.querySelectorAll("summary, button"));
  }

  function mostra(html) {
    var old = document.getElementById("anteprima");
    var fresh = new DOMParser().parseFromString(html, "text/html").getElementById("anteprima");
    if (!old || !fresh) return;
    var open = aperte(old);
    var place = fermate(old).indexOf(document.activeElement);
    fresh.querySelectorAll("details").forEach(function (part, i) { part.open = Boolean(open[i]); });
    old.replaceWith(fresh);
    prepara();
    if (place >= 0) (fermate(fresh)[place] || form.querySelector("textarea")).focus();
  }

  function aggiorna() {
    if (request) request.abort();
    request = new AbortController();
    fetch(form.dataset.anteprimaDi, { method: "POST", body: new FormData(form), signal: request.signal, redirect: "error" })
      .then(function (answer) { return answer.ok ? answer.text() : null; })
      .then(function (html) { if (html) mostra(html); })
      .catch(function () { /* offline, or a newer text is on its way: the button remains */ });
  }

  function presto() {
    clearTimeout(timer);
    timer = setTimeout(aggiorna, PAUSA);
  }

  function inserisci(text) {
    var field = last || form.querySelector("textarea");
    field.focus();
    field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }

  // A name in the list becomes a button that writes it.
  function prepara() {
    document.querySelectorAll("code[data-inserisci]").forEach(function (name) {
      var button = document.createElement("button");
      button.type = "button";
      button.className = "inserisci";
      button.title = "Scrivilo nel testo";
      name.replaceWith(button);
      button.append(name);
      name.removeAttribute("data-inserisci");
      button.addEventListener("click", function () { inserisci(name.textContent); });
    });
  }

  form.addEventListener("input", presto);
  form.addEventListener("change", presto);
  form.addEventListener("focusin", function (event) {
    if (event.target.matches("textarea")) last = event.target;
  });
  prepara();
})();
