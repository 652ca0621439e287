/** The groups of kept rows: a number for each row, and the cells of the keys that it stands for. */

import { SLICE } from "./numbers.js";

/**
 * @typedef {import("./types.d.ts").Kept} Kept
 * @typedef {import("./types.d.ts").Codes} Codes
 * @typedef {{codes: Codes | null, size: number, cells: (group: number) => unknown[]}} Groups `codes` is null where all
 *   rows are one group
 */

/**
 * @param {Kept[]} keys that have lists
 * @param {Uint32Array} rows
 * @returns {import("./types.d.ts").Slices<Groups>}
 */
export function* groupsOf(keys, rows) {
  const size = keys.reduce((product, { distinct }) => product * (distinct + 1), 1);
  return { codes: yield* groupCodes(keys, rows), size, cells: (group) => cellsOf(keys, group) };
}

/**
 * @param {Kept[]} keys
 * @param {Uint32Array} rows
 * @returns {import("./types.d.ts").Slices<Codes | null>}
 */
function* groupCodes(keys, rows) {
  if (keys.length < 2) return keys[0]?.codes ?? null;
  const codes = new Uint32Array(keys[0].codes?.length ?? 0);
  for (const { codes: own, distinct } of keys) {
    if (!own) throw new Error("a key has codes");
    for (let at = 0; at < rows.length; at++) {
      const row = rows[at];
      codes[row] = codes[row] * (distinct + 1) + own[row];
      if (at % SLICE === SLICE - 1) yield;
    }
  }
  return codes;
}

/** @param {Kept[]} keys @param {number} group */
function cellsOf(keys, group) {
  const cells = [];
  for (const { list, distinct } of keys.toReversed()) {
    cells.unshift(list?.[group % (distinct + 1)] ?? null);
    group = Math.floor(group / (distinct + 1));
  }
  return cells;
}
