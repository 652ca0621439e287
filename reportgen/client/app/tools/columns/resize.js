/** Widths of columns by hand: an edge of a header is dragged, pressed twice to fit, or moved by keys. */

import { speak } from "../../ui/speak.js";
import { cols, headOf, heads, isListed } from "./headers.js";

/**
 * @typedef {import("../../table/panel.js").LivePanel} LivePanel
 * @typedef {import("../../table/actions.js").Actions} Actions
 * @typedef {import("./headers.js").Head} Head
 */

const LEAST = 24;
const MOST = 2000;
/** A column that is made to fit is not wider than this: long texts would take all room. */
const MOST_FITTED = 600;
/** What a key press changes. */
const STEP = 16;

/**
 * @param {LivePanel} live
 * @param {Actions} actions
 */
export function createResizing(live, actions) {
  const { figure } = live;
  figure.addEventListener("pointerdown", (event) => {
    const edge = /** @type {HTMLElement} */ (event.target);
    if (!edge.classList.contains("rg-edge") || event.button !== 0) return;
    const head = headOf(live, edge);
    if (!head || !isListed(live, head.column)) return;
    event.preventDefault();
    event.stopPropagation();
    drag(live, actions, head, event);
  }, { capture: true });
  figure.addEventListener("dblclick", (event) => {
    const edge = /** @type {HTMLElement} */ (event.target);
    const head = edge.classList.contains("rg-edge") ? headOf(live, edge) : null;
    if (head) fit(live, actions, head);
  });
  figure.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -STEP, ArrowRight: STEP }[event.key];
    const head = step && event.altKey && !event.ctrlKey ? headOf(live, event.target) : null;
    if (!head || !step || !isListed(live, head.column)) return;
    event.preventDefault();
    setWidth(live, actions, head, head.th.offsetWidth + step);
  });
}

/** @param {number} width */
function allowed(width) {
  return Math.max(LEAST, Math.min(MOST, Math.round(width)));
}

/**
 * @param {LivePanel} live
 * @param {Actions} actions
 * @param {Head} head
 * @param {number} width
 */
function setWidth(live, actions, { column }, width) {
  actions.setColumns(new Map([[column.name, { width: allowed(width) }]]));
  speak(live, `${column.label}: ${allowed(width)} pixels wide`);
}

/**
 * Until the pointer is let go the widths are changed in the page alone; Escape takes them back.
 * @param {LivePanel} live
 * @param {Actions} actions
 * @param {Head} head
 * @param {PointerEvent} event
 */
function drag(live, actions, head, event) {
  const before = live.view().spec;
  const from = { x: event.clientX, width: head.th.offsetWidth };
  const target = /** @type {HTMLElement} */ (event.target);
  const listening = new AbortController();
  const options = { signal: listening.signal };
  let width = from.width;
  let moved = false;
  /** Widths as the panel has drawn them. @type {Map<Element, string>} */
  const drawn = new Map();
  target.setPointerCapture?.(event.pointerId);
  const chosen = (/** @type {boolean} */ all) =>
    all ? heads(live).filter(({ column }) => isListed(live, column)) : [head];

  /** @param {boolean} all */
  const widths = (all) => new Map(chosen(all).map(({ column }) => [column.name, { width }]));
  /** @param {PointerEvent} move */
  function follow(move) {
    width = allowed(from.width + move.clientX - from.x);
    if (!moved && Math.abs(move.clientX - from.x) < 2) return;
    if (!moved) live.update({ spec: withWidths(before, new Map(chosen(true).map(widthNow))) });
    moved = true;
    const all = new Set(chosen(move.shiftKey).map(({ column }) => column.name));
    queueMicrotask(() => {
      const elements = cols(live);
      heads(live).forEach(({ th, column }, index) => {
        if (!all.has(column.name)) return;
        for (const one of [elements[index], th.querySelector(".rg-width")]) {
          if (one && !drawn.has(one)) drawn.set(one, one.getAttribute("width") ?? "");
          one?.setAttribute("width", `${width}`);
        }
      });
    });
  }
  /** @param {boolean} kept @param {boolean} all */
  function end(kept, all) {
    listening.abort();
    if (!moved) return;
    // The panel knows only what it has drawn itself.
    for (const [element, said] of drawn) element.setAttribute("width", said);
    live.update({ spec: before });
    if (!kept) return;
    actions.setColumns(widths(all));
    speak(live, `${head.column.label}: ${width} pixels wide`);
  }
  addEventListener("pointermove", follow, options);
  addEventListener("pointerup", (up) => end(true, up.shiftKey), options);
  addEventListener("pointercancel", () => end(false, false), options);
  addEventListener("keydown", (key) => key.key === "Escape" && end(false, false), {
    ...options,
    capture: true,
  });
}

/** @param {Head} head @returns {[string, {width: number}]} */
function widthNow({ th, column }) {
  return [column.name, { width: allowed(th.offsetWidth) }];
}

/**
 * @param {import("../../table/panel.js").Spec} spec
 * @param {Map<string, {width: number}>} widths
 */
function withWidths(spec, widths) {
  return { ...spec, columns: spec.columns.map((column) => ({ ...column, ...widths.get(column.name) })) };
}

/**
 * Makes a column as wide as what is in it.
 * @param {LivePanel} live
 * @param {Actions} actions
 * @param {Head} head
 */
export function fit(live, actions, head) {
  if (!isListed(live, head.column)) return;
  const table = /** @type {HTMLElement} */ (head.th.closest("table"));
  const col = cols(live)[heads(live).indexOf(head)] ??
    cols(live)[heads(live).findIndex((one) => one.th === head.th)];
  const said = col?.getAttribute("width");
  const strut = head.th.querySelector(".rg-width");
  table.classList.add("rg-measuring");
  for (const one of [col, strut]) one?.setAttribute("width", "0");
  const width = Math.min(MOST_FITTED, head.th.offsetWidth);
  table.classList.remove("rg-measuring");
  for (const one of [col, strut]) one?.setAttribute("width", said ?? "0");
  setWidth(live, actions, head, width);
}
