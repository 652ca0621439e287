/** Aggregates: one value for many rows. Nulls are skipped; the order of the rows does not matter. */

import { toKeySql } from "./quote.js";
import { table } from "./sql_parts.js";
import { BOOLEAN, DURATION, FLOAT, HUGE, INTEGER } from "./types.js";

/**
 * @typedef {import("./types.js").FunctionRow} FunctionRow
 * @typedef {import("./types.js").Param} Param
 * @typedef {import("./types.js").Type} Type
 * @typedef {import("./types.js").Typed} Typed
 */

/** @type {Param} */
const X = { name: "x", type: "number" };
/** @type {Param} */
const AMOUNT = { name: "x", type: ["numeric", "boolean", "duration"] };
/** @type {Param} */
const CONDITION = { name: "condition", type: "boolean" };

/** A list in a group stays short enough to be looked at. */
const LISTED = 100;

/** @param {string} x @param {Type} type @returns {string} an amount as a double */
function asDouble(x, type) {
  if (type.kind === "float") return x;
  return type.kind === "boolean" ? `CAST(CAST(${x} AS INTEGER) AS DOUBLE)` : `CAST(${x} AS DOUBLE)`;
}

/**
 * @param {(x: string) => string} aggregate of doubles; the mean of durations is a duration
 * @returns {FunctionRow["sql"]}
 */
function ofAmount(aggregate) {
  return ([x, ...rest], [{ type }]) => {
    const value = aggregate([asDouble(x, type), ...rest].join(", "));
    return type.kind === "duration" ? `TRY_CAST(${value} AS BIGINT)` : value;
  };
}

/** @param {Typed[]} args @returns {Type} */
function amountType([{ type }]) {
  return type.kind === "duration" ? DURATION : FLOAT;
}

/** @param {Typed[]} args @returns {Type} */
function sumType([{ type }]) {
  if (type.kind === "integer") return type.bits < 64 ? INTEGER : HUGE;
  return type.kind === "boolean" ? INTEGER : type.kind === "duration" ? DURATION : FLOAT;
}

/** @param {string[]} args @param {Typed[]} typed @returns {string} */
function sumSql([x], [{ type }]) {
  if (type.kind === "boolean") return `count(*) FILTER (WHERE ${x})`;
  if (type.kind === "duration") return `TRY_CAST(sum(${x}) AS BIGINT)`;
  if (type.kind !== "integer") return `sum(${asDouble(x, type)})`;
  // A sum of 128-bit numbers could leave their range, which is an error.
  if (type.bits > 64) return `TRY_CAST(sum(CAST(${x} AS DOUBLE)) AS HUGEINT)`;
  return type.bits < 64 ? `CAST(sum(${x}) AS BIGINT)` : `sum(${x})`;
}

/**
 * Engines fail, each in its way, on values whose squares they cannot hold: then it is NaN.
 * @param {string} name
 */
function spread(name) {
  return (/** @type {string[]} */ [x]) =>
    `CASE WHEN bool_or(NOT (abs(${x}) < 1e150)) THEN CAST('nan' AS DOUBLE) ` +
    `ELSE ${name}(${x}) FILTER (WHERE abs(${x}) < 1e150) END`;
}

/** @param {Typed[]} args @returns {Type} */
function ownType([{ type }]) {
  return type;
}

/**
 * The examples are of a table whose column `x` holds 1, 2, 2, 5 and null, and `name` a, b, b, c and null.
 * @type {FunctionRow[]}
 */
