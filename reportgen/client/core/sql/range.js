/** The range of a column's numbers, and the rows that the key of a bin stands for. */

import { columnSql, parseExpression, printExpression } from "../expr/index.js";
import { binEdge } from "../expr/bins.js";
import { as, select } from "./build.js";
import { numberSql } from "./histogram.js";
import { scopeOf } from "./scope.js";

/**
 * The least and the greatest finite number of a column, over the filtered rows.
 * @param {import("../spec/types.js").Spec} spec a canonical one
 * @param {import("../spec/types.js").TableSchema} schema
 * @param {string} name
 * @returns {Generator<string[], {lo: number, hi: number} | null, import("../frame.js").Frame[]>} null where there is none
 */
export function* columnRange(spec, schema, name) {
  const { resolved, from, where, alias } = scopeOf({ ...spec, sort: [], group: [] }, schema);
  const column = resolved.schema.columns.find((one) => one.name === name);
  if (!column) return null;
  const x = numberSql(columnSql(column), column.type);
  const bounds = ["min", "max"].map((bound, index) =>
    as(`${bound}(${x}) FILTER (WHERE isfinite(${x}))`, alias(index))
  );
  const [{ columns: [[lo], [hi]] }] = yield [select({ columns: bounds, from, where: [where] })];
  return lo === null || hi === null ? null : { lo, hi };
}

/**
 * The condition that keeps the rows of a bin, in plain numbers.
 * @param {string} text the key's expression: `bin(score, 0.1)`
 * @param {number} lo the key: where the bin begins
 * @param {number} width
 * @returns {string | null} null where plain numbers would keep others
 */
export function keyRange(text, lo, width) {
  const { tree } = parseExpression(text);
  if (tree?.kind !== "call" || !Number.isFinite(lo)) return null;
  const bin = Math.round(lo / width);
  const [from, to] = [binEdge(bin, width), binEdge(bin + 1, width)];
  if (from !== lo || to === null) return null;
  const inner = printExpression(tree.args[0]);
  const x = tree.args[0].kind === "column" ? inner : `(${inner})`;
  return `${x} >= ${from} and ${x} < ${to}`;
}
