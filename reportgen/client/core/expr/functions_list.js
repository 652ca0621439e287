/** Functions of lists and maps. */

import { plain, positionSql, scalars, sliceSql } from "./sql_parts.js";
import { BOOLEAN, FLOAT, INTEGER, isNumber, TEXT, typeName } from "./types.js";

/**
 * @typedef {import("./types.js").FunctionRow} FunctionRow
 * @typedef {import("./types.js").Param} Param
 * @typedef {import("./types.js").Type} Type
 * @typedef {import("./types.js").Typed} Typed
 */

/** @type {Param} */
const XS = { name: "list", type: "list" };
/** @type {Param} */
const NUMBERS = { name: "list", type: "numbers" };
const NULL_TYPE = /** @type {Type} */ ({ kind: "null" });

/** @param {Typed[]} args @returns {Type} */
function itemType([{ type }]) {
  return type.kind === "list" ? type.item : NULL_TYPE;
}

/** @param {Typed[]} args @returns {Type} */
function elementType([x]) {
  return x.type.kind === "text" ? TEXT : itemType([x]);
}

/** @param {string[]} args @param {Typed[]} typed @returns {string} */
function itemSql([x, index], [{ type }]) {
  return `${type.kind === "text" ? "array_extract" : "list_extract"}(${x}, ${positionSql(index)})`;
}

/** @param {Typed[]} args @returns {Type} */
function ownType([{ type }]) {
  return type;
}

/** @param {Typed[]} args @returns {string | null} */
function checkItem([list, value]) {
  const item = itemType([list]);
  const fits = item.kind === value.type.kind || value.type.kind === "null" ||
    (isNumber(item) && isNumber(value.type));
  return fits ? null : `the list does not hold ${typeName(value.type)}`;
}

/** @param {string[]} args @param {Typed[]} typed @returns {string} */
function containsSql([xs, value], [, { type }]) {
  return type.kind === "null" ? "CAST(NULL AS BOOLEAN)" : `list_contains(${xs}, ${value})`;
}

/** @param {"min" | "max"} side @returns {FunctionRow["sql"]} */
function positionOf(side) {
  return ([xs]) => `CAST(list_position(${xs}, list_${side}(${xs})) - 1 AS BIGINT)`;
}

/** @param {string[]} args @returns {string} */
function joinSql([xs, separator]) {
  return `CASE WHEN len(${xs}) = 0 THEN '' ELSE array_to_string(${xs}, ${separator ?? "','"}) END`;
}

/** @param {Typed[]} args */
function joinGrowth([{ growth }, separator]) {
  const factor = 1 + (separator === undefined ? 1 : separator.growth.chars + separator.growth.cells);
  return { cells: growth.cells * factor, chars: growth.chars * factor };
}

/** @param {Typed[]} args @returns {Type} */
function keysType([{ type }]) {
  return type.kind === "map" ? { kind: "list", item: type.key } : NULL_TYPE;
}

/**
 * The engine's standard deviation fails on values whose squares it cannot hold.
 * @param {string[]} args @returns {string}
 */
function listStddev([xs]) {
  const bearable = `list_max(${xs}) < 1e150 AND list_min(${xs}) > -1e150`;
  return `CASE WHEN ${bearable} THEN list_aggregate(${xs}, 'stddev_pop') END`;
}

