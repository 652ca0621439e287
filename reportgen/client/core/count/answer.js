/** Counts what a statement asks for, over columns that are kept in the page; the answer is a Frame like the engine's. */

import { countBins } from "./bins.js";
import { boundsOf, totalsOf } from "./totals.js";
import { countValues } from "./values.js";

/**
 * @typedef {import("./types.d.ts").Ask} Ask
 * @typedef {import("./types.d.ts").Ref} Ref
 * @typedef {import("./types.d.ts").Kept} Kept
 * @typedef {import("../frame.js").Frame} Frame
 */

/** Groups beyond this are for the engine. */
const MOST_CELLS = 1 << 16;

/**
 * The columns that a question counts, and those that it groups by.
 * @param {Ask} ask
 * @returns {{columns: Ref[], keys: Ref[]}}
 */
export function refsOf(ask) {
  if (ask.kind === "first") return { columns: [], keys: [] };
  if (ask.kind === "values") return { columns: [ask.ref], keys: ask.keys };
  return { columns: ask.columns.map(({ ref }) => ref), keys: ask.kind === "bins" ? ask.keys : [] };
}

/**
 * Whether columns that are kept can be counted so.
 * @param {Ask} ask
 * @param {Kept[]} columns
 * @param {Kept[]} keys
 */
export function isCountable(ask, columns, keys) {
  const listed = ask.kind === "values" ? [...columns, ...keys] : keys;
  if (listed.some(({ list }) => !list)) return false;
  if ((ask.kind === "bins" || ask.kind === "bounds") && columns.some(({ values }) => !values)) return false;
  return listed.reduce((cells, { distinct }) => cells * (distinct + 1), 1) <= MOST_CELLS;
}

/**
 * @param {Ask} ask
 * @param {Kept[]} columns
 * @param {Kept[]} keys
 * @param {Uint32Array} rows the numbers of those that count
 * @returns {import("./types.d.ts").Slices<Frame>}
 */
export function* countFrame(ask, columns, keys, rows) {
  if (ask.kind === "first") return frameOf([[rows.length], [Array.from(rows.subarray(0, ask.most))]]);
  if (ask.kind === "bounds") return frameOf(yield* boundsOf(ask, columns, rows));
  if (ask.kind === "totals") return frameOf(yield* totalsOf(ask, columns, rows));
  if (ask.kind === "values") return frameOf(yield* countValues(ask, columns[0], keys, rows));
  return frameOf(yield* countBins(ask, columns, keys, rows));
}

/** @param {unknown[][]} columns @returns {Frame} */
function frameOf(columns) {
  return { names: [], columns, length: columns[0].length, exact: true };
}
