/* Ordering a list: «Su» and «Giù» are plain forms; here they act without leaving the page, and a
   handle drags. The server answers with the list, which takes the place of the old one. */
(function () {
  "use strict";
  const R = window.Redazione;

  const listaDi = (node) => node.closest("[data-riordina]");
  const voceDi = (node) => node.closest("[data-voce]");
  const voci = (list) => [...list.querySelectorAll("[data-voce]")];
  const nome = (item) => item.dataset.nome || item.textContent.trim().split("\n")[0];

  async function chiedi(url, body) {
    let answer;
    try {
      answer = await fetch(url, {
        method: "POST", body, redirect: "follow",
        headers: { "X-Richiesta": "riordina", "X-CSRFToken": R.token.leggi() },
      });
    } catch (error) {
      return { motivo: "il collegamento manca" };
    }
    if (answer.status === 401) {
      R.accesso.chiedi();
      return { motivo: "la sessione è scaduta: entrare e ripetere" };
    }
    const text = await answer.text();
    if (!answer.ok) return { motivo: motivo(text) };
    return { html: text };
  }

  function motivo(text) {
    try {
      return JSON.parse(text).motivo || "riprovare";
    } catch (error) {
      return "riprovare";
    }
  }

  /* Put the new list in; tell where the item is now; keep the focus on the button that moved it. */
  function sostituisci(list, html, id, verso) {
    const page = new DOMParser().parseFromString(html, "text/html");
    const fresh = page.getElementById(list.id);
    if (!fresh) {
      location.reload();
      return;
    }
    // An item that is dragged moves its neighbours, and one of them may have had the focus.
    const lost = document.activeElement === document.body || list.contains(document.activeElement);
    list.replaceWith(fresh);
    prepara(fresh);
    const items = voci(fresh);
    const item = items.find((one) => one.dataset.voce === id);
    if (!item) return;
    const target = verso ?
      (item.querySelector(`button[value="${verso}"]:not([disabled])`) || item.querySelector('button[name="verso"]:not([disabled])')) :
      lost && item.querySelector("a");
    if (target) target.focus();
    R.annuncia(`${nome(item)}: posto ${items.indexOf(item) + 1} di ${items.length}.`);
    R.emetti("riordinato", { voce: id });
  }

  async function sposta(list, id, url, body, verso) {
    if (list.getAttribute("aria-busy") === "true") return;
    list.setAttribute("aria-busy", "true");
    const { html, motivo: why } = await chiedi(url, body);
    list.removeAttribute("aria-busy");
    if (html !== undefined) sostituisci(list, html, id, verso);
    else {
      const old = list.ordine;
      if (old) old.forEach((item) => list.append(item));
      R.annuncia(`Non spostata: ${why}.`);
      avviso(list, `Non spostata: ${why}.`);
    }
  }

  function avviso(list, text) {
    let line = list.previousElementSibling;
    if (!line || !line.matches(".riordina-avviso")) list.before((line = R.el("p", { class: "riordina-avviso" })));
    line.textContent = text;
  }

  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    const list = button && button.name === "verso" && listaDi(button);
    if (!list) return;
    event.preventDefault();
    event.stopPropagation();
    const body = new FormData(event.target);
    body.set("verso", button.value);
    list.ordine = null;
    sposta(list, voceDi(button).dataset.voce, event.target.action, body, button.value);
  }, true);

  /* Dragging: the item follows the pointer among its siblings; the order is sent at the end. */
  function trascina(list, item, handle, event) {
    const before = voci(list);
    const start = before.indexOf(item);
    list.ordine = before;
    handle.setPointerCapture(event.pointerId);
    item.classList.add("in-mano");

    // The neighbours move around the item: moved itself, it would lose the pointer.
    const middle = (one) => {
      const box = one.getBoundingClientRect();
      return box.top + box.height / 2;
    };
    function muovi(moveEvent) {
      const y = moveEvent.clientY;
      while (item.nextElementSibling && middle(item.nextElementSibling) < y) item.before(item.nextElementSibling);
      while (item.previousElementSibling && middle(item.previousElementSibling) > y) item.after(item.previousElementSibling);
      const edge = 60;
      if (moveEvent.clientY < edge) window.scrollBy(0, -12);
      if (moveEvent.clientY > window.innerHeight - edge) window.scrollBy(0, 12);
    }
    function fine(endEvent) {
      handle.removeEventListener("pointermove", muovi);
      handle.removeEventListener("pointerup", fine);
      handle.removeEventListener("pointercancel", fine);
      item.classList.remove("in-mano");
      const place = voci(list).indexOf(item);
      if (endEvent.type === "pointercancel") before.forEach((one) => list.append(one));
      else if (place !== start) {
        const body = new FormData();
        body.set("voce", item.dataset.voce);
        body.set("posizione", String(place + 1));
        sposta(list, item.dataset.voce, list.dataset.riordina, body, "");
      }
    }
    handle.addEventListener("pointermove", muovi);
    handle.addEventListener("pointerup", fine);
    handle.addEventListener("pointercancel", fine);
  }

  function prepara(list) {
    if (!list.dataset.riordina) return;
    list.querySelectorAll("[data-maniglia]").forEach((handle) => { handle.hidden = false; });
    list.addEventListener("pointerdown", (event) => {
      const handle = event.target.closest("[data-maniglia]");
      if (!handle || event.button !== 0) return;
      event.preventDefault();
      trascina(list, voceDi(handle), handle, event);
    });
  }

  R.riordina = { avvia: () => document.querySelectorAll("[data-riordina]").forEach(prepara) };
})();
