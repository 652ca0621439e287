/** The keys of groups: as SQL literals, as columns of the rows, and as a map's keys. */

import { pack } from "../wire.js";
import { quoteText, toCellSql } from "../expr/index.js";
import { as, select, sub } from "./build.js";

/**
 * @typedef {import("../spec/types.js").Frame} Frame
 * @typedef {import("../spec/types.js").Type} Type
 * @typedef {import("./scope.js").Scope} Scope
 */

/** @type {Record<string, (type: any) => string>} */
const SQL_TYPES = {
  integer: ({ bits, unsigned }) => bits > 64 ? "HUGEINT" : unsigned && bits === 64 ? "UBIGINT" : "BIGINT",
  float: () => "DOUBLE",
  decimal: ({ precision, scale }) => `DECIMAL(${precision}, ${scale})`,
  boolean: () => "BOOLEAN",
  timestamp: () => "TIMESTAMP",
  date: () => "DATE",
  time: () => "TIME",
  duration: () => "BIGINT",
};

/**
 * A key that an answer gave, back as SQL.
 * @param {unknown} value
 * @param {Type} type
 * @returns {string}
 */
export function keyLiteral(value, type) {
  const sqlType = SQL_TYPES[type.kind]?.(type) ?? "VARCHAR";
  if (value === null) return `CAST(NULL AS ${sqlType})`;
  const text = quoteText(String(value));
  return sqlType === "VARCHAR" ? text : `CAST(${text} AS ${sqlType})`;
}

/**
 * The filtered rows as something to select from: the keys as the first aliases, `columns` after them;
 * only rows of the groups in `only`, if that is given.
 * @param {Scope} scope
 * @param {string[]} columns
 * @param {unknown[][] | null} only
 * @param {string | null} where
 * @returns {string}
 */
export function keyedRows(scope, columns, only, where = null) {
  const { alias, keys } = scope;
  const named = [...keys.map(({ sql }) => sql), ...columns].map((sql, index) => as(sql, alias(index)));
  const rows = sub(select({ columns: named, from: scope.from, where: [scope.where, where] }));
  if (!only) return rows;
  const page = only.map((key) => `(${key.map((value, i) => keyLiteral(value, keys[i].type)).join(", ")})`);
  const names = keys.map((_, index) => `${alias(index)}k`);
  const on = keys.map((_, index) => `${alias(index)} IS NOT DISTINCT FROM ${names[index]}`);
  return `${rows} JOIN (VALUES ${page.join(", ")}) AS page(${names.join(", ")}) ON ${on.join(" AND ")}`;
}

/**
 * The keys, as cells, of rows that have them as the first aliases.
 * @param {Scope} scope
 */
export function keyCells(scope) {
  return scope.keys.map(({ type }, index) => toCellSql(scope.alias(index), type));
}

/**
 * The key values that stand in a frame's row, from a column on; -0 is the same key as 0.
 * @param {Scope} scope
 * @param {Frame} frame
 * @param {number} row
 * @param {number} [from]
 * @returns {unknown[]}
 */
export function keyOfRow(scope, frame, row, from = 0) {
  return scope.keys.map((_, index) => frame.columns[from + index][row]).map((value) =>
    value === 0 ? 0 : value
  );
}

/**
 * The key of a frame's row, to look a group up by.
 * @param {Scope} scope
 * @param {Frame} frame
 * @param {number} row
 * @param {number} [from]
 */
export function packedKey(scope, frame, row, from = 0) {
  return pack(keyOfRow(scope, frame, row, from));
}
