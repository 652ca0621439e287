/**
 * The values of all tables beside the row numbers that belong together: a table that a page makes once it has the
 * time. What is asked of joined rows is then read from it, and joins nothing.
 */

import { columnSql, quoteIdentifier } from "../expr/index.js";
import { compareHead } from "./head.js";
import { joinOf } from "./join.js";
import { besideName, matchStatements } from "./match.js";
import { isCompared } from "./schema.js";
import { joinSql } from "./wide.js";

/**
 * @typedef {import("./types.d.ts").Joined} Joined
 * @typedef {import("../spec/types.js").TableSchema} TableSchema
 * @typedef {import("../frame.js").Frame} Frame
 * @typedef {{index: number, name: string, sql: string}} Value a column of a member
 */

/** Values of these kinds take little room each. */
const KINDS = new Set(["text", "integer", "float", "decimal", "boolean", "date", "time", "timestamp"]);
/** No table of more cells than this is made. */
const MOST_CELLS = 30_000_000;

/**
 * Makes the row numbers that belong together, so that the first question need not.
 * @param {import("../spec/types.js").Spec} spec
 * @param {TableSchema[]} schemas
 * @returns {Generator<string[], boolean, Frame[]>} whether the spec joins
 */
export function* matchRows(spec, schemas) {
  const joined = joinedOf(spec, schemas);
  if (joined) yield matchStatements(joined);
  return joined !== null;
}

/**
 * Makes the table, if there is room for it; the row numbers are there.
 * @param {import("../spec/types.js").Spec} spec
 * @param {TableSchema[]} schemas
 * @returns {Generator<string[], Record<string, string[]>, Frame[]>} what the schema of the first table is to say of it
 */
export function* placeBeside(spec, schemas) {
  const joined = joinedOf(spec, schemas);
  if (!joined) return {};
  const values = valuesOf(joined);
  const rows = Math.max(...schemas.map((schema) => schema.rows));
  if (!values.length || rows * values.length > MOST_CELLS) return {};
  yield [besideSql(joined, values)];
  return { [joined.table]: values.map(({ name }) => name) };
}

/**
 * @param {import("../spec/types.js").Spec} spec
 * @param {TableSchema[]} schemas
 */
function joinedOf(spec, schemas) {
  const { head } = compareHead(spec, schemas);
  return isCompared(head) && head.compare.as === "join" ? joinOf(head, schemas).joined : null;
}

/** @param {Joined} joined @returns {Value[]} */
function valuesOf({ members, keys }) {
  const isKey = (/** @type {string} */ name) => keys.some(({ column }) => column === name);
  return members.flatMap(({ index, schema }) =>
    schema.columns.filter(({ name, type }) => KINDS.has(type.kind) && !isKey(name)).map((column) => ({
      index,
      name: `${index}:${column.name}`,
      sql: `m${index}.${columnSql(column)}`,
    }))
  );
}

/** @param {Joined} joined @param {Value[]} values */
function besideSql({ members, table }, values) {
  const columns = ["k.*", ...values.map(({ name, sql }) => `${sql} AS ${quoteIdentifier(name)}`)];
  const joins = members.map((member) => joinSql(member)).join("");
  return `CREATE TABLE IF NOT EXISTS ${quoteIdentifier(besideName(table))} AS ` +
    `SELECT ${columns.join(", ")} FROM ${quoteIdentifier(table)} AS k${joins}`;
}
