/** How wide columns are, and which stay in sight when the others are scrolled: `width` and `pin` of the spec's columns. */

import { didYouMean, isGlob, matchGlob } from "../expr/index.js";
import { columnItems, splitOutside, unquoted } from "./column_items.js";

/**
 * @typedef {import("./column_settings.js").Complain} Complain
 * @typedef {import("./types.js").Problem} Problem
 * @typedef {import("./types.js").TableSchema} TableSchema
 */

/** Pixels. */
export const WIDTHS = { least: 24, most: 2000 };
const WIDTH_HELP = `give a whole number of pixels from ${WIDTHS.least} to ${WIDTHS.most}`;

/** @param {unknown} value */
function isWidth(value) {
  return Number.isInteger(value) && Number(value) >= WIDTHS.least && Number(value) <= WIDTHS.most;
}

/**
 * @param {unknown} value
 * @param {Complain} complain
 */
export function readWidth(value, complain) {
  if (isWidth(value)) return value;
  return complain(`'${typeof value === "object" ? "object" : String(value)}' is not a width`, WIDTH_HELP);
}

/**
 * @param {unknown} value
 * @param {Complain} complain
 */
export function readPin(value, complain) {
  if (typeof value === "boolean") return value || undefined;
  return complain("'pin' is true or false");
}

/**
 * `image: 200, score_*: 90px`
 * @param {string} text
 * @param {TableSchema} _schema
 * @param {string[]} names
 * @param {Problem[]} problems
 */
export function parseWidths(text, _schema, names, problems) {
  /** @type {Map<string, unknown>} */
  const widths = new Map();
  for (const { names: found, said } of columnItems(text, "widths", names, problems)) {
    const width = /^\d{1,6}(px)?$/.test(said.text) ? parseInt(said.text, 10) : NaN;
    if (isWidth(width)) { for (const name of found) widths.set(name, width); }
    else {
      const at = { option: "widths", start: said.start, end: said.start + said.text.length };
      problems.push({ code: "option-value", message: `'${said.text}' is not a width`, help: WIDTH_HELP, at });
    }
  }
  return widths;
}

/**
 * `image, "my id", key_*`
 * @param {string} text
 * @param {TableSchema} _schema
 * @param {string[]} names
 * @param {Problem[]} problems
 */
export function parsePins(text, _schema, names, problems) {
  /** @type {Map<string, unknown>} */
  const pins = new Map();
  for (const part of splitOutside(text, ",")) {
    const said = part.text.trim();
    if (said === "") continue;
    const found = isGlob(said) ? matchGlob(said, names) : names.filter((name) => name === unquoted(said));
    for (const name of found) pins.set(name, true);
    if (found.length) continue;
    const start = part.start + part.text.length - part.text.trimStart().length;
    const at = { option: "pin-columns", start, end: start + said.length };
    const message = `there is no column '${unquoted(said)}' in this panel`;
    problems.push({ code: "column-unknown", message, help: didYouMean(unquoted(said), names, "column"), at });
  }
  return pins;
}
