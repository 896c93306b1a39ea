/* Search boxes that replace a list of choices take the name of the field they stand for. */
(function () {
  "use strict";

  function nomina() {
    document.querySelectorAll("select.admin-autocomplete").forEach(function (select) {
      var box = select.parentElement.querySelector(".select2-selection");
      if (!box || box.dataset.nome) return;
      var label = document.querySelector('label[for="' + select.id + '"]');
      var name = select.getAttribute("aria-label") || (label && label.textContent.trim());
      if (!name) return;
      var value = box.querySelector(".select2-selection__rendered");
      box.dataset.nome = name;
      if (value) {
        // The value stays in the name: the box is read as "Distretto: Distretto famiglia …".
        box.id = box.id || value.id + "-box";
        box.setAttribute("aria-label", name);
        box.setAttribute("aria-labelledby", box.id + " " + value.id);
        // Plain text: a textbox would need a name of its own.
        value.removeAttribute("role");
        value.removeAttribute("aria-readonly");
      } else {
        box.setAttribute("aria-label", name);
      }
    });
  }

  // Select2 makes its boxes when jQuery is ready, before or after "load", and in added rows.
  new MutationObserver(nomina).observe(document.documentElement, { childList: true, subtree: true });
})();
