/** What a static picture of a panel says: the texts, bars and files of its table, without their look. */

import { planColumns } from "./cells/plan.js";
import { formatNumber, formatShort } from "./cells/numbers.js";
import { clip, formatCell, isImage } from "./cells/text.js";
import { isNumeric } from "./cells/registry.js";
import { FORMATS } from "./formats.js";
import { statusText } from "./spec/status.js";

/**
 * @typedef {import("./cells/types/view.d.ts").View} View
 * @typedef {import("./cells/types/view.d.ts").AnswerColumn} AnswerColumn
 * @typedef {ReturnType<typeof planColumns>[number]} Plan
 * @typedef {{text: string} | {files: string[], more: number} | {bars: number[]} | {shares: [string, number][]}} Part
 * @typedef {{status: string, filter: string, columns: {label: string, right: boolean, key: boolean}[], rows: Part[][]}} Picture
 */

const LETTERS = 200;
const FILES = 8;
const SHARES = 4;

/**
 * @param {View} view whose answer is of rows or groups
 * @param {{rows: number, columns: number}} size the most that is shown
 * @returns {Picture}
 */
export function pictureOf({ spec, answer }, size) {
  const whole = /** @type {NonNullable<View["answer"]>} */ (answer);
  const plans = planColumns(whole, spec.columns).slice(0, size.columns);
  return {
    status: statusText(/** @type {any} */ (whole)),
    filter: spec.filter ?? "",
    columns: plans.map(({ column }) => ({
      label: column.label,
      right: isNumeric(column) || column.role === "count",
      key: column.role === "key",
    })),
    rows: whole.rows.slice(0, size.rows).map((row) => plans.map((plan, index) => partOf(row[index], plan))),
  };
}

/**
 * @param {any} value
 * @param {Plan} plan
 * @returns {Part}
 */
function partOf(value, { column, format }) {
  if (value === null || value === undefined) return { text: "null" };
  if (column.show === "histogram" && Array.isArray(value.counts)) return { bars: value.counts };
  if (column.show === "distribution" && Array.isArray(value.values)) {
    const shares = value.values.slice(0, SHARES).map((/** @type {[unknown, number]} */ [label, count]) => [
      clip(formatCell(label), LETTERS),
      count / Math.max(1, value.n),
    ]);
    return { shares };
  }
  const images = imagesOf(value);
  if (images.length) {
    const shown = images.slice(0, FILES).map(({ thumb, file }) => thumb ?? file);
    return { files: shown, more: Math.max(0, (value.n ?? images.length) - shown.length) };
  }
  return { text: clip(textOf(value, column, format), LETTERS) };
}

/** @param {any} value @returns {{file: string, thumb: string | null}[]} */
function imagesOf(value) {
  const items = Array.isArray(value?.items) ? value.items : Array.isArray(value) ? value : [value];
  return items.filter((/** @type {any} */ one) => isImage(one) && one.file);
}

/**
 * @param {any} value
 * @param {AnswerColumn} column
 * @param {Plan["format"]} format
 */
function textOf(value, column, format) {
  if (typeof value !== "number") return formatCell(value, column.type, LETTERS);
  const written = column.format && FORMATS.text?.(value, column.format);
  if (written) return written;
  if (column.role === "count") return formatNumber(value, {});
  return isNumeric(column) ? formatNumber(value, format) : formatShort(value);
}
