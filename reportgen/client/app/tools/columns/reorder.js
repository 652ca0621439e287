/** Columns change places: their headers are dragged, after a moment's rest also by touch, or moved by keys. */

import { speak } from "../../ui/speak.js";
import { headOf, heads, isListed } from "./headers.js";

/**
 * @typedef {import("../../table/panel.js").LivePanel} LivePanel
 * @typedef {import("../../table/actions.js").Actions} Actions
 * @typedef {import("./headers.js").Head} Head
 */

/** Pixels after which a press is a drag. */
const SLACK = 6;
/** What a finger rests before it drags (ms); one that moves earlier scrolls. */
const REST = 350;
/** Pixels from the edge of the region in which it scrolls on. */
const RIM = 40;

/**
 * @param {LivePanel} live
 * @param {Actions} actions
 */
export function createReordering(live, actions) {
  live.figure.addEventListener("pointerdown", (event) => {
    const target = /** @type {Element} */ (event.target);
    if (event.button !== 0 || target.closest(".rg-edge, .rg-menu-button, .rg-summary")) return;
    const head = headOf(live, target);
    if (head && isListed(live, head.column)) press(live, actions, head, event);
  });
  live.figure.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    const head = step && event.ctrlKey && event.shiftKey ? headOf(live, event.target) : null;
    if (!head || !step) return;
    event.preventDefault();
    const facts = actions.column(head.column.name);
    if (!facts?.listed) return;
    const to = Math.max(0, Math.min(facts.of - 1, facts.index + step));
    actions.move(facts.name, to);
    speak(live, `${facts.label}: column ${to + 1} of ${facts.of}`);
  });
}

/**
 * Waits until a press is a drag.
 * @param {LivePanel} live
 * @param {Actions} actions
 * @param {Head} head
 * @param {PointerEvent} event
 */
function press(live, actions, head, event) {
  const waiting = new AbortController();
  const { signal } = waiting;
  const begin = () => {
    waiting.abort();
    carry(live, actions, head, event);
  };
  const isTouch = event.pointerType === "touch";
  const timer = isTouch ? setTimeout(begin, REST) : undefined;
  signal.addEventListener("abort", () => clearTimeout(timer));
  addEventListener("pointermove", (move) => {
    if (Math.hypot(move.clientX - event.clientX, move.clientY - event.clientY) < SLACK) return;
    if (isTouch) waiting.abort();
    else begin();
  }, { signal });
  for (const over of ["pointerup", "pointercancel"]) {
    addEventListener(over, () => waiting.abort(), { signal });
  }
}

/**
 * @param {LivePanel} live
 * @param {Actions} actions
 * @param {Head} head
 * @param {PointerEvent} event
 */
function carry(live, actions, head, event) {
  const { mark, ghost, clear } = createMarks(live, head.column.label);
  const carrying = new AbortController();
  const { signal } = carrying;
  let to = -1;

  /** @param {PointerEvent} move */
  function follow({ clientX, clientY }) {
    const others = heads(live).filter(({ column }) => isListed(live, column));
    to = others.findIndex(({ th }) => clientX < middle(th));
    if (to < 0) to = others.length;
    const beside = others[Math.min(to, others.length - 1)].th.getBoundingClientRect();
    const x = to < others.length ? beside.left : beside.right;
    const region = /** @type {HTMLElement} */ (live.figure.querySelector(".rg-region"));
    const box = region.getBoundingClientRect();
    const edge = Math.max(box.left, Math.min(box.right, x));
    Object.assign(mark.style, { left: `${edge - 1}px`, top: `${box.top}px`, height: `${box.height}px` });
    Object.assign(ghost.style, { left: `${clientX + 10}px`, top: `${clientY + 10}px` });
    if (clientX < box.left + RIM) region.scrollLeft -= 12;
    if (clientX > box.right - RIM) region.scrollLeft += 12;
  }
  /** @param {boolean} dropped */
  function end(dropped) {
    carrying.abort();
    clear();
    if (!dropped || to < 0) return;
    const facts = actions.column(head.column.name);
    if (!facts?.listed) return;
    const index = to > facts.index ? to - 1 : to;
    actions.move(facts.name, index);
    speak(live, `${facts.label}: column ${index + 1} of ${facts.of}`);
  }
  follow(event);
  addEventListener("pointermove", follow, { signal });
  // The click that ends a drag is none.
  addEventListener("click", (click) => {
    click.preventDefault();
    click.stopPropagation();
  }, { capture: true, once: true, signal: afterwards(signal) });
  addEventListener("pointerup", () => end(true), { signal });
  addEventListener("pointercancel", () => end(false), { signal });
  addEventListener("touchmove", (touch) => touch.preventDefault(), { signal, passive: false });
  addEventListener("keydown", (key) => key.key === "Escape" && end(false), { signal, capture: true });
}

/**
 * A signal that follows another a moment later.
 * @param {AbortSignal} signal
 */
function afterwards(signal) {
  const later = new AbortController();
  signal.addEventListener("abort", () => setTimeout(() => later.abort()));
  return later.signal;
}

/** @param {Element} element */
function middle(element) {
  const { left, right } = element.getBoundingClientRect();
  return (left + right) / 2;
}

/**
 * Where the column would come, and what is carried.
 * @param {LivePanel} live
 * @param {string} label
 */
function createMarks({ overlays }, label) {
  const [mark, ghost] = ["rg-drop-mark", "rg-drag-ghost"].map((className) => {
    const element = document.createElement("div");
    element.className = className;
    element.setAttribute("aria-hidden", "true");
    element.style.position = "fixed";
    overlays.append(element);
    return element;
  });
  ghost.textContent = label;
  return { mark, ghost, clear: () => [mark, ghost].forEach((element) => element.remove()) };
}
