/** The settings of a panel that are a number or one of a few words. */

import { ROW_HEIGHTS as PIXELS } from "../cells/sizes.js";
import { didYouMean, holdsMedia } from "../expr/index.js";
import { modulePath } from "./modules.js";
import { CONTROLS, DEFAULT_ROWS, HEIGHTS, LAYOUTS, MAX_ROWS, ROW_HEIGHTS } from "./types.js";

/**
 * @typedef {import("./types.js").Problem} Problem
 * @typedef {{rows: number, row_height: string, layout: string, height?: number, summaries?: boolean,
 *   selection?: string, control?: string, module?: string}} Settings
 *
 * @typedef {object} Setting
 * @property {"rows" | "row_height" | "layout" | "height" | "summaries" | "selection" | "control" | "module"} key in the spec
 * @property {string} option
 * @property {(value: unknown) => string | number | boolean | undefined} read undefined when the value is not allowed
 * @property {string} what
 * @property {(value: string) => string} help
 */

/** Rows that stand in a frame before the page's script brings more. */
const MOST_IN_FRAME = 50;

/** @type {Setting[]} */
export const SETTINGS = [
  {
    key: "rows",
    option: "rows",
    read: (value) => whole(value, 1, MAX_ROWS),
    what: "a number of rows",
    help: () => `give a whole number from 1 to ${MAX_ROWS}`,
  },
  {
    key: "row_height",
    option: "row-height",
    read: (value) => oneOf(value, ROW_HEIGHTS),
    what: "a row height",
    help: (value) => didYouMean(value, ROW_HEIGHTS, "row height"),
  },
  {
    key: "layout",
    option: "layout",
    read: (value) => oneOf(value, LAYOUTS),
    what: "a layout",
    help: (value) => didYouMean(value, LAYOUTS, "layout"),
  },
  {
    key: "height",
    option: "height",
    read: (value) =>
      whole(typeof value === "string" ? value.replace(/px$/, "") : value, HEIGHTS.least, HEIGHTS.most),
    what: "a height",
    help: () => `give a whole number of pixels from ${HEIGHTS.least} to ${HEIGHTS.most}`,
  },
  {
    key: "summaries",
    option: "summaries",
    read: (value) => ({ true: true, false: false })[String(value)],
    what: "an answer",
    help: () => "give 'true' or 'false'",
  },
  {
    key: "selection",
    option: "selection",
    read: (value) => typeof value === "string" && /^[A-Za-z][\w-]{0,63}$/.test(value) ? value : undefined,
    what: "the name of a selection",
    help: () => "use letters, digits, '-' and '_', starting with a letter",
  },
  {
    key: "control",
    option: "kind",
    read: (value) => oneOf(value, CONTROLS),
    what: "a kind of control",
    help: (value) => didYouMean(value, CONTROLS, "kind"),
  },
  {
    key: "module",
    option: "module",
    read: modulePath,
    what: "a module",
    help: () => "give the path of a file that ends in .js, from the project's folder",
  },
];

/**
 * Media and histograms want more height than text.
 * @param {import("./types.js").TableSchema} schema
 * @param {boolean} grouped
 * @returns {Settings}
 */
export function defaultSettings(schema, grouped) {
  const tall = grouped || schema.columns.some(({ type }) => holdsMedia(type));
  return { rows: DEFAULT_ROWS, row_height: tall ? "medium" : "small", layout: LAYOUTS[0] };
}

/**
 * How many rows stand on the page where nobody says it: those that a frame of a given height has room for.
 * @param {{row_height: string, layout: string, height?: number}} settings
 * @param {boolean} grouped
 */
export function usualRows({ row_height, layout, height }, grouped) {
  if (height === undefined || grouped || layout !== LAYOUTS[0]) return DEFAULT_ROWS;
  const pixels = /** @type {Record<string, number>} */ (PIXELS)[row_height];
  return Math.min(MOST_IN_FRAME, Math.max(DEFAULT_ROWS, Math.floor(height / pixels)));
}

/**
 * Put a setting into `settings`, or say what is wrong with it.
 * @param {Setting} setting
 * @param {unknown} value
 * @param {Settings} settings
 * @param {number} start of the value in the option's text
 * @returns {Problem[]}
 */
export function applySetting({ key, option, read, what, help }, value, settings, start) {
  const found = read(value);
  if (found !== undefined) {
    Object.assign(settings, { [key]: found });
    return [];
  }
  const shown = typeof value === "object" ? "object" : String(value);
  const at = { option, start, end: start + shown.length };
  return [{ code: "option-value", message: `'${shown}' is not ${what}`, help: help(shown), at }];
}

/**
 * @param {unknown} value
 * @param {number} least
 * @param {number} most
 */
function whole(value, least, most) {
  const number = typeof value === "string" && /^\d{1,9}$/.test(value) ? Number(value) : value;
  return typeof number === "number" && Number.isInteger(number) && number >= least && number <= most
    ? number
    : undefined;
}

/**
 * @param {unknown} value
 * @param {string[]} words
 */
function oneOf(value, words) {
  return typeof value === "string" && words.includes(value) ? value : undefined;
}
