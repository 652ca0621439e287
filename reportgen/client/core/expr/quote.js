/** The only code that quotes: SQL identifiers and texts, and names of our own language. */

import { identitySql, isMedia } from "./media.js";

/** @typedef {import("./types.js").Type} Type */

// Words that mean something of their own where a bare name could stand.
const KEYWORDS = new Set(
  ("and or not in is null like ilike between case when then else end true false distinct cast as row count " +
    "asc desc nulls").split(" "),
);

/** An SQL identifier. @param {string} name @returns {string} */
export function quoteIdentifier(name) {
  return `"${name.replaceAll('"', '""')}"`;
}

/** An SQL text literal. @param {string} text @returns {string} */
export function quoteText(text) {
  const parts = text.split("\0").map((part) => `'${part.replaceAll("'", "''")}'`);
  // A NUL cannot stand in SQL text; `chr(0)` is the same character.
  return parts.length === 1 ? parts[0] : `(${parts.join(" || chr(0) || ")})`;
}

/** The SQL name of a schema's column. @param {{name: string, sql?: string}} column @returns {string} */
export function columnSql(column) {
  return quoteIdentifier(column.sql ?? column.name);
}

/** Whether a name can stand in an expression without quotes. @param {string} name @returns {boolean} */
export function isBareName(name) {
  return /^[\p{L}_][\p{L}\p{M}\p{N}_]*$/u.test(name) && !KEYWORDS.has(name.toLowerCase());
}

/** A column's name as our language spells it. @param {string} name @returns {string} */
export function writeName(name) {
  return isBareName(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

/** A text as our language spells it. @param {string} text @returns {string} */
export function writeText(text) {
  return `'${text.replaceAll("'", "''")}'`;
}

// Text may be an ENUM in memory, which a Frame has no form for; of plain text the cast is none.
const AS_TEXT = new Set(["text", "timestamp", "date", "time", "decimal"]);
const NESTED = new Set(["list", "struct", "map", "binary"]);

/** SQL of a cell value: what a Frame holds for this type. @param {string} sql @param {Type} type */
export function toCellSql(sql, type) {
  if (AS_TEXT.has(type.kind)) return `CAST(${sql} AS VARCHAR)`;
  if (type.kind === "integer" && type.bits > 64) return `CAST(${sql} AS VARCHAR)`;
  if (type.kind === "float" && type.bits < 64) return `CAST(${sql} AS DOUBLE)`;
  return sql;
}

/** SQL of a group's key. @param {string} sql @param {Type} type @returns {string} */
export function toKeySql(sql, type) {
  if (isMedia(type)) return identitySql(sql, type);
  if (NESTED.has(type.kind)) return `CAST(${sql} AS VARCHAR)`;
  if (type.kind === "float" && type.bits < 64) return `CAST(${sql} AS DOUBLE)`;
  return sql;
}

/** The type that `toKeySql` makes of a type. @param {Type} type @returns {Type} */
export function keyType(type) {
  if (isMedia(type) || NESTED.has(type.kind)) return { kind: "text" };
  return type.kind === "float" ? { kind: "float", bits: 64 } : type;
}
