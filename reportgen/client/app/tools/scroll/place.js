/**
 * Where a scroll bar stands in a list of any length: pure functions from one place to the next.
 *
 * Browsers draw elements only up to some height. A list that is longer is scrolled at two speeds: small steps move its
 * rows by as many pixels, large ones (a drag of the bar) move it in proportion, and when all is at rest the bar is put
 * where the rows are.
 */

/**
 * @typedef {{rows: number, fit: number, pitch: number}} Shape how many rows there are, how many are drawn at once, and
 *   how high one is (px)
 * @typedef {{top: number, at: number}} Position of the scroll bar (px), and of the first row in sight (px from the
 *   beginning of the list)
 */

/** Firefox draws nothing beyond 17.9 million pixels, Chromium nothing beyond 33.5. */
const LONGEST = 15_000_000;
/** Steps up to this length (px) are those of a wheel, of a finger, or of keys. */
const SMALL_STEP = 5000;

/** The pixels of all rows that are not drawn, as they would be. @param {Shape} shape */
export function lengthOf({ rows, fit, pitch }) {
  return Math.max(0, rows - fit) * pitch;
}

/** The pixels that stand for them. @param {Shape} shape */
export function railOf(shape) {
  return Math.min(lengthOf(shape), LONGEST);
}

/**
 * The place after the scroll bar has moved.
 * @param {Shape} shape
 * @param {Position} from
 * @param {number} top where the bar is now
 * @returns {Position}
 */
export function scrolled(shape, from, top) {
  const length = lengthOf(shape);
  const rail = railOf(shape);
  const step = top - from.top;
  // The bar stands on whole pixels.
  if (Math.abs(step) < 1) return { top, at: from.at };
  if (top <= 0) return { top, at: 0 };
  if (top >= rail) return { top, at: length };
  if (rail === length) return { top, at: top };
  const at = Math.abs(step) <= SMALL_STEP ? from.at + step : (top / rail) * length;
  return { top, at: Math.min(length, Math.max(0, at)) };
}

/**
 * The place at which a row is the first in sight.
 * @param {Shape} shape
 * @param {number} row from 0
 * @returns {Position}
 */
export function placeOf(shape, row) {
  const at = Math.min(Math.max(0, row), Math.max(0, shape.rows - shape.fit)) * shape.pitch;
  return settled(shape, { top: 0, at });
}

/**
 * The same rows, and the bar where it says so.
 * @param {Shape} shape
 * @param {Position} place
 * @returns {Position}
 */
export function settled(shape, { top, at }) {
  const length = lengthOf(shape);
  const rail = railOf(shape);
  // Beyond the rail the drawn rows themselves are scrolled.
  if (at >= length) return { top: Math.max(top, rail), at: length };
  return { top: length ? (at / length) * rail : 0, at };
}

/**
 * The first row that is drawn, and the share of it that is above the frame.
 * @param {Shape} shape
 * @param {Position} place
 * @returns {{first: number, hidden: number}}
 */
export function firstRow({ rows, fit, pitch }, { at }) {
  const last = Math.max(0, rows - fit);
  const first = Math.min(last, Math.floor(at / pitch));
  return { first, hidden: first === last ? 0 : at / pitch - first };
}
