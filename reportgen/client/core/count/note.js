/** Says of statements what they count: where columns are kept in the page, it is counted there. */

import { columnSql, toKeySql } from "../expr/index.js";
import { sourceSql } from "../spec/derived.js";

/**
 * @typedef {import("./types.d.ts").Ask} Ask
 * @typedef {import("./types.d.ts").Ref} Ref
 * @typedef {import("../sql/scope.js").Scope} Scope
 */

/**
 * The statement; the schema's `counts`, where it has some, now know what it counts.
 * @param {Scope} scope
 * @param {string} sql
 * @param {() => Ask | null} ask null where only SQL can say it
 */
export function noted(scope, sql, ask) {
  const { counts, from, where, resolved } = scope;
  if (!counts || from !== sourceSql(resolved)) return sql;
  const said = ask();
  if (said) counts.set(sql, { ...said, relation: resolved.schema.relation, from, where });
  return sql;
}

/**
 * @param {Scope} scope
 * @param {import("../sql/scope.js").Value | null} value
 * @returns {Ref}
 */
export function refOf(scope, value) {
  if (!value) throw new Error("only columns of the rows are counted");
  const { layers } = scope.resolved;
  const derived = layers.some((layer) => layer.some(({ column }) => columnSql(column) === value.sql));
  return { sql: value.sql, type: value.type, from: derived ? scope.from : null };
}

/** Kinds of which a cell is what is kept of a value, and no text of it. */
const LISTED = new Set(["text", "boolean", "integer", "float"]);

/**
 * What the rows are grouped by, and a column whose values are told apart in each group, where these are columns that
 * can be listed; null where one is not.
 * @param {Scope} scope
 * @param {import("../sql/scope.js").Value | null} [value]
 * @returns {Ref[] | null}
 */
export function keyRefs(scope, value) {
  const { columns } = scope.resolved.schema;
  const refs = scope.keys.map(({ sql }) => {
    const column = columns.find((one) => toKeySql(columnSql(one), one.type) === sql);
    return column && refOf(scope, /** @type {any} */ ({ sql: columnSql(column), type: column.type }));
  });
  const listed = value ? [...refs, refOf(scope, value)] : refs;
  return listed.every((ref) => ref && LISTED.has(ref.type.kind)) ? /** @type {Ref[]} */ (refs) : null;
}
