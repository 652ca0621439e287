/**
 * Checked tree → SQL. Engines from DuckDB 1.4 on, native and WebAssembly, read it alike, and no row makes it
 * fail.
 */

import { isHuge } from "./convert.js";
import { identitySql, isMedia } from "./media.js";
import { narrowSql } from "./narrow.js";
import { columnSql, quoteText } from "./quote.js";
import { isNumber } from "./types.js";

/**
 * @typedef {import("./types.js").Type} Type
 * @typedef {import("./types.js").Typed} Typed
 * @typedef {{filter?: boolean, depth: number}} How
 */

const MAX_LENGTH = 100_000;
const MAX_DEPTH = 600;

/** The SQL would be too long or too deep for an engine to be given. */
export class SqlTooLong extends Error {}

/**
 * @param {Typed} tree
 * @param {{filter?: boolean}} [options] filter: all that matters is whether the result is true; false and null are
 *   the same
 * @returns {string}
 */
export function printSql(tree, options = {}) {
  return print(tree, { filter: options.filter === true, depth: 0 });
}

/** @param {Typed} node @param {How} how @returns {string} */
function print(node, how) {
  if (how.depth > MAX_DEPTH) throw new SqlTooLong();
  const sql = PRINTERS[node.kind](node, { filter: how.filter, depth: how.depth + 1 });
  // Guards name their value more than once, so that nested ones would grow without bound.
  if (sql.length > MAX_LENGTH) throw new SqlTooLong();
  return sql;
}

const COMPOUND = new Set(["logic", "not", "compare", "in", "between", "like", "isNull", "negate"]);

/**
 * A node's value where an operator or a function uses it.
 * @param {Typed} node @param {How} how @param {boolean} [filter]
 */
