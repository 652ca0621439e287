/**
 * What a spec says of single columns besides names and expressions, such as how overlays are drawn. It changes how an
 * answer is drawn, not the answer. Scripts that few pages need add what they know.
 */

import { parsePins, parseWidths, readPin, readWidth } from "./column_frame.js";
import { parseCells, readCell } from "./modules.js";

/**
 * @typedef {import("./types.js").SpecColumn} SpecColumn
 * @typedef {import("./types.js").TableSchema} TableSchema
 * @typedef {import("./types.js").Problem} Problem
 * @typedef {(message: string, help?: string | null) => void} Complain
 *
 * @typedef {object} ColumnSetting
 * @property {"width" | "pin" | "overlays" | "cell"} key in the spec's column
 * @property {string} option of directives
 * @property {(value: unknown, complain: Complain) => unknown} read its canonical value; undefined where it says nothing
 * @property {(text: string, schema: TableSchema, names: string[], problems: Problem[]) => Map<string, unknown>} parse
 *   the raw values of an option's text by the names of columns; `names` are those that the spec has
 */

/** @type {ColumnSetting[]} */
export const COLUMN_SETTINGS = [
  { key: "width", option: "widths", read: readWidth, parse: parseWidths },
  { key: "pin", option: "pin-columns", read: readPin, parse: parsePins },
  { key: "cell", option: "cells", read: readCell, parse: parseCells },
];

/** May be called more than once. @param {ColumnSetting} setting */
export function addColumnSetting(setting) {
  if (!COLUMN_SETTINGS.some(({ key }) => key === setting.key)) COLUMN_SETTINGS.push(setting);
}

/**
 * The settings of a column that say something, canonical and in one order.
 * @param {Record<string, any>} raw
 * @param {Complain} complain
 * @returns {Partial<SpecColumn>}
 */
export function settingsOf(raw, complain) {
  return Object.fromEntries(COLUMN_SETTINGS.flatMap(({ key, read }) => {
    const value = raw[key] === undefined || raw[key] === null ? undefined : read(raw[key], complain);
    return value === undefined ? [] : [[key, value]];
  }));
}

/**
 * The column without what only changes its drawing.
 * @param {SpecColumn} column
 * @returns {Record<string, unknown>}
 */
export function asked(column) {
  return { ...column, ...Object.fromEntries(COLUMN_SETTINGS.map(({ key }) => [key, undefined])) };
}
