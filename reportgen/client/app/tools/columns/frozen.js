/** Columns that stay in sight: each stands where those before it end, which only the page can tell. */

/** @typedef {import("../../table/panel.js").LivePanel} LivePanel */

/** @param {LivePanel} live */
export function createFrozen({ figure }) {
  let waiting = false;
  /** @type {Element[]} */
  let watched = [];
  const sizes = new ResizeObserver(later);

  function later() {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      place();
    });
  }

  function place() {
    const table = /** @type {HTMLElement | null} */ (figure.querySelector(".rg-table"));
    const heads = /** @type {HTMLElement[]} */ ([...figure.querySelectorAll("thead .rg-frozen")]);
    if (!table || !heads.length) return;
    const corner = /** @type {HTMLElement | null} */ (figure.querySelector("thead .rg-corner"));
    let left = corner?.offsetWidth ?? 0;
    heads.forEach((head, index) => {
      table.style.setProperty(`--rg-frozen-${index}`, `${left}px`);
      left += head.offsetWidth;
    });
    if (heads.length === watched.length && heads.every((head, index) => head === watched[index])) return;
    sizes.disconnect();
    watched = heads;
    for (const head of heads) sizes.observe(head);
  }

  const body = figure.querySelector(".panel-body");
  if (body) {
    new MutationObserver(later).observe(body, { childList: true, subtree: true, attributeFilter: ["class"] });
  }
  later();
}
