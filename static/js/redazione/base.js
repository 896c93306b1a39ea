/* What the scripts of the editor share: one namespace, small helpers, no dependency. */
(function () {
  "use strict";
  const R = (window.Redazione = window.Redazione || {});

  R.form = document.querySelector("form[data-redazione]");
  R.radice = R.form || document.querySelector("[data-accedi]"); // who is at work, on what
  R.utente = R.radice ? R.radice.dataset.utente : "";
  R.programma = R.radice ? R.radice.dataset.programma : "";

  /* An element: el("p", {class: "x", hidden: true, onclick: f}, "text", child). */
  R.el = function (name, attributes, ...children) {
    const node = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) {
      if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
      else if (value === true) node.setAttribute(key, "");
      else if (value !== false && value !== null && value !== undefined) node.setAttribute(key, value);
    }
    node.append(...children);
    return node;
  };

  R.bottone = (text, onclick, kind) =>
    R.el("button", { type: "button", class: `btn btn-sm ${kind || "btn-outline-primary"}`, onclick }, text);

  /* Read out by screen readers without moving the focus. */
  R.annuncia = function (text) {
    const live = document.getElementById("annunci");
    if (live) live.textContent = text;
  };

  R.ritarda = function (wait, action) {
    let timer = 0;
    const run = (...args) => {
      clearTimeout(timer);
      timer = setTimeout(() => action(...args), wait);
    };
    run.annulla = () => clearTimeout(timer);
    return run;
  };

  R.token = {
    leggi: () => (document.querySelector('input[name="csrfmiddlewaretoken"]') || {}).value || "",
    scrivi(value) {
      document.querySelectorAll('input[name="csrfmiddlewaretoken"]').forEach((input) => {
        input.value = value;
      });
    },
  };

  const DUE = (number) => String(number).padStart(2, "0");
  R.ora = (date) => `${DUE(date.getHours())}:${DUE(date.getMinutes())}`;
  R.giornoOra = (date) => `${DUE(date.getDate())}/${DUE(date.getMonth() + 1)} alle ${R.ora(date)}`;

  /* Rich text shown, never trusted: only these elements are copied into the page. */
  const ELEMENTI = new Set(
    ("h2 h3 h4 p ul ol li table thead tbody tr th td strong em u s sub sup a br blockquote " +
      "ins del b i span div").split(" ")
  );
  const ATTRIBUTI = { a: ["href"], td: ["colspan", "rowspan"], th: ["colspan", "rowspan"] };
  R.ricopia = function (html) {
    const copy = (from, to) => {
      for (const node of from.childNodes) {
        if (node.nodeType === Node.TEXT_NODE) to.append(node.data);
        if (node.nodeType !== Node.ELEMENT_NODE) continue;
        const name = node.localName;
        if (["script", "style", "template"].includes(name)) continue;
        if (!ELEMENTI.has(name)) {
          copy(node, to);
          continue;
        }
        const clone = document.createElement(name);
        for (const key of ATTRIBUTI[name] || []) {
          const value = node.getAttribute(key);
          if (value && (key !== "href" || /^(https?|mailto):/i.test(value))) clone.setAttribute(key, value);
        }
        copy(node, clone);
        to.append(clone);
      }
    };
    const fragment = document.createDocumentFragment();
    copy(new DOMParser().parseFromString(html, "text/html").body, fragment);
    return fragment;
  };

  /* The words of a rich text: a line for each paragraph, item or row, as the server counts them. */
  R.parole = function (html) {
    const body = new DOMParser().parseFromString(html, "text/html").body;
    body.querySelectorAll("td + td, td + th, th + td, th + th").forEach((cell) => cell.prepend("\t"));
    body.querySelectorAll("br").forEach((br) => br.replaceWith("\n"));
    body.querySelectorAll("p, h2, h3, h4, li, tr, blockquote, ul, ol, table").forEach((block) => {
      if (block.localName === "p" && block.parentNode.matches("td, th") && block.parentNode.children.length === 1) return;
      block.before("\n");
      block.after("\n");
    });
    return body.textContent.split("\n").map((row) => row.trim()).filter(Boolean).join("\n");
  };

  /* GET a fragment of HTML into `place`; only the last request of a place is shown. */
  const requests = new WeakMap();
  R.frammento = async function (place, url, parameters) {
    const address = new URL(url, location.href);
    for (const [key, value] of Object.entries(parameters)) address.searchParams.set(key, value);
    if (requests.has(place)) requests.get(place).abort();
    const controller = new AbortController();
    requests.set(place, controller);
    place.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(address, {
        headers: { "X-Richiesta": "frammento" }, signal: controller.signal, redirect: "manual",
      });
      const text = answer.ok ? await answer.text() : "";
      if (requests.get(place) !== controller) return;
      if (answer.ok) place.innerHTML = text;
      place.removeAttribute("aria-busy");
    } catch (error) {
      if (requests.get(place) === controller) place.removeAttribute("aria-busy");
    }
  };

  R.emetti = (name, detail) => document.dispatchEvent(new CustomEvent(`redazione:${name}`, { detail }));
  R.ascolta = (name, action) => document.addEventListener(`redazione:${name}`, (event) => action(event.detail));
})();
