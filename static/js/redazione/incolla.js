/* Pasted text: looks become marks; of Word, list paragraphs become lists and a bold first row a
   heading row. Style attributes are renamed before anything is parsed: the policy forbids them. */
(function () {
  "use strict";
  const R = window.Redazione;
  const PUNTO = /^[\s\u00a0]*[·•▪◦‣\uf0b7\uf0a7\uf0d8\uf076][\s\u00a0]+/;
  const LETTERA = /^[\s\u00a0]*[o§][\u00a0\t][\s\u00a0]*/; // "o" and "§" are bullets only before Word's gap
  const ORDINE = /^\(?(\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)]$/;
  const PRIMI = new Set(["1", "a", "A", "i", "I", "01"]);

  const daWord = (html) =>
    /mso-|class="?Mso|urn:schemas-microsoft-com|[\uf0b7\uf0a7\uf0d8]|<p[^>]*>(\s|&nbsp;)*[·•]/i.test(html);

  const STILE = "data-stile";
  const stile = (node) => node.getAttribute(STILE) || "";

  function leggi(html) {
    const safe = html
      .replace(/<style[\s\S]*?<\/style\s*>/gi, "")
      .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\sstyle(\s*=)/gi, ` ${STILE}$1`));
    return new DOMParser().parseFromString(safe, "text/html").body;
  }

  /* Bold, italic and underline that are only a style, as other word processors write them. */
  const ASPETTI = [
    ["strong", /font-weight:\s*(bold|[6-9]00)/i], ["em", /font-style:\s*italic/i],
    ["u", /text-decoration[a-z-]*:[^;]*underline/i],
  ];
  function aspetti(body) {
    body.querySelectorAll("b, strong").forEach((node) => {
      if (/font-weight:\s*(normal|400)/i.test(stile(node))) node.replaceWith(...node.childNodes);
    });
    body.querySelectorAll("span").forEach((span) => {
      for (const [name, look] of ASPETTI) {
        if (!look.test(stile(span)) || span.closest(name) || (name === "u" && span.closest("a"))) continue;
        span.replaceChildren(R.el(name, {}, ...span.childNodes));
      }
    });
  }

  function ripulisci(body) {
    body.querySelectorAll("meta, link, xml, script, title").forEach((node) => node.remove());
    const comments = [];
    const walker = document.createTreeWalker(body, NodeFilter.SHOW_COMMENT);
    while (walker.nextNode()) comments.push(walker.currentNode);
    comments.forEach((comment) => comment.remove());
    body.querySelectorAll("*").forEach((node) => {
      if (node.localName.includes(":")) node.replaceWith(...node.childNodes);
    });
  }

  /* What kind of list item a paragraph is, its label taken out; null when it is none. */
  function voce(p) {
    const style = stile(p);
    const level = /mso-list:\s*l\d+\s+level(\d+)/i.exec(style);
    const marker = [...p.querySelectorAll("span")].find((span) =>
      /mso-list:\s*ignore/i.test(stile(span)));
    if (level && marker) {
      const label = marker.textContent.replace(/[\s\u00a0]/g, "");
      const outer = marker.parentElement;
      marker.remove();
      if (outer !== p && !outer.textContent.trim() && outer.localName === "span") outer.remove();
      return { livello: Number(level[1]), etichetta: label, ordinata: label !== "o" && ORDINE.test(label) };
    }
    const text = p.textContent;
    const found = PUNTO.exec(text) || LETTERA.exec(text);
    if (!found) return null;
    togliInizio(p, found[0].length);
    const sign = found[0].trim();
    const deep = "o◦".includes(sign) ? 2 : "§▪\uf0a7".includes(sign) ? 3 : 1;
    return { livello: level ? Number(level[1]) : deep, etichetta: sign, ordinata: false };
  }

  function togliInizio(node, length) {
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    let left = length;
    while (left > 0 && walker.nextNode()) {
      const text = walker.currentNode;
      const cut = Math.min(left, text.data.length);
      text.data = text.data.slice(cut);
      left -= cut;
    }
  }

  function elenchi(container) {
    let open = []; // the lists we are in: {livello, list}
    for (const node of [...container.children]) {
      const kind = node.localName === "p" ? voce(node) : null;
      if (!kind) {
        if (node.localName !== "p" || node.textContent.trim()) open = [];
        continue;
      }
      while (open.length && open[open.length - 1].livello > kind.livello) open.pop();
      let top = open[open.length - 1];
      const name = kind.ordinata ? "ol" : "ul";
      if (top && top.livello === kind.livello && top.list.localName !== name) {
        open.pop();
        top = open[open.length - 1];
      }
      if (!top && kind.ordinata && !PRIMI.has(kind.etichetta.replace(/[().]/g, ""))) {
        node.prepend(`${kind.etichetta} `); // a list cannot start at 3: the printed number stays
        continue;
      }
      if (!top || top.livello < kind.livello) {
        const list = R.el(name);
        if (top) top.list.lastElementChild.append(list);
        else node.before(list);
        open.push((top = { livello: kind.livello, list }));
      }
      const item = R.el("li", {}, R.el("p", {}, ...node.childNodes));
      top.list.append(item);
      node.remove();
    }
  }

  function testate(body) {
    body.querySelectorAll("table").forEach((table) => {
      const row = table.rows[0];
      if (!row || table.rows.length < 2) return;
      const full = [...row.cells].filter((cell) => cell.textContent.trim());
      const bold = full.length && full.every((cell) =>
        [...cell.querySelectorAll("b, strong")].map((b) => b.textContent).join("").replace(/\s/g, "") ===
          cell.textContent.replace(/\s/g, ""));
      if (!bold && row.parentElement.localName !== "thead") return;
      [...row.cells].forEach((cell) => {
        const th = R.el("th", { colspan: cell.getAttribute("colspan"), rowspan: cell.getAttribute("rowspan") }, ...cell.childNodes);
        th.querySelectorAll("b, strong").forEach((b) => b.replaceWith(...b.childNodes));
        cell.replaceWith(th);
      });
    });
  }

  R.incollato = function (html) {
    const body = leggi(html);
    ripulisci(body);
    aspetti(body);
    if (daWord(html)) {
      const containers = new Set([...body.querySelectorAll("p")].map((p) => p.parentElement));
      containers.forEach(elenchi);
      testate(body);
    }
    return body.innerHTML;
  };
})();
