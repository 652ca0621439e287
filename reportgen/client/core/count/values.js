/** Distributions of kept columns: the most frequent values in each group. */

import { groupsOf } from "./groups.js";
import { SLICE } from "./numbers.js";

/** @typedef {import("./types.d.ts").Kept} Kept */

/**
 * @param {Extract<import("./types.d.ts").Ask, {kind: "values"}>} ask
 * @param {Kept} column one that has a list
 * @param {Kept[]} keys
 * @param {Uint32Array} rows
 * @returns {import("./types.d.ts").Slices<unknown[][]>} `…keys, most frequent, different, nulls, all`
 */
export function* countValues({ most }, column, keys, rows) {
  const groups = yield* groupsOf(keys, rows);
  const size = column.distinct + 1;
  const counts = new Uint32Array(groups.size * size);
  for (let from = 0; from < rows.length; from += SLICE) {
    add(counts, column.codes ?? [], { codes: groups.codes, size }, rows.subarray(from, from + SLICE));
    yield;
  }
  /** @type {unknown[][]} */
  const frame = Array.from({ length: keys.length + 4 }, () => []);
  for (let group = 0; group < groups.size; group++) {
    const own = counts.subarray(group * size, (group + 1) * size);
    const all = own.reduce((sum, n) => sum + n, 0);
    // Of no groups at all, there is still one answer.
    if (!all && keys.length) continue;
    const line = [...groups.cells(group), ...summed(own, column.list ?? [], most), own[size - 1], all];
    line.forEach((cell, at) => frame[at].push(cell));
  }
  return frame;
}

/**
 * The most frequent values, of equally frequent ones the first, and how many there are.
 * @param {Uint32Array} counts the last is that of nulls
 * @param {unknown[]} list
 * @param {number} most
 */
function summed(counts, list, most) {
  const found = list.map((v, code) => ({ n: -counts[code], v })).filter(({ n }) => n);
  return [found.toSorted((a, b) => a.n - b.n).slice(0, most), found.length];
}

/**
 * @param {Uint32Array} counts
 * @param {ArrayLike<number>} values
 * @param {{codes: ArrayLike<number> | null, size: number}} groups
 * @param {Uint32Array} rows
 */
function add(counts, values, { codes, size }, rows) {
  if (!codes) { for (let at = 0; at < rows.length; at++) counts[values[rows[at]]]++; }
  else for (let at = 0; at < rows.length; at++) counts[codes[rows[at]] * size + values[rows[at]]]++;
}
