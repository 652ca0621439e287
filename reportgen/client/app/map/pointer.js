/** The pointer and the keys on a map: moving, zooming, drawing around points. */

import { moved, zoomed } from "./view.js";

/**
 * @typedef {import("./surface.js").Shown} Shown
 * @typedef {import("./view.js").Point} Point
 *
 * @typedef {object} Acts
 * @property {() => Shown | null} state
 * @property {(at: Point) => void} look
 * @property {(patch: Partial<Shown>) => void} change
 * @property {(tool: "box" | "lasso", path: Point[]) => void} finish
 * @property {() => void} keepInSight
 * @property {() => void} hideTip
 */

const STEP = 1.25;
const PAN = 40;
/** Less than this (pixels) is a click. */
const SMALL = 4;

/** @param {HTMLElement} element @param {Acts} acts */
export function createPointer(element, acts) {
  /** @type {{tool: string, path: Point[]} | null} */
  let held = null;

  element.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    element.setPointerCapture(event.pointerId);
    held = { tool: element.dataset.tool ?? "pan", path: [placeIn(element, event)] };
    element.dataset.held = "";
    acts.hideTip();
  });
  element.addEventListener("pointermove", (event) => {
    const at = placeIn(element, event);
    if (held) drag(held, at, acts);
    else acts.look(at);
  });
  element.addEventListener("pointerup", () => {
    if (held && held.tool !== "pan") release(held, acts);
    held = null;
    delete element.dataset.held;
  });
  element.addEventListener("pointercancel", () => {
    held = null;
    acts.change({ outline: [] });
  });
  element.addEventListener("pointerleave", () => {
    acts.hideTip();
    acts.change({ under: -1 });
  });
  element.addEventListener("wheel", (event) => wheel(element, event, acts), { passive: false });
  element.addEventListener("dblclick", (event) => zoom(element, acts, STEP * STEP, placeIn(element, event)));
  element.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && held) {
      held = null;
      acts.change({ outline: [] });
    } else press(element, event, acts);
  });
}

/** @param {{tool: string, path: Point[]}} held @param {Point} at @param {Acts} acts */
function drag(held, at, acts) {
  const { path, tool } = held;
  const last = path[path.length - 1];
  const state = acts.state();
  if (!state) return;
  if (tool === "pan") {
    held.path = [at];
    return acts.change({ view: moved(state.view, at.x - last.x, at.y - last.y) });
  }
  held.path = tool === "box" ? [path[0], at] : [...path, at];
  acts.change({ outline: tool === "box" ? cornersOf(path[0], at) : held.path, under: -1 });
}

/** @param {{tool: string, path: Point[]}} held @param {Acts} acts */
function release({ tool, path }, acts) {
  const across = (/** @type {"x" | "y"} */ axis) => {
    const all = path.map((at) => at[axis]);
    return Math.max(...all) - Math.min(...all);
  };
  const drawn = across("x") >= SMALL && across("y") >= SMALL;
  if (drawn) acts.finish(/** @type {"box" | "lasso"} */ (tool), path);
  else acts.change({ outline: [] });
}

/** @param {Point} one @param {Point} other @returns {Point[]} */
function cornersOf(one, other) {
  return [one, { x: other.x, y: one.y }, other, { x: one.x, y: other.y }];
}

/** The wheel scrolls the page until somebody works with the map. @param {HTMLElement} element @param {WheelEvent} event @param {Acts} acts */
function wheel(element, event, acts) {
  const works = element.contains(document.activeElement);
  if (!works && !event.ctrlKey && !event.metaKey) return;
  event.preventDefault();
  zoom(element, acts, STEP ** -Math.sign(event.deltaY), placeIn(element, event));
}

/** @param {HTMLElement} element @param {Acts} acts @param {number} by @param {Point} at */
function zoom(element, acts, by, at) {
  const state = acts.state();
  if (!state) return;
  const size = { width: element.clientWidth, height: element.clientHeight };
  acts.change({ view: zoomed(state.view, by, at, size, state.whole), under: -1 });
}

/** @type {Record<string, [number, number]>} */
const ARROWS = { ArrowLeft: [PAN, 0], ArrowRight: [-PAN, 0], ArrowUp: [0, PAN], ArrowDown: [0, -PAN] };

/** @param {HTMLElement} element @param {KeyboardEvent} event @param {Acts} acts */
function press(element, event, acts) {
  const state = acts.state();
  if (!state || event.ctrlKey || event.metaKey || event.altKey) return;
  const middle = { x: element.clientWidth / 2, y: element.clientHeight / 2 };
  const { key } = event;
  if (key in ARROWS) acts.change({ view: moved(state.view, ...ARROWS[key]) });
  else if (key === "+" || key === "=") zoom(element, acts, STEP, middle);
  else if (key === "-") zoom(element, acts, 1 / STEP, middle);
  else if (key === "0") acts.change({ view: state.whole });
  else if (key === "Enter") acts.keepInSight();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** @param {HTMLElement} element @param {MouseEvent} event @returns {Point} */
function placeIn(element, event) {
  const { left, top } = element.getBoundingClientRect();
  return { x: event.clientX - left, y: event.clientY - top };
}
