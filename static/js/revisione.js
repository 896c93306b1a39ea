/* The review without leaving the page. Every link and form works without this file: here the same
   pages are asked for and the piece that answers is put where the reader is. */
(function () {
  "use strict";

  if (!window.fetch || !window.DOMParser) return;
  var live = document.getElementById("annunci");
  var forms = 0;

  function page(text) { return new DOMParser().parseFromString(text, "text/html"); }
  function say(text) { if (live) live.textContent = text; }
  function open(url) {
    return fetch(url, { credentials: "same-origin" }).then(function (answer) {
      return answer.text().then(function (text) { return { answer: answer, page: page(text) }; });
    });
  }
  function send(form) {
    return fetch(form.action, { method: "POST", body: new FormData(form), credentials: "same-origin" })
      .then(function (answer) {
        return answer.text().then(function (text) { return { answer: answer, page: page(text) }; });
      });
  }

  // The form of another page, for one place: the place is known, so it is not asked again.
  function formOf(other) {
    var form = other.querySelector("main .modulo form[method=post]");
    if (!form) return null;
    form = document.importNode(form, true);
    var suffix = "-" + (forms += 1);
    form.querySelectorAll("[id], [for], [aria-describedby]").forEach(function (element) {
      if (element.id) element.id += suffix;
      if (element.htmlFor) element.htmlFor += suffix;
      var described = element.getAttribute("aria-describedby");
      if (described) element.setAttribute("aria-describedby", described + suffix);
    });
    var place = form.querySelector("select[name=luogo]");
    if (place) place.parentElement.closest("div").classList.add("luogo-noto");
    var back = form.querySelector(".azioni-modulo a");
    if (back) {
      var cancel = document.createElement("button");
      cancel.type = "button";
      cancel.className = "btn-testo";
      cancel.textContent = "Annulla";
      cancel.dataset.annulla = "";
      back.replaceWith(cancel);
    }
    return form;
  }

  function show(box, form) {
    box.replaceChildren(form);
    var first = form.querySelector(".is-invalid") || form.querySelector("textarea, select:not([name=luogo])");
    if (first) first.focus();
  }

  function complain(form, text) {
    var box = form.querySelector("[data-guaio]");
    if (!box) {
      box = document.createElement("p");
      box.dataset.guaio = "";
      box.className = "alert alert-danger";
      box.setAttribute("role", "alert");
      form.prepend(box);
    }
    box.textContent = text;
    delete form.dataset.inviato;
    form.querySelectorAll(".in-corso").forEach(function (button) {
      button.classList.remove("in-corso");
      button.removeAttribute("aria-disabled");
      button.textContent = button.dataset.testo;
    });
  }
  var LOST = "Il server non ha risposto: ciò che avete scritto è ancora qui. Riprovate.";
  var OUT = "La sessione è scaduta: entrate in un’altra scheda, poi riprovate. Ciò che avete scritto è ancora qui.";

  // What the answer has anew: every place without a form open, the counts, the steps.
  function refresh(other, place) {
    var named = ["conteggi-revisione", "controlli", "passi"];
    document.querySelectorAll(".posto").forEach(function (one) {
      var box = one.querySelector(".modulo-posto");
      if (one === place || (box && !box.hasChildNodes())) named.push(one.id);
    });
    named.forEach(function (id) {
      var old = document.getElementById(id), fresh = other.getElementById(id);
      if (old && fresh && old.innerHTML !== fresh.innerHTML) old.replaceWith(document.importNode(fresh, true));
    });
    var told = other.querySelector("main .alert");
    say(told ? told.textContent : "Fatto.");
  }

  document.addEventListener("click", function (event) {
    var cancel = event.target.closest("[data-annulla]");
    if (cancel) {
      var around = cancel.closest(".posto");
      cancel.closest(".modulo-posto").replaceChildren();
      around.querySelector("[data-aperto]").focus();
      return;
    }
    var link = event.target.closest("a[data-modulo]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    var box = link.closest(".posto").querySelector(".modulo-posto");
    var writing = box.querySelector("textarea");
    event.preventDefault();
    if (writing && writing.value.trim()) {
      writing.focus();
      say("Qui c’è già un testo da inviare o da annullare.");
      return;
    }
    open(link.href).then(function (got) {
      var form = formOf(got.page);
      if (!form) { location.href = link.href; return; }
      link.closest(".posto").querySelectorAll("[data-aperto]").forEach(function (one) { delete one.dataset.aperto; });
      link.dataset.aperto = "";
      show(box, form);
    }).catch(function () { location.href = link.href; });
  });

  document.addEventListener("submit", function (event) {
    var form = event.target, place = form.closest(".posto");
    if (!place || event.defaultPrevented) return;
    event.preventDefault();
    send(form).then(function (got) {
      var fresh = got.page.getElementById(place.id);
      if (fresh) {
        var id = place.id;
        refresh(got.page, place);
        var command = document.getElementById(id).querySelector("a, button");
        if (command) command.focus();
        return;
      }
      var again = got.answer.status === 422 && formOf(got.page);
      if (again) show(form.closest(".modulo-posto"), again);
      else complain(form, got.answer.ok ? OUT : LOST);
    }).catch(function () { complain(form, LOST); });
  });

  // The visit is recorded when the page is really seen.
  var seen = document.querySelector("form[data-vista]"), sent = false;
  function record() {
    if (sent || !seen || document.visibilityState !== "visible") return;
    sent = true;
    fetch(seen.action, { method: "POST", body: new FormData(seen), keepalive: true, redirect: "manual" })
      .catch(function () { sent = false; });
  }
  document.addEventListener("visibilitychange", record);
  record();
})();
