/** Filter terms from what a reader points at in a group: a bar of a histogram, a value of a distribution. */

import { binTerm, writeName, writeText } from "../../core/index.js";

/**
 * @typedef {import("../../core/cells/types/view.d.ts").AnswerColumn} AnswerColumn
 * @typedef {import("../../core/cells/types/view.d.ts").ColumnType} ColumnType
 */

const DAY = 86_400_000_000;
const WHOLE = new Set(["integer", "timestamp", "date", "duration"]);

/**
 * @param {AnswerColumn} column
 * @param {number} lo the bar's lower edge
 * @returns {string | null}
 */
export function histogramTerm(column, lo) {
  const { domain, type } = column;
  if (!domain) return null;
  const width = (domain.hi - domain.lo) / domain.bins;
  const single = domain.integer && domain.bins === domain.hi - domain.lo + 1;
  const bin = single ? lo - domain.lo : width ? Math.round((lo - domain.lo) / width) : 0;
  const write = (/** @type {number} */ value) => writeNumber(value, type);
  return binTerm(writeName(column.name), domain, bin, write, WHOLE.has(type.kind));
}

/**
 * The condition that keeps the rows of some bins of a column's scale.
 * @param {{name: string, type: ColumnType}} column
 * @param {import("../../core/cells/types/view.d.ts").Domain} domain
 * @param {number} first
 * @param {number} last
 */
export function binsTerm({ name, type }, domain, first, last) {
  const write = (/** @type {number} */ value) => writeNumber(value, type);
  return binTerm(writeName(name), domain, first, write, WHOLE.has(type.kind), last);
}

/**
 * A number of a histogram's scale as a value of its column.
 * @param {number} value
 * @param {ColumnType} type
 */
export function writeNumber(value, type) {
  if (type.kind === "timestamp") return writeText(momentText(value));
  if (type.kind === "date") return writeText(momentText(Math.ceil(value / DAY) * DAY).slice(0, 10));
  return plainNumber(value);
}

/**
 * A number without an exponent sign where that is short.
 * @param {number} value
 */
function plainNumber(value) {
  return Object.is(value, -0) ? "0" : String(value);
}

/**
 * `2024-05-01 12:00:00.000001`
 * @param {number} micros since 1970
 */
function momentText(micros) {
  const millis = Math.floor(micros / 1000);
  const rest = String(Math.round(micros - millis * 1000)).padStart(3, "0");
  return new Date(millis).toISOString().replace("T", " ").replace("Z", rest);
}

/**
 * @param {AnswerColumn} column
 * @param {unknown} value as the distribution shows it
 * @returns {string | null}
 */
export function valueTerm({ name, type }, value) {
  return comparison(writeName(name), type, value, "=");
}

/**
 * @param {string} text an expression
 * @param {ColumnType} type its type
 * @param {unknown} value as a cell shows it
 * @param {"=" | "!=" | "<=" | ">="} op
 * @returns {string | null} null where the language has no word for such values
 */
export function comparison(text, type, value, op) {
  if (value === null) return op === "=" ? `${text} is null` : op === "!=" ? `${text} is not null` : null;
  if (typeof value === "string") return `${asText(text, type)} ${op} ${writeText(value)}`;
  if (typeof value === "boolean" || typeof value === "bigint") return `${text} ${op} ${value}`;
  if (typeof value !== "number") return null;
  return Number.isFinite(value)
    ? `${text} ${op} ${plainNumber(value)}`
    : `${text} ${op} cast('${value}' as float)`;
}

/**
 * Lists and the like are told apart by their text.
 * @param {string} column
 * @param {ColumnType} type
 */
function asText(column, type) {
  return ["list", "struct", "map", "binary"].includes(type.kind) ? `cast(${column} as text)` : column;
}
