/** Shows on the bars of a panel which of them are selected. */

import { covers } from "../../../core/index.js";
import { barsOf, CHARTS } from "./charts.js";

/** @typedef {import("../../table/panel.js").LivePanel} LivePanel */

const SELECTED = "rg-bin-selected";

/** @param {LivePanel} live */
export function watchMarks(live) {
  /** What is known of conditions, of what is selected now. @type {Map<string, boolean>} */
  let known = new Map();
  let selects = "";
  let waiting = false;

  function mark() {
    waiting = false;
    const { spec } = live.view();
    if (selects !== (spec.selects ?? "")) known = new Map();
    selects = spec.selects ?? "";
    for (const old of live.figure.querySelectorAll(`.${SELECTED}`)) old.classList.remove(SELECTED);
    if (!selects) return;
    for (const chart of live.figure.querySelectorAll(CHARTS)) {
      for (const { element, term } of barsOf(live, chart)) {
        if (!known.has(term)) known.set(term, covers(selects, term));
        element.classList.toggle(SELECTED, known.get(term));
      }
    }
  }
  const soon = () => {
    if (waiting || (!selects && !live.view().spec.selects)) return;
    waiting = true;
    requestAnimationFrame(mark);
  };
  live.figure.addEventListener("reportgen:change", soon);
  const body = live.figure.querySelector(".panel-body");
  if (body) new MutationObserver(soon).observe(body, { childList: true, subtree: true });
  soon();
}
