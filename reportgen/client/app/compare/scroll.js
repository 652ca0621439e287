/** Tables that stand apart are scrolled together: the one that is moved drives the others. */

/** @param {HTMLElement} figure */
export function scrollTogether(figure) {
  /** The region that is being moved by hand. @type {Element | null} */
  let driver = null;
  /** @type {number | undefined} */
  let timer;
  figure.addEventListener("scroll", (event) => {
    const region = /** @type {Element} */ (event.target);
    const split = region.matches?.(".rg-region") ? region.closest(".rg-split") : null;
    if (!split || (driver && driver !== region)) return;
    driver = region;
    clearTimeout(timer);
    // The others answer with events of their own, which drive nothing.
    timer = setTimeout(() => driver = null, 120);
    for (const other of split.querySelectorAll(".rg-region")) {
      if (other === region) continue;
      other.scrollLeft = region.scrollLeft;
      other.scrollTop = region.scrollTop;
    }
  }, { capture: true, passive: true });
}
