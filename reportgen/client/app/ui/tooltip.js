/** The range and count of the histogram bar under the pointer, at once rather than after the browser's delay. */

/**
 * @param {HTMLElement} figure
 * @param {Element} host
 * @returns {{show: (bar: Element) => void, hide: () => void}}
 */
export function createTooltip(figure, host) {
  /** @type {HTMLElement | null} */
  let tip = null;

  function hide() {
    tip?.remove();
    tip = null;
  }
  /** @param {Element} bar */
  function show(bar) {
    const text = bar.querySelector("title")?.textContent;
    if (!text) return hide();
    if (!tip) {
      tip = document.createElement("div");
      tip.className = "rg-tooltip";
      tip.setAttribute("aria-hidden", "true");
      Object.assign(tip.style, { position: "fixed", margin: "0", pointerEvents: "none" });
      host.append(tip);
    }
    tip.textContent = text;
    const box = bar.getBoundingClientRect();
    const left = box.left + box.width / 2 - tip.offsetWidth / 2;
    const right = document.documentElement.clientWidth - tip.offsetWidth - 4;
    const above = box.top - tip.offsetHeight - 6;
    tip.style.left = `${Math.max(4, Math.min(left, right))}px`;
    tip.style.top = `${above < 4 ? box.bottom + 6 : above}px`;
  }
  figure.addEventListener("pointerover", (event) => {
    const bar = /** @type {Element} */ (event.target).closest?.("rect.rg-bin");
    if (bar) show(bar);
    else hide();
  });
  figure.addEventListener("pointerleave", hide);
  addEventListener("scroll", hide, { capture: true, passive: true });
  return { show, hide };
}
