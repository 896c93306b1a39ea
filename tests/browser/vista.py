"""What a person sees and reaches at a given size: nothing cut off, nothing over a control."""

from playwright.sync_api import Page

DOPPIO = (640, 450, 2)
"""A laptop of 1280 points at 200%: width and height in points, device pixels for each."""
TELEFONO = (320, 640, 1)

GUAI = """() => {
  const bad = [];
  const wide = document.documentElement.scrollWidth;
  if (wide > innerWidth) bad.push(`larga ${wide}`);
  const CONTROLS = "a[href], button, input:not([type=hidden]), select, textarea, summary, " +
    "[contenteditable=true]";
  const modal = document.querySelector("dialog:modal");
  const said = (e) => {
    const name = e.getAttribute("aria-label") || e.textContent || e.name || "";
    return `${e.localName} «${name.trim().replace(/\\s+/g, " ").slice(0, 50)}»`;
  };
  for (const e of (modal || document).querySelectorAll(CONTROLS)) {
    if (e.matches(":disabled") || !e.checkVisibility({ visibilityProperty: true })) continue;
    e.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
    const box = [...e.getClientRects()].find((r) => r.width > 1 && r.height > 1);
    if (!box || e.closest(".visually-hidden, .visually-hidden-focusable:not(:focus)")) continue;
    const left = Math.max(box.left, 0), right = Math.min(box.right, innerWidth);
    const x = (left + right) / 2, y = box.top + box.height / 2;
    if (y + scrollY < 0) continue; // waits above the page until it has the focus
    if (left >= right) { bad.push(`fuori: ${said(e)}`); continue; }
    const hit = document.elementFromPoint(x, y);
    const label = hit && hit.closest("label");
    if (hit && (e === hit || e.contains(hit) || (label && label.control === e))) continue;
    bad.push(`coperto: ${said(e)} da ${hit ? said(hit) : "niente"}`);
  }
  scrollTo(0, 0);
  return bad;
}"""


def guai_della_vista(page: Page, misura: tuple[int, int, int]) -> list[str]:
    """Wider than the screen, out of it, or under something else: none, for each control."""
    larga, alta, pixel = misura
    cdp = page.context.new_cdp_session(page)
    cdp.send(
        "Emulation.setDeviceMetricsOverride",
        {"width": larga, "height": alta, "deviceScaleFactor": pixel, "mobile": False},
    )
    page.evaluate("() => new Promise(f => requestAnimationFrame(() => setTimeout(f, 50)))")
    assert page.evaluate("[innerWidth, devicePixelRatio]") == [larga, pixel]
    guai = [f"a {larga}: {guaio}" for guaio in page.evaluate(GUAI)]
    cdp.send("Emulation.clearDeviceMetricsOverride")
    cdp.detach()
    return guai
