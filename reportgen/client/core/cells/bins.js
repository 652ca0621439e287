/** The bins of a histogram column: their edges, and how these are written. */

import { FORMATS } from "../formats.js";
import { formatDuration } from "./moment.js";
import { formatNumber, formatShort } from "./numbers.js";

/** @typedef {import("./types/view.d.ts").Domain} Domain */
/** @typedef {import("./types/view.d.ts").ColumnType} ColumnType */
/** @typedef {{lo: number, hi: number}} Range a half-open range, closed for the last bin; one value when lo = hi */

/** Whether every bin holds one integer. @param {Domain} domain */
function isPerInteger(domain) {
  return domain.integer && domain.bins === domain.hi - domain.lo + 1;
}

/** @param {Domain} domain @returns {Range[]} */
export function binRanges(domain) {
  const { lo, hi, bins } = domain;
  const single = isPerInteger(domain);
  return Array.from({ length: bins }, (_, bin) => {
    if (single) return { lo: lo + bin, hi: lo + bin };
    const width = (hi - lo) / bins;
    return { lo: lo + bin * width, hi: bin === bins - 1 ? hi : lo + (bin + 1) * width };
  });
}

/** Microseconds since 1970 as `2024-05-01 12:00`. @param {number} microseconds @param {string} kind */
function momentText(microseconds, kind) {
  const date = new Date(microseconds / 1000);
  if (Number.isNaN(date.getTime())) return formatShort(microseconds);
  const text = date.toISOString();
  return kind === "date" || text.endsWith("T00:00:00.000Z")
    ? text.slice(0, 10)
    : text.slice(0, 16).replace("T", " ");
}

/** One end of a scale. @param {number} value @param {ColumnType} type @param {string} [format] */
export function edgeText(value, type, format) {
  const written = format === undefined ? null : FORMATS.text?.(value, format);
  if (written) return written;
  if (type.kind === "timestamp" || type.kind === "date") return momentText(value, type.kind);
  if (type.kind === "duration") return formatDuration(Math.round(value));
  return formatShort(value);
}

/** As many decimals as tell the edges of bins apart, no more than write them exactly. @param {Domain} domain */
function edgeFormat(domain) {
  const width = (domain.hi - domain.lo) / domain.bins;
  if (width < 1e-6 || width >= 1e12) return { exponent: true };
  const enough = Math.max(0, Math.ceil(1 - Math.log10(width)));
  const isExact = (/** @type {number} */ decimals) =>
    [domain.lo, width].every((value) => Math.abs(Number(value.toFixed(decimals)) - value) < width * 1e-6);
  const least = Array.from({ length: enough }, (_, decimals) => decimals).find(isExact);
  return { decimals: least ?? enough };
}

/**
 * `0.35 to 0.40`, with as many decimals as the bins are fine.
 * @param {Range} range
 * @param {Domain} domain
 * @param {ColumnType} type
 * @param {string} [written] the column's format
 */
export function rangeText(range, domain, type, written) {
  const ends = written === undefined ? [] : [range.lo, range.hi].map((end) => edgeText(end, type, written));
  if (range.lo !== range.hi && ends[0] !== ends[1]) return ends.join(" to ");
  if (range.lo === range.hi && ends.length) return ends[0];
  if (type.kind === "timestamp" || type.kind === "date" || type.kind === "duration") {
    return range.lo === range.hi
      ? edgeText(range.lo, type)
      : `${edgeText(range.lo, type)} to ${edgeText(range.hi, type)}`;
  }
  if (range.lo === range.hi) return formatShort(range.lo);
  const format = edgeFormat(domain);
  return `${formatNumber(range.lo, format)} to ${formatNumber(range.hi, format)}`;
}

/**
 * Everything about a column's bins that its cells share.
 * @param {import("./types/view.d.ts").AnswerColumn} column
 * @returns {import("./types/view.d.ts").Scale | null}
 */
export function columnScale(column) {
  const domain = column.domain;
  if (column.show !== "histogram" || !domain) return null;
  const ranges = binRanges(domain);
  return { ranges, labels: ranges.map((range) => rangeText(range, domain, column.type, column.format)) };
}
