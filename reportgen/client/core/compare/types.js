/** Columns of one name in several tables: the type that they have in common, and how values get it. */

import { commonType, literal } from "../expr/convert.js";
import { isMedia } from "../expr/media.js";
import { printSql } from "../expr/print_sql.js";
import { toKeySql } from "../expr/quote.js";
import { sameType, TEXT } from "../expr/types.js";

/**
 * @typedef {import("../expr/types.js").Type} Type
 */

/**
 * Numbers of several kinds are numbers, media of one kind are media; what has nothing in common is text.
 * @param {Type[]} types at least one
 * @returns {Type}
 */
export function joinedType(types) {
  const [first] = types;
  if (isMedia(first) && types.every(({ kind }) => kind === first.kind)) {
    return /** @type {Type} */ (Object.assign({}, ...types));
  }
  return commonType(types) ?? TEXT;
}

/**
 * A column of one type as another.
 * @param {{name: string, sql?: string, type: Type}} column
 * @param {Type} to
 * @returns {string}
 */
export function castSql(column, to) {
  const { type } = column;
  const tree = { kind: "column", column, type, aggregate: false, growth: { cells: 1, chars: 0 } };
  const sql = printSql(/** @type {any} */ (tree));
  if (to.kind === "text" && type.kind !== "text") return textSql(sql, type);
  if (isMedia(type) || sameType(type, to)) return sql;
  return printSql(/** @type {any} */ ({ ...tree, kind: "convert", operand: tree, type: to }));
}

/**
 * @param {string} sql
 * @param {Type} type
 */
function textSql(sql, type) {
  return `CAST(${toKeySql(sql, type)} AS VARCHAR)`;
}

/** SQL of null, of a type. @param {Type} type */
export function nullOf(type) {
  return printSql(literal(null, type));
}
