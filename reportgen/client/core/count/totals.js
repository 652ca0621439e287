/** What is counted of whole columns: values, different values, the ends of scales. */

import { SLICE } from "./numbers.js";

/** @typedef {import("./types.d.ts").Kept} Kept */

/**
 * @param {Extract<import("./types.d.ts").Ask, {kind: "totals"}>} ask
 * @param {Kept[]} columns
 * @param {Uint32Array} rows
 * @returns {import("./types.d.ts").Slices<unknown[][]>} how many rows; of each column values, and different values or null
 */
export function* totalsOf(ask, columns, rows) {
  const totals = [[rows.length]];
  for (const [index, { distinct }] of ask.columns.entries()) {
    const there = yield* thereOf(columns[index], rows);
    const different = !distinct
      ? null
      : columns[index].codes
      ? yield* differentOf(columns[index], rows)
      : there;
    totals.push([there], [/** @type {number} */ (different)]);
  }
  return totals;
}

/**
 * @param {Kept} column
 * @param {Uint32Array} rows
 * @returns {import("./types.d.ts").Slices<number>}
 */
function* thereOf({ nulls }, rows) {
  let missing = 0;
  for (let at = 0; nulls && at < rows.length; at++) {
    missing += nulls[rows[at]];
    if (at % SLICE === SLICE - 1) yield;
  }
  return rows.length - missing;
}

/**
 * @param {Kept} column one that has codes
 * @param {Uint32Array} rows
 * @returns {import("./types.d.ts").Slices<number>}
 */
function* differentOf({ codes, distinct }, rows) {
  const seen = new Uint32Array((distinct >>> 5) + 1);
  for (let from = 0; codes && from < rows.length; from += SLICE) {
    mark(seen, codes, rows.subarray(from, from + SLICE));
    yield;
  }
  // The code of nulls is the last one.
  seen[distinct >>> 5] &= ~(1 << distinct);
  let count = 0;
  for (const word of seen) count += ones(word);
  return count;
}

/**
 * @param {Uint32Array} seen a bit for each code
 * @param {ArrayLike<number>} codes
 * @param {Uint32Array} rows
 */
function mark(seen, codes, rows) {
  for (let at = 0; at < rows.length; at++) {
    const code = codes[rows[at]];
    seen[code >>> 5] |= 1 << code;
  }
}

/** How many bits of a word are set. @param {number} word */
function ones(word) {
  word -= word >>> 1 & 0x55555555;
  word = (word & 0x33333333) + (word >>> 2 & 0x33333333);
  return Math.imul(word + (word >>> 4) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/**
 * @param {Extract<import("./types.d.ts").Ask, {kind: "bounds"}>} ask
 * @param {Kept[]} columns
 * @param {Uint32Array} rows
 * @returns {import("./types.d.ts").Slices<unknown[][]>} the least and the greatest of each column; NaN is the greatest of all
 */
export function* boundsOf(ask, columns, rows) {
  const bounds = [];
  for (const [index, { finite }] of ask.columns.entries()) {
    /** @type {Bounds} */
    const found = { lo: Infinity, hi: -Infinity, any: false, nan: false };
    for (let from = 0; from < rows.length; from += SLICE) {
      widen(found, columns[index], finite, rows.subarray(from, from + SLICE));
      yield;
    }
    const { lo, hi, any, nan } = found;
    bounds.push([any ? lo : nan ? NaN : null], [nan ? NaN : any ? hi : null]);
  }
  return bounds;
}

/** @typedef {{lo: number, hi: number, any: boolean, nan: boolean}} Bounds */

/**
 * @param {Bounds} found
 * @param {Kept} column
 * @param {boolean} finite whether only finite numbers count
 * @param {Uint32Array} rows
 */
function widen(found, { values, nulls }, finite, rows) {
  if (!values) return;
  for (let at = 0; at < rows.length; at++) {
    const row = rows[at];
    const value = values[row];
    if (nulls !== null && nulls[row]) continue;
    if (value - value !== 0) {
      if (finite) continue;
      if (value !== value) {
        found.nan = true;
        continue;
      }
    }
    found.any = true;
    if (value < found.lo) found.lo = value;
    if (value > found.hi) found.hi = value;
  }
}
