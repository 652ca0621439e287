/** A drag over the bars of a chart: it selects those that it passes, while it goes on. */

import { leadTerm, spanTerm } from "../../../core/index.js";
import { barsOf, BRUSHED } from "./charts.js";

/**
 * @typedef {import("../../table/panel.js").LivePanel} LivePanel
 * @typedef {import("./charts.js").Bar} Bar
 * @typedef {{elements: Element[], term: string, left: number, right: number}} Slot a bar, or those that stand on one
 *   another; the condition is of where they stand alone
 * @typedef {object} Told
 * @property {(terms: string[]) => void} begin the conditions of all bars, in their order
 * @property {(term: string, first: number, last: number) => void} move
 * @property {(term: string | null) => void} end null: the brush is given up
 */

/** A press that moves no further than this (px) picks one bar. */
const STILL = 4;

/**
 * @param {LivePanel} live
 * @param {Told} told
 */
export function watchBrush(live, told) {
  live.figure.addEventListener("pointerdown", (event) => {
    const chart = /** @type {Element} */ (event.target).closest(BRUSHED);
    if (!chart || event.button !== 0 || !live.view().spec.selection) return;
    brush(slotsOf(barsOf(live, chart)), event, told);
  });
}

/** @param {Bar[]} bars @returns {Slot[]} from left to right */
function slotsOf(bars) {
  /** @type {Map<string, Slot>} */
  const slots = new Map();
  for (const { element, term: whole } of bars) {
    const { left, right } = element.getBoundingClientRect();
    const term = leadTerm(whole);
    const there = slots.get(term) ?? { elements: [], term, left, right };
    slots.set(term, { ...there, elements: [...there.elements, element], left: Math.min(left, there.left) });
  }
  return [...slots.values()].sort((a, b) => a.left - b.left);
}

/**
 * @param {Slot[]} slots
 * @param {PointerEvent} down
 * @param {Told} told
 */
function brush(slots, down, told) {
  const over = new AbortController();
  const { signal } = over;
  let term = "";
  let moved = false;
  told.begin(slots.map((slot) => slot.term));

  /** @param {number} x */
  function follow(x) {
    moved ||= Math.abs(x - down.clientX) > STILL;
    if (!moved) return;
    const [from, to] = [Math.min(x, down.clientX), Math.max(x, down.clientX)];
    const first = slots.findIndex(({ right }) => right > from);
    const last = slots.findLastIndex(({ left }) => left < to);
    slots.forEach(({ elements }, index) => {
      for (const one of elements) one.classList.toggle("rg-bin-selected", index >= first && index <= last);
    });
    const next = first < 0 ? "" : spanTerm(slots.slice(first, last + 1).map((slot) => slot.term));
    if (next === term || !next) return;
    term = next;
    told.move(term, first, last);
  }
  /** @param {string | null} said */
  function stop(said) {
    over.abort();
    if (!moved) return told.end(null);
    // The press has said what it means: no single bar is picked as well.
    const quiet = new AbortController();
    addEventListener("click", (click) => click.stopPropagation(), { capture: true, signal: quiet.signal });
    setTimeout(() => quiet.abort());
    told.end(said);
  }
  addEventListener("pointermove", (event) => follow(event.clientX), { signal });
  addEventListener("pointerup", () => stop(term || null), { signal });
  addEventListener("pointercancel", () => stop(null), { signal });
  addEventListener("keydown", (event) => event.key === "Escape" && stop(null), { signal });
}