function operand(node, how, filter = false) {
  const sql = print(node, { filter, depth: how.depth });
  const bare = COMPOUND.has(node.kind) ||
    (node.kind === "arithmetic" && !/^(?:trunc|pow|TRY_CAST)\(/.test(sql));
  return bare ? `(${sql})` : sql;
}

/** @type {{[kind: string]: (node: any, how: How) => string}} */
const PRINTERS = {
  literal: ({ value, type }) => literalSql(value, type),
  column: ({ column }) => widened(columnSql(column), column.type),
  list: ({ items }, how) =>
    `[${items.map((/** @type {Typed} */ item) => print(item, plainly(how))).join(", ")}]`,
  logic: ({ op, terms }, how) =>
    terms.map((/** @type {Typed} */ term) => operand(term, how, how.filter)).join(
      op === "and" ? " AND " : " OR ",
    ),
  not: ({ operand: inner }, how) => `NOT ${operand(inner, how)}`,
  compare: compareSql,
  arithmetic: arithmeticSql,
  negate: negateSql,
  in: membershipSql,
  between: ({ operand: x, low, high, negated }, how) =>
    `${operand(x, how)} ${negated ? "NOT BETWEEN" : "BETWEEN"} ${operand(low, how)} AND ${
      operand(high, how)
    }`,
  like: ({ operand: x, pattern, insensitive, negated }, how) =>
    `${operand(x, how)} ${negated ? "NOT " : ""}${insensitive ? "ILIKE" : "LIKE"} ${operand(pattern, how)}`,
  isNull: ({ operand: x, negated }, how) => `${operand(x, how)} IS ${negated ? "NOT NULL" : "NULL"}`,
  case: caseSql,
  cast: ({ operand: x, type }, how) => `TRY_CAST(${print(x, plainly(how))} AS ${sqlType(type)})`,
  convert: ({ operand: x, type }, how) => convertSql(print(x, plainly(how)), x.type, type),
  element: ({ object, index, type }, how) => widened(elementSql(object, index, how), type),
  field: ({ object, name, type }, how) =>
    widened(`struct_extract(${print(object, plainly(how))}, ${quoteText(name)})`, type),
  apply: ({ row, args }, how) => row.sql(args.map((/** @type {Typed} */ arg) => operand(arg, how)), args),
};

/** @param {How} how @returns {How} */
function plainly({ depth }) {
  return { depth };
}

/** @type {Record<string, string>} */
const TYPED_TEXT = { timestamp: "TIMESTAMP", date: "DATE", time: "TIME" };

/** @param {string | boolean | null} value @param {Type} type @returns {string} */
function literalSql(value, type) {
  if (value === null) return nullSql(type);
  if (typeof value === "boolean") return value ? "TRUE" : "FALSE";
  if (type.kind === "float") return floatSql(Number(value));
  if (isNumber(type) || type.kind === "duration") return value;
  return type.kind in TYPED_TEXT ? `${TYPED_TEXT[type.kind]} ${quoteText(value)}` : quoteText(value);
}

/** Beside media, whose structs differ from column to column, null takes their type. @param {Type} type */
function nullSql(type) {
  return type.kind === "null" || isMedia(type) ? "NULL" : `CAST(NULL AS ${sqlType(type)})`;
}

/** With an exponent it is a double and not a decimal. @param {number} value @returns {string} */
function floatSql(value) {
  const text = String(value);
  return text.includes("e") ? text.replace("e+", "e") : `${text}e0`;
}

/**
 * Single-precision values are shown, compared and computed as doubles.
 * @param {string} sql @param {Type} type
 */
function widened(sql, type) {
  if (type.kind === "float" && type.bits < 64) return `CAST(${sql} AS DOUBLE)`;
  return type.kind === "list" && type.item.kind === "float" && type.item.bits < 64
    ? `CAST(${sql} AS DOUBLE[])`
    : sql;
}

/** @type {Record<string, string>} */
const COMPARE = { "=": "IS NOT DISTINCT FROM", "!=": "IS DISTINCT FROM" };

/** @param {Extract<Typed, {kind: "compare"}>} node @param {How} how @returns {string} */
function compareSql({ op, left, right }, how) {
  const narrow = narrowSql(op, left, right);
  if (narrow) return narrow;
  // Null is a value for = and !=. Beside a value that is written out a plain = says the same to a filter, and
  // engines know from a file's statistics where it cannot hold.
  const plain = op === "=" && how.filter && (isWritten(left) || isWritten(right));
  return `${operand(left, how)} ${plain ? op : COMPARE[op] ?? op} ${operand(right, how)}`;
}

/** @param {Typed} node @returns {boolean} */
function isWritten(node) {
  return node.kind === "literal" && node.value !== null;
}

/** @param {Extract<Typed, {kind: "arithmetic"}>} node @param {How} how @returns {string} */
function arithmeticSql(node, how) {
  const { op, type } = node;
  const [left, right] = [operand(node.left, how), operand(node.right, how)];
  if (type.kind === "text") return `${left} || ${right}`;
  if (op === "**") return `pow(${left}, ${right})`;
  if (type.kind !== "float") return wholeSql(node, left, right);
  return op === "//" ? `trunc(${left} / ${right})` : `${left} ${op} ${right}`;
}

/**
 * Whole numbers and durations, in 64 bits; what does not fit, and a division by 0, is null. (`TRY` would be
 * shorter, but DuckDB 1.5 fails on it in some groupings.)
 * @param {Extract<Typed, {kind: "arithmetic"}>} node @param {string} left @param {string} right @returns {string}
 */
function wholeSql(node, left, right) {
  const { op } = node;
  if (node.left.type.kind === "float") return `TRY_CAST(${left} ${op} ${right} AS BIGINT)`;
  const divides = (op === "//" || op === "%") && !(isWritten(node.right) && right !== "0");
  const divisor = divides ? `CASE WHEN ${right} = 0 THEN NULL ELSE ${right} END` : right;
  return isSafe(node)
    ? `${left} ${op} ${divisor}`
    : `TRY_CAST(CAST(${left} AS HUGEINT) ${op} ${divisor} AS BIGINT)`;
}

/**
 * Whether 64 bits hold every result.
 * @param {Extract<Typed, {kind: "arithmetic"}>} node @returns {boolean}
 */
function isSafe({ left, right }) {
  return [left, right].every((side) => {
    if (side.kind === "literal") return Math.abs(Number(side.value)) < 2 ** 31;
    const { type } = side.kind === "convert" ? side.operand : side;
    return type.kind === "integer" && type.bits <= 32;
  });
}

/** @param {Extract<Typed, {kind: "negate"}>} node @param {How} how @returns {string} */
function negateSql({ operand: x, type }, how) {
  const sql = operand(x, how);
  return type.kind === "integer" || type.kind === "duration"
    ? `TRY_CAST(-CAST(${sql} AS HUGEINT) AS BIGINT)`
    : `-${sql}`;
}

/** @param {Extract<Typed, {kind: "in"}>} node @param {How} how @returns {string} */
function membershipSql({ operand: x, items, negated }, how) {
  const value = operand(x, how);
  const written = items.filter(isWritten).map((item) => print(item, how));
  const hasNull = items.some((item) => item.kind === "literal" && item.value === null);
  if (written.length + Number(hasNull) < items.length) {
    const equal = items.map((item) => `${value} IS NOT DISTINCT FROM ${operand(item, how)}`).join(" OR ");
    return negated ? `NOT (${equal})` : equal;
  }
  if (written.length === 0) {
    return hasNull ? `${value} IS ${negated ? "NOT " : ""}NULL` : String(negated).toUpperCase();
  }
  const list = `${value} IN (${written.join(", ")})`;
  if (how.filter && !negated && !hasNull) return list;
  return `${negated ? "NOT " : ""}coalesce(${list}, ${String(hasNull).toUpperCase()})`;
}

/** @param {Extract<Typed, {kind: "case"}>} node @param {How} how @returns {string} */
function caseSql({ whens, otherwise }, how) {
  const arms = whens.map(({ when, then }) =>
    `WHEN ${print(when, plainly(how))} THEN ${print(then, plainly(how))}`
  );
  const last = otherwise ? ` ELSE ${print(otherwise, plainly(how))}` : "";
  return `CASE ${arms.join(" ")}${last} END`;
}

/** @param {Typed} object @param {Typed} index @param {How} how @returns {string} */
function elementSql(object, index, how) {
  const [sql, at] = [operand(object, how), print(index, plainly(how))];
  if (object.type.kind === "map") return `list_extract(map_extract(${sql}, ${at}), 1)`;
  return `${object.type.kind === "list" ? "list_extract" : "array_extract"}(${sql}, ${at})`;
}

/** @param {string} sql @param {Type} from @param {Type} to @returns {string} */
function convertSql(sql, from, to) {
  if (from.kind === "null") return nullSql(to);
  if (to.kind === "text" && isMedia(from)) return identitySql(sql, from);
  if (to.kind === "text" && from.kind === "text") return sql;
  const unsure = from.kind === "mixed" || from.kind === "date" ||
    (to.kind === "integer" && to.bits <= 64 && (isHuge(from) || from.kind !== "integer"));
  return `${unsure ? "TRY_CAST" : "CAST"}(${sql} AS ${sqlType(to)})`;
}

/** @type {Record<string, string>} */
const SQL_TYPES = {
  float: "DOUBLE",
  text: "VARCHAR",
  mixed: "VARCHAR",
  boolean: "BOOLEAN",
  timestamp: "TIMESTAMP",
  date: "DATE",
  time: "TIME",
  duration: "BIGINT",
  binary: "BLOB",
  null: "VARCHAR",
};

/** @param {Type} type @returns {string} */
function sqlType(type) {
  if (type.kind === "integer") return type.bits > 64 ? "HUGEINT" : "BIGINT";
  if (type.kind === "decimal") return `DECIMAL(${type.precision}, ${type.scale})`;
  if (type.kind === "list") return `${sqlType(type.item)}[]`;
  if (type.kind === "map") return `MAP(${sqlType(type.key)}, ${sqlType(type.value)})`;
  return SQL_TYPES[type.kind] ?? "VARCHAR";
}
