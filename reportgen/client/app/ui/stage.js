/** The pointers and the wheel over an enlarged image: drag, pinch, wheel, double press. */

/**
 * @typedef {{x: number, y: number}} Point in the element, in pixels of the page
 * @typedef {{pan: (x: number, y: number) => void, zoom: (factor: number, at: Point) => void, toggle: (at: Point) => void}} Moves
 */

const DOUBLE = 350;
const NEAR = 24;
/** Wheel distance that doubles the scale. */
const WHEEL = 400;

/** @param {HTMLElement} element @param {Moves} moves */
export function listenToPointers(element, { pan, zoom, toggle }) {
  /** @type {Map<number, Point>} */
  const down = new Map();
  /** The last press that did not move. @type {{at: number, point: Point} | null} */
  let pressed = null;
  let moved = 0;

  const pointOf = (/** @type {MouseEvent} */ { clientX, clientY }) => {
    const box = element.getBoundingClientRect();
    return { x: clientX - box.left, y: clientY - box.top };
  };
  element.addEventListener("wheel", (event) => {
    event.preventDefault();
    const lines = event.deltaMode === 1 ? 16 : 1;
    // A pinch on a touch pad comes as a wheel with the control key, in small steps.
    zoom(2 ** (-event.deltaY * lines * (event.ctrlKey ? 4 : 1) / WHEEL), pointOf(event));
  }, { passive: false });
  element.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    element.setPointerCapture(event.pointerId);
    down.set(event.pointerId, pointOf(event));
    if (down.size === 1) moved = 0;
  });
  element.addEventListener("pointermove", (event) => {
    const before = down.get(event.pointerId);
    if (!before) return;
    const now = pointOf(event);
    const other = [...down].find(([id]) => id !== event.pointerId)?.[1];
    down.set(event.pointerId, now);
    moved += distance(before, now);
    if (other) zoom(distance(now, other) / Math.max(1, distance(before, other)), middle(now, other));
    pan((now.x - before.x) / down.size, (now.y - before.y) / down.size);
  });
  const up = (/** @type {PointerEvent} */ event) => {
    const point = down.get(event.pointerId);
    down.delete(event.pointerId);
    if (!point || event.type !== "pointerup" || down.size || moved > NEAR / 4) return;
    const again = pressed && event.timeStamp - pressed.at < DOUBLE && distance(pressed.point, point) < NEAR;
    pressed = again ? null : { at: event.timeStamp, point };
    if (again) toggle(point);
  };
  element.addEventListener("pointerup", up);
  element.addEventListener("pointercancel", up);
}

/** @param {Point} a @param {Point} b */
function distance(a, b) {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

/** @param {Point} a @param {Point} b @returns {Point} */
function middle(a, b) {
  return { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 };
}
