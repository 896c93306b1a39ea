/* A file is hashed here and only its hash travels; without this script, or where the browser
   cannot hash, the same form sends the file. */
(function () {
  "use strict";

  var form = document.querySelector("[data-verifica]");
  var esito = document.querySelector("[data-esito]");
  if (esito) esito.focus({ preventScroll: false });
  if (!form || !window.crypto || !crypto.subtle || !window.DataTransfer) return;

  var zona = form.querySelector("[data-zona]");
  var campo = form.querySelector("input[type=file]");
  var impronta = form.querySelector("[name=impronta]");
  var annunci = document.getElementById("annunci");
  form.querySelector("[data-suggerimento]").hidden = false;

  function verifica(file) {
    if (!file || file.size > Number(form.dataset.massimo)) return false;
    annunci.textContent = "Verifica in corso…";
    file.arrayBuffer().then(function (byte) {
      return crypto.subtle.digest("SHA-256", byte);
    }).then(function (somma) {
      var cifre = Array.from(new Uint8Array(somma), function (b) {
        return b.toString(16).padStart(2, "0");
      }).join("");
      location.assign(form.getAttribute("action") + "?impronta=" + cifre);
    }).catch(function () {
      annunci.textContent = "";
      HTMLFormElement.prototype.submit.call(form);  // unreadable here: the server says why
    });
    return true;
  }

  form.addEventListener("submit", function (event) {
    if (impronta.value.trim() || !campo.files.length) return;
    if (verifica(campo.files[0])) event.preventDefault();
  });

  ["dragenter", "dragover"].forEach(function (nome) {
    zona.addEventListener(nome, function (event) {
      event.preventDefault();
      zona.classList.add("sopra");
    });
  });
  ["dragleave", "drop"].forEach(function (nome) {
    zona.addEventListener(nome, function () { zona.classList.remove("sopra"); });
  });
  zona.addEventListener("drop", function (event) {
    event.preventDefault();
    if (!event.dataTransfer.files.length) return;
    campo.files = event.dataTransfer.files;
    verifica(campo.files[0]);
  });
})();