export const AGGREGATES = table("aggregate", [
  {
    name: "count",
    params: [{ name: "x", type: "any", optional: true }],
    result: INTEGER,
    sql: ([x]) => `count(${x ?? "*"})`,
    doc: "The number of rows, or of the values that are not null.",
    example: ["count(x)", 4],
  },
  {
    name: "count_distinct",
    aliases: ["nunique", "distinct"],
    params: [{ name: "x", type: "any" }],
    result: INTEGER,
    sql: ([x], [{ type }]) => `count(DISTINCT ${toKeySql(x, type)})`,
    doc: "The number of different values.",
    example: ["count_distinct(x)", 3],
    onList: "unique",
  },
  {
    name: "countif",
    aliases: ["count_if"],
    params: [CONDITION],
    result: INTEGER,
    sql: ([x]) => `count(*) FILTER (WHERE ${x})`,
    doc: "The number of rows for which the condition holds.",
    example: ["countif(x = 2)", 2],
  },
  {
    name: "share",
    params: [CONDITION],
    result: FLOAT,
    sql: ([x]) => `avg(CAST(${x} AS INTEGER))`,
    doc: "The share of rows for which the condition holds, 0 to 1.",
    example: ["share(x > 1)", 0.75],
  },
  {
    name: "any",
    params: [CONDITION],
    result: BOOLEAN,
    sql: ([x]) => `bool_or(${x})`,
    doc: "Whether the condition holds for one of the rows.",
    example: ["any(x = 5)", true],
  },
  {
    name: "all",
    params: [CONDITION],
    result: BOOLEAN,
    sql: ([x]) => `bool_and(${x})`,
    doc: "Whether the condition holds for all of the rows.",
    example: ["all(x > 1)", false],
  },
  {
    name: "sum",
    params: [AMOUNT],
    result: sumType,
    sql: sumSql,
    doc: "The sum.",
    example: ["sum(x)", 10],
    onList: "list_sum",
  },
  {
    name: "avg",
    aliases: ["mean"],
    params: [AMOUNT],
    result: amountType,
    sql: ofAmount((x) => `avg(${x})`),
    doc: "The mean.",
    example: ["avg(x)", 2.5],
    onList: "list_avg",
  },
  {
    name: "min",
    params: [{ name: "x", type: "ordered" }],
    result: ownType,
    sql: ([x]) => `min(${x})`,
    doc: "The least value.",
    example: ["min(x)", 1],
    onList: "list_min",
  },
  {
    name: "max",
    params: [{ name: "x", type: "ordered" }],
    result: ownType,
    sql: ([x]) => `max(${x})`,
    doc: "The greatest value.",
    example: ["max(x)", 5],
    onList: "list_max",
  },
  {
    name: "median",
    params: [AMOUNT],
    result: amountType,
    sql: ofAmount((x) => `median(${x})`),
    doc: "The median.",
    example: ["median(x)", 2],
    onList: "list_median",
  },
  {
    name: "quantile",
    params: [AMOUNT, { name: "q", type: "number", literal: true, check: shareProblem }],
    result: amountType,
    sql: ofAmount((x) => `quantile_cont(${x})`),
    doc: "The value below which the share q lies, interpolated.",
    example: ["quantile(x, 0.5)", 2],
  },
  {
    name: "stddev",
    aliases: ["std", "stddev_pop"],
    params: [X],
    result: FLOAT,
    sql: spread("stddev_pop"),
    doc: "The standard deviation (population).",
    example: ["stddev(x)", 1.5],
    onList: "list_stddev",
  },
  {
    name: "variance",
    aliases: ["var", "var_pop"],
    params: [X],
    result: FLOAT,
    sql: spread("var_pop"),
    doc: "The variance (population).",
    example: ["variance(x)", 2.25],
  },
  {
    name: "first",
    params: [{ name: "x", type: "any" }],
    result: ownType,
    sql: ([x]) => `arg_min(${x}, "__row__") FILTER (WHERE ${x} IS NOT NULL)`,
    doc: "The first value that is not null, in the order of the table.",
    example: ["first(name)", "a"],
    onList: "list_first",
  },
  {
    name: "list",
    params: [{ name: "x", type: "any" }],
    result: ([{ type }]) => ({ kind: "list", item: type }),
    sql: ([x], [{ type }]) => {
      // A list of ENUMs is not what every engine can hold.
      const item = type.kind === "text" ? `CAST(${x} AS VARCHAR)` : x;
      return `arg_min(${item}, "__row__", ${LISTED}) FILTER (WHERE ${x} IS NOT NULL)`;
    },
    doc: `The values that are not null, in the order of the table, the first ${LISTED} of them.`,
    example: ["list(name)", ["a", "b", "b", "c"]],
  },
]);

/** @param {string} value @returns {string | null} */
function shareProblem(value) {
  return Number(value) >= 0 && Number(value) <= 1 ? null : "must be between 0 and 1";
}
