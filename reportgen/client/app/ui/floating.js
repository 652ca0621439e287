/** A small surface that floats over the page beside what opened it. */

import { draw } from "./html.js";

/**
 * @typedef {{left: number, top: number, right: number, bottom: number}} Rect
 * @typedef {{element: HTMLElement, draw: (tree: any) => void, move: (anchor: Rect) => void, close: () => void}} Floating
 */

const GAP = 4;
const EDGE = 8;

/**
 * Opens a surface in `host`. It closes by `close`, by a press outside of it and of `owner`, when the page is
 * resized, and when what it belongs to is scrolled out of sight; until then it goes along.
 * @param {{host: Element, className?: string, anchor: Rect, owner?: Element | null, onClose?: () => void}} options
 * @returns {Floating}
 */
export function openFloating({ host, className = "", anchor, owner, onClose }) {
  const element = document.createElement("div");
  element.className = `rg-floating ${className}`;
  host.append(element);
  raise(element);
  const listening = new AbortController();
  const options = { capture: true, signal: listening.signal };

  /** @param {Event} event */
  const isInside = (event) => {
    const path = event.composedPath();
    return path.includes(element) || (owner ? path.includes(owner) : false);
  };
  function close() {
    if (listening.signal.aborted) return;
    listening.abort();
    draw(null, element);
    element.remove();
    onClose?.();
  }
  document.addEventListener("pointerdown", (event) => isInside(event) || close(), options);
  let seen = owner?.getBoundingClientRect();
  function follow() {
    const now = seen && owner?.getBoundingClientRect();
    if (!seen || !owner || !now || !isInSight(owner, now)) return close();
    const [x, y] = [now.left - seen.left, now.top - seen.top];
    const { left, right, top, bottom } = anchor;
    seen = now;
    anchor = { left: left + x, right: right + x, top: top + y, bottom: bottom + y };
    if (x || y) place(element, anchor);
  }
  document.addEventListener("scroll", (event) => isInside(event) || follow(), { ...options, passive: true });
  addEventListener("resize", close, options);

  return {
    element,
    draw(tree) {
      draw(tree, element);
      place(element, anchor);
    },
    move(to) {
      anchor = to;
      place(element, anchor);
    },
    close,
  };
}

/**
 * Whether some of an element is in the window, and in the frame that scrolls it.
 * @param {Element} element
 * @param {Rect} rect
 */
function isInSight(element, rect) {
  const { clientWidth, clientHeight } = document.documentElement;
  const { left, right, top, bottom } = element.closest(".rg-region")?.getBoundingClientRect() ??
    { left: 0, right: clientWidth, top: 0, bottom: clientHeight };
  return rect.right > Math.max(0, left) && rect.left < Math.min(clientWidth, right) &&
    rect.bottom > Math.max(0, top) && rect.top < Math.min(clientHeight, bottom);
}

/**
 * Puts an element above everything else, where the browser can.
 * @param {HTMLElement} element
 */
function raise(element) {
  Object.assign(element.style, { position: "fixed", inset: "auto", margin: "0" });
  if (!("showPopover" in element)) return;
  element.popover = "manual";
  element.showPopover();
}

/**
 * Below the anchor and flush with its left edge; above it, or further left, where there is no room.
 * @param {HTMLElement} element
 * @param {Rect} anchor
 */
function place(element, anchor) {
  const { clientWidth: width, clientHeight: height } = document.documentElement;
  element.style.maxHeight = "";
  const below = height - anchor.bottom - GAP - EDGE;
  const above = anchor.top - GAP - EDGE;
  const wanted = element.offsetHeight;
  const under = wanted <= below || below >= above;
  if (wanted > Math.max(below, above)) {
    element.style.maxHeight = `${Math.max(below, above)}px`;
    element.style.overflowY = "auto";
  }
  const left = Math.max(EDGE, Math.min(anchor.left, width - element.offsetWidth - EDGE));
  const top = under ? anchor.bottom + GAP : anchor.top - GAP - element.offsetHeight;
  Object.assign(element.style, { left: `${left}px`, top: `${top}px` });
}
