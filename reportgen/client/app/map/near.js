/** Which point is nearest to a place: points are sorted into a grid once. */

/**
 * @typedef {import("../../core/maps/types.d.ts").MapPoints} MapPoints
 * @typedef {{lo: [number, number], side: number, columns: number, rows: number, starts: Uint32Array,
 *   order: Uint32Array}} Grid
 */

/** About so many points are in a cell. */
const FILL = 4;

/** @param {MapPoints} points @returns {Grid} */
export function gridOf({ x, y }) {
  const [left, right] = ends(x);
  const [low, high] = ends(y);
  const area = Math.max(right - left, 1e-9) * Math.max(high - low, 1e-9);
  const side =
    Math.max(Math.sqrt(area * FILL / Math.max(1, x.length)), (right - left) / 2000, (high - low) / 2000) ||
    1;
  const columns = Math.floor((right - left) / side) + 1;
  const rows = Math.floor((high - low) / side) + 1;
  const starts = new Uint32Array(columns * rows + 1);
  const cells = new Uint32Array(x.length);
  for (let i = 0; i < x.length; i++) {
    cells[i] = Math.floor((x[i] - left) / side) * rows + Math.floor((y[i] - low) / side);
    starts[cells[i] + 1]++;
  }
  for (let i = 1; i < starts.length; i++) starts[i] += starts[i - 1];
  const next = starts.slice();
  const order = new Uint32Array(x.length);
  for (let i = 0; i < x.length; i++) order[next[cells[i]]++] = i;
  return { lo: [left, low], side, columns, rows, starts, order };
}

/** @param {number[]} values @returns {[number, number]} */
function ends(values) {
  let [lo, hi] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < lo) lo = value;
    if (value > hi) hi = value;
  }
  return lo <= hi ? [lo, hi] : [0, 0];
}

/**
 * The nearest point that is shown, within a distance; -1 where there is none.
 * @param {MapPoints} points
 * @param {Grid} grid
 * @param {{x: number, y: number}} at
 * @param {number} reach
 * @param {boolean[]} shown by class
 */
export function nearest({ x, y, series }, { lo, side, columns, rows, starts, order }, at, reach, shown) {
  const cell = (/** @type {number} */ value, /** @type {number} */ least, /** @type {number} */ count) =>
    Math.max(0, Math.min(count - 1, Math.floor((value - least) / side)));
  let [best, distance] = [-1, reach * reach];
  for (
    let column = cell(at.x - reach, lo[0], columns);
    column <= cell(at.x + reach, lo[0], columns);
    column++
  ) {
    for (let row = cell(at.y - reach, lo[1], rows); row <= cell(at.y + reach, lo[1], rows); row++) {
      for (let i = starts[column * rows + row]; i < starts[column * rows + row + 1]; i++) {
        const point = order[i];
        const found = (x[point] - at.x) ** 2 + (y[point] - at.y) ** 2;
        if (found <= distance && shown[series[point]]) [best, distance] = [point, found];
      }
    }
  }
  return best;
}
