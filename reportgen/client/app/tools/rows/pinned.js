/** Pinned rows stay in sight under the headers, however high these are. */

/** @param {import("../../table/panel.js").LivePanel} live */
export function watchPinned(live) {
  const body = /** @type {HTMLElement} */ (live.figure.querySelector(".panel-body"));
  const watch = new ResizeObserver(([{ target }]) => {
    body.style.setProperty("--rg-head-height", `${/** @type {HTMLElement} */ (target).offsetHeight}px`);
  });
  /** @type {Element | null} */
  let watched = null;
  const look = () => {
    const head = live.view().spec.pinned?.length ? body.querySelector("thead") : null;
    if (head === watched) return;
    watch.disconnect();
    watched = head;
    if (head) watch.observe(head);
  };
  live.figure.addEventListener("reportgen:change", look);
  look();
}
