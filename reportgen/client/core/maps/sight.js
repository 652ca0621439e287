/** Which part of a map is in sight, as a text: the values in its middle, and how many times larger it is than the whole. */

/** @typedef {{x: number, y: number, zoom: number}} Sight */

const DIGITS = 6;
const LEAST = 0.5;
const MOST = 2000;

/**
 * `0.5, -2, 3` → its numbers; null where it says no part of a map.
 * @param {string | undefined} text
 * @returns {Sight | null}
 */
export function readSight(text) {
  const parts = (text ?? "").split(",").map((part) => part.trim());
  const [x, y, zoom] = parts.map(Number);
  const good = parts.length === 3 && parts.every((part) => part !== "") &&
    [x, y, zoom].every(Number.isFinite);
  return good && zoom >= LEAST && zoom <= MOST ? { x, y, zoom } : null;
}

/** In one spelling. @param {Sight} sight */
export function writeSight({ x, y, zoom }) {
  return [x, y, Math.min(MOST, Math.max(LEAST, zoom))].map((value) => Number(value.toPrecision(DIGITS))).join(
    ", ",
  );
}
