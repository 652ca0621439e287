/** The project's own modules that draw cells: `cell` of the spec's columns. */

import { columnItems } from "./column_items.js";

/**
 * @typedef {import("./column_settings.js").Complain} Complain
 * @typedef {import("./types.js").Problem} Problem
 * @typedef {import("./types.js").TableSchema} TableSchema
 */

const HELP = "give the path of a module from the project's folder, such as 'modules/cell.js'";

/** The path of a module; undefined where it is none. @param {unknown} value */
export function modulePath(value) {
  const isPath = typeof value === "string" && /^[^\s,:'"`\\]{1,200}\.m?js$/.test(value) &&
    !value.startsWith("/");
  return isPath ? value : undefined;
}

/**
 * @param {unknown} value
 * @param {Complain} complain
 */
export function readCell(value, complain) {
  return modulePath(value) ??
    complain(`'${typeof value === "object" ? "object" : String(value)}' is not a module`, HELP);
}

/**
 * `score: modules/meter.js`
 * @param {string} text
 * @param {TableSchema} _schema
 * @param {string[]} names
 * @param {Problem[]} problems
 */
export function parseCells(text, _schema, names, problems) {
  /** @type {Map<string, unknown>} */
  const cells = new Map();
  for (const { names: found, said } of columnItems(text, "cells", names, problems)) {
    const path = modulePath(said.text);
    for (const name of path === undefined ? [] : found) cells.set(name, path);
    if (path !== undefined) continue;
    const at = { option: "cells", start: said.start, end: said.start + said.text.length };
    problems.push({ code: "option-value", message: `'${said.text}' is not a module`, help: HELP, at });
  }
  return cells;
}
