/** The ends of a range of numbers or moments, as people type and read them. */

import { writeText } from "../expr/index.js";

/** @typedef {import("./column_filter.js").Limit} Limit */

const MICROS = 1000;
const MOMENTS = new Set(["timestamp", "date"]);

/** A value of the language as people read it. @param {string} text */
export function limitText(text) {
  return text.replace(/^'(.*)'$/, "$1");
}

/**
 * What is typed, as a value of the language; null where it is no value of the column.
 * @param {string} text
 * @param {string} kind of the column's type
 * @returns {Limit | null}
 */
export function readLimit(text, kind) {
  if (Number.isNaN(limitPlace(text, kind))) return null;
  return { text: MOMENTS.has(kind) ? writeText(text) : text, open: false };
}

/**
 * A written value on the scale of histograms: moments in microseconds since 1970.
 * @param {string} text
 * @param {string} kind
 */
export function limitPlace(text, kind) {
  if (!MOMENTS.has(kind)) return /\d/.test(text) ? Number(text) : NaN;
  const iso = limitText(text).replace(" ", "T");
  return Date.parse(iso.includes("T") ? `${iso}Z` : iso) * MICROS;
}
