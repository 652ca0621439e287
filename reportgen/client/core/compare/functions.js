/** Functions that ask of the members' values together, as `agree(*.guess)`. */

import { BOOLEAN, FLOAT, INTEGER, NULL } from "../expr/types.js";

/**
 * @typedef {import("../expr/types.js").FunctionRow} FunctionRow
 * @typedef {import("../expr/types.js").Param} Param
 */

/** @type {Param} */
const ALL = { name: "values", type: "list" };

/** @type {FunctionRow[]} */
export const COMPARE_FUNCTIONS = [
  {
    name: "agree",
    kind: "scalar",
    params: [ALL],
    result: BOOLEAN,
    sql: ([xs]) => `coalesce(list_unique(${xs}) <= 1, TRUE)`,
    doc: "Whether all values that are not null are the same: agree(*.guess).",
    example: ["agree([2, 2])", true],
  },
  {
    name: "most_common",
    kind: "scalar",
    params: [ALL],
    result: ([{ type }]) => type.kind === "list" ? type.item : NULL,
    sql: ([xs]) => `list_aggregate(${xs}, 'mode')`,
    doc: "The most frequent of the values: most_common(*.guess).",
    example: ["most_common([2, 3, 2])", 2],
  },
  {
    name: "flips",
    kind: "scalar",
    params: [ALL],
    result: INTEGER,
    sql: ([xs]) =>
      `len(list_filter(list_zip(list_filter(${xs}, lambda v: v IS NOT NULL), ` +
      `list_filter(${xs}, lambda v: v IS NOT NULL)[2:]), lambda p: p[2] IS NOT NULL AND p[1] <> p[2]))`,
    doc: "How often the value changes from one member to the next: flips(*.guess).",
    example: ["flips([1, 1, 2, 1])", 2],
  },
  {
    name: "spread",
    kind: "scalar",
    params: [{ name: "values", type: "numbers" }],
    result: FLOAT,
    sql: ([xs]) => `CAST(list_max(${xs}) - list_min(${xs}) AS DOUBLE)`,
    doc: "The greatest value less the least: spread(*.score).",
    example: ["spread([1, 4, 2])", 3],
  },
  {
    name: "rank",
    kind: "scalar",
    window: true,
    params: [{ name: "value", type: "ordered" }],
    result: INTEGER,
    sql: rankSql,
    doc: "A row's place in a table by a value, the greatest first; equal values share one: rank(1.score).",
    example: ["rank(0.score) - rank(1.score)", 0],
  },
];

/**
 * What is not there and what is no number has no place.
 * @param {string[]} args
 * @param {import("../expr/types.js").Typed[]} typed
 */
function rankSql([x], [{ type }]) {
  const value = type.kind === "float" ? `CASE WHEN NOT isnan(${x}) THEN ${x} END` : x;
  return `CASE WHEN ${value} IS NOT NULL THEN rank() OVER (ORDER BY ${value} DESC NULLS LAST) END`;
}
