/** Where points lie in the frame: numbers only. Lengths are pixels of the page; values grow upwards. */

/**
 * @typedef {{width: number, height: number}} Size
 * @typedef {{scale: number, x: number, y: number}} Window `scale`: pixels in one of the values; `x`, `y`: the values
 *   in the middle of the frame
 * @typedef {{x: number, y: number}} Point
 */

const MOST = 2000;
const LEAST = 0.5;

/** @param {Window} view @param {Size} size @param {Point} value @returns {Point} in the frame */
export function toFrame(view, size, { x, y }) {
  return { x: size.width / 2 + (x - view.x) * view.scale, y: size.height / 2 - (y - view.y) * view.scale };
}

/** @param {Window} view @param {Size} size @param {Point} place @returns {Point} values */
export function toValues(view, size, { x, y }) {
  return { x: view.x + (x - size.width / 2) / view.scale, y: view.y - (y - size.height / 2) / view.scale };
}

/** @param {Window} view @param {number} x pixels to the right @param {number} y pixels down @returns {Window} */
export function moved(view, x, y) {
  return { ...view, x: view.x - x / view.scale, y: view.y + y / view.scale };
}

/**
 * Another scale, with what is at a place of the frame where it was.
 * @param {Window} view
 * @param {number} by
 * @param {Point} at
 * @param {Size} size
 * @param {Window} whole
 * @returns {Window}
 */
export function zoomed(view, by, at, size, whole) {
  const scale = Math.min(whole.scale * MOST, Math.max(whole.scale * LEAST, view.scale * by));
  const kept = toValues(view, size, at);
  const now = toValues({ ...view, scale }, size, at);
  return { scale, x: view.x + kept.x - now.x, y: view.y + kept.y - now.y };
}

/**
 * A number with as many digits as its place needs at a scale.
 * @param {number} value
 * @param {number} scale
 */
export function rounded(value, scale) {
  const digits = Math.max(0, Math.min(12, Math.ceil(Math.log10(scale)) + 1));
  return Number(value.toFixed(digits));
}
