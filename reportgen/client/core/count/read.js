/** What is asked of the engine so that a column can be kept in the page: each answer is one list. */

import { numberSql } from "../sql/histogram.js";
import { ROW } from "../sql/scope.js";
import { select } from "../sql/build.js";

/**
 * @typedef {import("./types.d.ts").Ref} Ref
 * @typedef {"numbers" | "enum" | "boolean"} Form
 */

const NUMBERS = new Set(["integer", "float", "decimal", "duration", "timestamp", "date"]);

/**
 * In which form a column is kept; null where it is not.
 * @param {Ref} ref
 * @returns {Form | null}
 */
export function formOf({ type }) {
  if (NUMBERS.has(type.kind)) return type.kind === "integer" && type.bits > 64 ? null : "numbers";
  return type.kind === "text" ? "enum" : type.kind === "boolean" ? "boolean" : null;
}

/**
 * The values of all rows, in their order: numbers, or codes.
 * @param {Ref} ref
 * @param {string} from
 */
export function valuesSql({ sql, type }, from) {
  const form = formOf({ sql, type, from });
  const number = type.kind === "float" ? sql : numberSql(sql, type);
  const value = form === "enum"
    ? `enum_code(${sql})`
    : form === "boolean"
    ? `CAST(${sql} AS TINYINT)`
    : number;
  return select({ columns: [`list(${value})`], from });
}

/** The values of an ENUM, in order. @param {Ref} ref @param {string} from */
export function listSql({ sql }, from) {
  return select({ columns: [`CAST(enum_range(min(${sql})) AS VARCHAR[])`], from });
}

/** The numbers of the rows that a condition keeps. @param {string} from @param {string} where */
export function rowsSql(from, where) {
  return select({ columns: [`list(CAST(${ROW} AS INTEGER))`], from, where: [where] });
}

/** How many rows do not stand where their numbers say; none in a copy that was made of a table as it is. @param {string} from */
export function orderSql(from) {
  return select({ columns: ["count(*)"], from, where: [`${ROW} <> rowid`] });
}