export const LIST_FUNCTIONS = scalars([
  {
    name: "len",
    aliases: ["length"],
    params: [{ name: "x", type: ["text", "list", "map"] }],
    result: INTEGER,
    sql: ([x], [{ type }]) => `CAST(${type.kind === "map" ? "cardinality" : "len"}(${x}) AS BIGINT)`,
    doc: "The number of a text's characters or of a list's items.",
    example: ["len('añb')", 3],
  },
  {
    name: "item",
    params: [{ name: "x", type: ["list", "text"] }, { name: "index", type: "integer" }],
    result: elementType,
    sql: itemSql,
    doc:
      "The item, or a text's character, at a position from 0; negative ones count from the end. As `x[index]`.",
    example: ["[5, 6][-1]", 6],
  },
  {
    name: "list_contains",
    params: [XS, { name: "value", type: "any" }],
    result: BOOLEAN,
    sql: containsSql,
    doc: "Whether the list holds the value, as `value in list`.",
    example: ["list_contains([1, 2], 2)", true],
    check: checkItem,
  },
  {
    name: "joinToStr",
    aliases: ["join"],
    params: [XS, { name: "separator", type: "text", optional: true, literal: true }],
    result: TEXT,
    sql: joinSql,
    doc: "The items as one text, with a separator (a comma if none is given) between them.",
    example: ["joinToStr([1, 2], '-')", "1-2"],
    growth: joinGrowth,
  },
  {
    name: "unique",
    params: [XS],
    result: ownType,
    sql: ([xs]) => `list_sort(list_distinct(${xs}))`,
    doc: "The different items, sorted, without nulls.",
    example: ["unique([2, 1, 2])", [1, 2]],
  },
  {
    name: "list_sum",
    params: [NUMBERS],
    result: FLOAT,
    sql: plain("list_sum"),
    doc: "The sum of a list.",
    example: ["sum([1, 2, 4])", 7],
  },
  {
    name: "list_avg",
    params: [NUMBERS],
    result: FLOAT,
    sql: plain("list_avg"),
    doc: "The mean of a list.",
    example: ["avg([1, 2])", 1.5],
  },
  {
    name: "list_median",
    params: [NUMBERS],
    result: FLOAT,
    sql: ([xs]) => `list_aggregate(${xs}, 'median')`,
    doc: "The median of a list.",
    example: ["median([1, 5, 2])", 2],
  },
  {
    name: "list_stddev",
    params: [NUMBERS],
    result: FLOAT,
    sql: listStddev,
    doc: "The standard deviation (population) of a list.",
    example: ["stddev([1, 3])", 1],
  },
  {
    name: "list_min",
    params: [XS],
    result: itemType,
    sql: plain("list_min"),
    doc: "The least item of a list.",
    example: ["min([3, 1, 2])", 1],
  },
  {
    name: "list_max",
    params: [XS],
    result: itemType,
    sql: plain("list_max"),
    doc: "The greatest item of a list.",
    example: ["max([3, 1, 2])", 3],
  },
  {
    name: "argmin",
    params: [XS],
    result: INTEGER,
    sql: positionOf("min"),
    doc: "Where the least item stands, from 0.",
    example: ["argmin([3, 1, 2])", 1],
  },
  {
    name: "argmax",
    params: [XS],
    result: INTEGER,
    sql: positionOf("max"),
    doc: "Where the greatest item stands, from 0.",
    example: ["argmax([3, 1, 2])", 0],
  },
  {
    name: "list_first",
    params: [XS],
    result: itemType,
    sql: ([xs]) => `list_extract(${xs}, 1)`,
    doc: "The first item, as `list[0]`.",
    example: ["first([3, 1])", 3],
  },
  {
    name: "list_last",
    aliases: ["last"],
    params: [XS],
    result: itemType,
    sql: ([xs]) => `list_extract(${xs}, -1)`,
    doc: "The last item, as `list[-1]`.",
    example: ["last([3, 1])", 1],
  },
  {
    name: "list_slice",
    params: [XS, { name: "start", type: "integer" }, { name: "end", type: "integer", optional: true }],
    result: ownType,
    sql: sliceSql,
    doc: "The items from a position to before another; negative positions count from the end.",
    example: ["slice([1, 2, 3, 4], 1, -1)", [2, 3]],
  },
  {
    name: "list_sort",
    aliases: ["sort"],
    params: [XS],
    result: ownType,
    sql: ([xs]) => `list_sort(${xs}, 'ASC', 'NULLS LAST')`,
    doc: "The items in order, nulls last.",
    example: ["list_sort([2, 1])", [1, 2]],
  },
  {
    name: "keys",
    params: [{ name: "map", type: "map" }],
    result: keysType,
    sql: ([m]) => `map_keys(${m})`,
    doc: "The keys of a map.",
    example: ["keys(null)", null],
  },
]);
