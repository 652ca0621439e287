/** The keyboard on a histogram: arrow keys go from bar to bar, Enter picks one. */

/**
 * @param {Element} host
 * @param {{show: (bar: Element) => void, hide: () => void}} tooltip
 */
export function createBins(host, tooltip) {
  const spoken = document.createElement("div");
  spoken.className = "rg-visually-hidden";
  spoken.setAttribute("aria-live", "polite");
  host.append(spoken);
  /** @type {Element | null} */
  let active = null;

  /** @param {Element | null} bar */
  function activate(bar) {
    active?.classList.remove("rg-bin-active");
    active = bar;
    active?.classList.add("rg-bin-active");
    spoken.textContent = active?.querySelector("title")?.textContent ?? "";
    if (active) tooltip.show(active);
    else tooltip.hide();
  }

  /** @param {KeyboardEvent} event */
  function histogramKey(event) {
    const chart = /** @type {SVGElement} */ (event.currentTarget);
    const bars = [...chart.querySelectorAll("rect.rg-bin")];
    const at = active ? bars.indexOf(active) : -1;
    const pick = event.key === "Enter" || event.key === " ";
    if (pick && at >= 0) active?.dispatchEvent(new MouseEvent("click", { bubbles: true }));
    const next = pick ? undefined : nextBar(event.key, at, bars.length);
    if (event.key === "Escape") activate(null);
    else if (next !== undefined) {
      activate(bars[next]);
      chart.addEventListener("blur", () => activate(null), { once: true });
    } else if (!pick) return;
    event.preventDefault();
  }

  return { histogramKey };
}

/**
 * @param {string} key
 * @param {number} at -1 when no bar is active
 * @param {number} count
 * @returns {number | undefined}
 */
function nextBar(key, at, count) {
  if (key === "ArrowRight") return Math.min(count - 1, at + 1);
  if (key === "ArrowLeft") return at < 0 ? count - 1 : Math.max(0, at - 1);
  if (key === "Home") return 0;
  if (key === "End") return count - 1;
  return undefined;
}
