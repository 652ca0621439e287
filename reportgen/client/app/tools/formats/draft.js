/** A format while a reader chooses it: what its controls say, and the text that they make. */

import { readFormat, writeFormat } from "../../../core/index.js";

/**
 * @typedef {import("../../../core/cells/formats/types.js").Format} Format
 * @typedef {{
 *   name: string, digits: string, currency: string, unit: string, pattern: string, diverging: boolean,
 *   inner: string, to: string, by: string,
 * }} Draft `name` is empty for the automatic format; `inner` is the text of a format for numbers
 */

/** Formats with decimals, and how many they have unless it is said. @type {Record<string, number>} */
export const DIGITS = { fixed: 2, percent: 1, scientific: 2 };

/**
 * @param {string | undefined} text
 * @param {string[]} columns that a text can be compared with
 * @returns {Draft}
 */
export function draftOf(text, columns) {
  const format = text === undefined ? null : readFormat(text).format;
  return {
    name: format?.name ?? "",
    digits: format?.digits === undefined ? "" : String(format.digits),
    currency: format?.currency ?? "USD",
    unit: format?.unit ?? "s",
    pattern: format?.pattern ?? ",.2f",
    diverging: format?.diverging ?? false,
    inner: format?.inner ? writeFormat(format.inner) : "",
    to: format?.to ?? columns[0] ?? "",
    by: format?.by ?? format?.marks ?? "words",
  };
}

/**
 * @param {Draft} draft
 * @returns {string | undefined} undefined for the automatic format
 */
export function textOf(draft) {
  if (!draft.name) return undefined;
  const args = argumentsOf(draft);
  return args.length ? `${draft.name}(${args.join(", ")})` : draft.name;
}

/** @param {Draft} draft @returns {string[]} */
function argumentsOf({ name, digits, currency, unit, pattern, diverging, inner, to, by }) {
  if (name in DIGITS) return digits.trim() ? [digits.trim()] : [];
  if (name === "currency") return [currency, ...digits.trim() ? [digits.trim()] : []];
  if (name === "duration") return [unit];
  if (name === "custom") return [quoted(pattern)];
  if (name === "bar") return inner ? [inner] : [];
  if (name === "scale") return [diverging ? "diverging" : "sequential", ...inner ? [inner] : []];
  if (name === "changes") return [by];
  return name === "diff" ? [quoted(to), by] : [];
}

/** @param {string} text */
function quoted(text) {
  return `"${text.replaceAll('"', '""')}"`;
}
