/** What a cell says in a static picture: a text, files, bars, shares, or a line for each member. */

import { linesOf } from "../cells/compare/values.js";
import { formatNumber, formatShort } from "../cells/numbers.js";
import { isNumeric } from "../cells/registry.js";
import { clip, formatCell, isImage } from "../cells/text.js";
import { FORMATS } from "../formats.js";

/**
 * @typedef {import("../cells/types/view.d.ts").AnswerColumn} AnswerColumn
 * @typedef {import("../cells/types/view.d.ts").Member} Member
 * @typedef {import("../cells/plan.js").Plan} Plan
 * @typedef {{mark: string, slot: number}} Mark a member's index, and its place in the palette
 * @typedef {{text: string} | {files: string[]} | {bars: number[]} | {shares: [string, number][]} |
 *   {text: string, share: number} | {text: string, level: number}} Single
 * @typedef {Single | {lines: {marks: Mark[], part: Single}[]}} Part
 */

export const LETTERS = 200;
const FILES = 8;
const SHARES = 4;
/** Members that have a line each. */
const LINES = 5;
const SLOTS = 12;
const NUMBERS = new Set(["integer", "float", "decimal"]);

/** @param {Member} member @returns {Mark} */
export function markOf({ index, color }) {
  return { mark: String(index), slot: color % SLOTS };
}

/**
 * @param {any} value
 * @param {Plan} plan
 * @param {boolean[]} [present] which members have the row
 * @returns {Part}
 */
export function partOf(value, plan, present) {
  const { shown } = plan.column;
  return shown && plan.column.members && Array.isArray(value)
    ? membersPart(value, shown, plan, present)
    : single(value, plan);
}

/**
 * @param {any} value
 * @param {Plan} plan
 * @returns {Single}
 */
function single(value, { column, format }) {
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
  if (Array.isArray(value.items) && !value.items.length) return { text: "no rows" };
  if (images.length) return { files: images.slice(0, FILES).map(({ thumb, file }) => thumb ?? file) };
  return { text: clip(textOf(value, column, format), LETTERS) };
}

/**
 * @param {any[]} values
 * @param {Member[]} members
 * @param {Plan} plan
 * @param {boolean[]} [present]
 * @returns {Part}
 */
function membersPart(values, members, plan, present) {
  const { column } = plan;
  const isNumber = column.role === "count" ||
    (NUMBERS.has(column.type.kind) && !column.type.classes && column.show === "value");
  if (isNumber && members.length > LINES) return { bars: values.map((one) => Math.max(0, Number(one ?? 0))) };
  if (isNumber || column.show !== "value" || values.some((one) => imagesOf(one).length)) {
    const lines = members.map((member, at) => ({
      marks: [markOf(member)],
      part: linePart(values[at], plan, isNumber),
    }));
    return fewer(lines);
  }
  return fewer(
    linesOf(values, members, { compare: undefined, present }).map((line) => ({
      marks: line.members.map(markOf),
      part: line.absent ? { text: "no partner" } : single(line.value, plan),
    })),
  );
}

/**
 * @param {any} value
 * @param {Plan} plan
 * @param {boolean} isNumber
 * @returns {Single}
 */
function linePart(value, plan, isNumber) {
  const { column, largest } = plan;
  if (value === null || value === undefined) return { text: "null" };
  if (isNumber) {
    const { lo = 0, hi = 0 } = column.range ?? {};
    const most = column.role === "count" ? largest : Math.max(Math.abs(lo), Math.abs(hi));
    const part = /** @type {{text: string}} */ (single(value, plan));
    return { ...part, share: most ? Math.min(1, Math.abs(Number(value)) / most) : 0 };
  }
  if (column.show !== "distribution" || !Array.isArray(value.values)) return single(value, plan);
  const said = value.values.slice(0, SHARES).map((/** @type {[unknown, number]} */ [label, count]) =>
    `${clip(formatCell(label), LETTERS)} ${formatNumber(count, {})}`
  );
  return { text: said.join(" · ") || "no rows" };
}

/**
 * @param {{marks: Mark[], part: Single}[]} lines
 * @returns {Part}
 */
function fewer(lines) {
  if (lines.length <= LINES) return { lines };
  const more = lines.length - LINES + 1;
  return { lines: [...lines.slice(0, LINES - 1), { marks: [], part: { text: `+${more} more` } }] };
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
  return isNumeric(column) || column.members ? formatNumber(value, format) : formatShort(value);
}
