/** Rows of a view wherever a reader scrolls to: the numbers of all rows once, then the cells of those in sight. */

import { FORMATS } from "../formats.js";
import { as, select } from "./build.js";
import { cellColumns, inOrder, rowsOf } from "./rows.js";
import { ROW, rowOrder, scopeOf } from "./scope.js";

/**
 * @typedef {import("../spec/types.js").Spec} Spec
 * @typedef {import("../spec/types.js").TableSchema} TableSchema
 * @typedef {import("../spec/types.js").Frame} Frame
 */

/**
 * Whether a view's rows are all rows in the order of the table: then each stands at its own number.
 * @param {Spec} spec
 */
export function isWhole({ filter, search, sort }) {
  return !filter && !search && !sort?.length;
}

/**
 * The numbers of all rows of a view, in its order.
 * @param {Spec} spec
 * @param {TableSchema} schema
 * @returns {Generator<string[], number[], Frame[]>}
 */
export function* rowPlaces(spec, schema) {
  const scope = scopeOf({ ...spec, group: [] }, schema);
  // Numbers of 32 bits are read from an answer much faster than longer ones.
  const columns = [as(`CAST(${ROW} AS INTEGER)`, scope.alias(0))];
  const [frame] = yield [select({ columns, from: scope.from, where: [scope.where], order: rowOrder(scope) })];
  return frame.columns[0];
}

/**
 * The cells of rows, in the order of their numbers, as the answer to the view has them.
 * @param {Spec} spec
 * @param {TableSchema} schema
 * @param {number[]} ids at least one
 * @returns {Generator<string[], unknown[][], Frame[]>}
 */
export function* rowCells(spec, schema, ids) {
  const scope = scopeOf({ ...spec, group: [] }, schema);
  const shown = scope.values.filter(({ aggregate }) => !aggregate);
  const asks = FORMATS.asks?.(scope, shown.map(({ entry, sql }) => ({ format: entry.format, sql })), false);
  const values = [...shown, ...asks?.others ?? []];
  const where = [among(ids)];
  const [frame] = yield [select({ columns: cellColumns(scope, values), from: scope.from, where })];
  return rowsOf(inOrder(frame, ids), values.length);
}

/**
 * A range of numbers is found without looking at the others.
 * @param {number[]} ids
 */
function among(ids) {
  const first = ids[0];
  const last = ids[ids.length - 1];
  const isRange = ids.every((id, index) => id === first + index);
  return isRange ? `${ROW} >= ${first} AND ${ROW} <= ${last}` : `${ROW} IN (${ids.join(", ")})`;
}
