/** Filter terms of what a reader points at in groups and pivots. */

import { keyRange, writeText } from "../../../core/index.js";
import { comparison } from "../../table/terms.js";

/**
 * @typedef {import("../../../core/cells/types/view.d.ts").ColumnType} ColumnType
 * @typedef {import("../../../core/spec/types.js").Step} Step
 * @typedef {import("../../../core/spec/types.js").Pivoted} Pivoted
 */

/** An expression so that an operator can follow. @param {string} text */
function bound(text) {
  return /^(?:\w+|"(?:[^"]|"")*")$/.test(text) ? text : `(${text})`;
}

/**
 * The rows of one key.
 * @param {string} text the key's expression
 * @param {{type: ColumnType, step?: Step}} column
 * @param {unknown} value
 * @returns {string | null} null where the language has no word for such values
 */
export function keyTerm(text, { type, step }, value) {
  const range = step && "width" in step && value !== null ? keyRange(text, Number(value), step.width) : null;
  return range ?? comparison(bound(text), type, value, "=");
}

/**
 * The rows of a pivot's column.
 * @param {Pivoted} pivot
 * @param {number} at
 * @returns {string[]}
 */
export function columnTerms(pivot, at) {
  const { text, type, values } = pivot;
  if (at < values.length) return [keyTerm(text, pivot, values[at]) ?? ""].filter(Boolean);
  const isPlain = (/** @type {unknown} */ value) =>
    (typeof value === "string" && type.kind === "text") ||
    (typeof value === "number" && Number.isFinite(value));
  const plain = values.filter(isPlain).map((value) =>
    typeof value === "string" ? writeText(value) : String(value)
  );
  const others = values.filter((value) => !isPlain(value)).map((value) =>
    comparison(bound(text), type, value, "!=")
  );
  return [...plain.length ? [`${bound(text)} not in (${plain.join(", ")})`] : [], ...others].flatMap((term) =>
    term ?? []
  );
}
