/** Any JSON (a link's, a script's) becomes a canonical spec. */

import { didYouMean } from "../expr/index.js";
import { specFromParts } from "./check_spec.js";
import { settingsOf } from "./column_settings.js";
import { pinnedFromJson } from "./pinned.js";
import { applySetting, defaultSettings, SETTINGS } from "./settings.js";
import { isShow } from "./shows.js";
import { LAYOUTS, SHOWS } from "./types.js";

/**
 * @typedef {import("./types.js").Spec} Spec
 * @typedef {import("./types.js").SpecColumn} SpecColumn
 * @typedef {import("./types.js").TableSchema} TableSchema
 * @typedef {import("./types.js").Problem} Problem
 * @typedef {import("./check_spec.js").Located} Located
 * @typedef {import("./check_spec.js").LocatedSort} LocatedSort
 * @typedef {import("./check_spec.js").LocatedColumn} LocatedColumn
 * @typedef {(message: string, option: string, index?: number, help?: string) => void} Report
 */

const KEYS = [
  "v",
  "tables",
  "set",
  "compare",
  "filter",
  "search",
  "pinned",
  "group",
  "pivot",
  "cell",
  "sort",
  "columns",
  "plot",
  "selects",
  ...SETTINGS.map(({ key }) => key),
];

/**
 * @param {unknown} rawSpec
 * @param {TableSchema} schema
 * @returns {{spec: Spec, problems: Problem[]}}
 */
export function normaliseSpec(rawSpec, schema) {
  /** @type {Problem[]} */
  const problems = [];
  /** @type {Report} */
  const report = (message, option, index, help) => {
    const at = { option, start: 0, end: 0, ...index === undefined ? {} : { index } };
    problems.push({ code: "option-value", message, ...help ? { help } : {}, at });
  };
  if (!isObject(rawSpec)) report("a spec is an object", "spec");
  const raw = isObject(rawSpec) ? rawSpec : {};
  checkKeys(raw, problems, report);
  const settings = defaultSettings(schema, Array.isArray(raw.group) && raw.group.length > 0);
  for (const setting of SETTINGS) {
    const value = raw[setting.key];
    if (value !== undefined && value !== null) problems.push(...applySetting(setting, value, settings, 0));
  }
  const { spec, problems: found } = specFromParts({
    filter: readText(raw.filter, "filter", report),
    search: readText(raw.search, "search", report),
    group: readList(raw.group, "group", report).flatMap((one, index) => readKey(one, index, report)),
    pivot: readText(raw.pivot, "pivot", report),
    cell: readText(raw.cell, "cell", report),
    sort: readList(raw.sort, "sort", report).flatMap((one, index) => readSort(one, index, report)),
    columns: readColumns(raw.columns, schema, problems, report),
    pinned: pinnedFromJson(raw.pinned, schema, problems),
    selects: readText(raw.selects, "selects", report),
    plot: settings.layout === LAYOUTS[0] ? [] : readPlot(raw.plot, report),
    settings,
  }, schema);
  return { spec, problems: [...problems, ...found] };
}

/**
 * @param {Record<string, unknown>} raw
 * @param {Problem[]} problems
 * @param {Report} report
 */
function checkKeys(raw, problems, report) {
  for (const key of Object.keys(raw)) {
    if (KEYS.includes(key)) continue;
    const at = { option: key, start: 0, end: 0 };
    const help = didYouMean(key, KEYS, "key");
    problems.push({ code: "option-unknown", message: `a spec has no key '${key}'`, help, at });
  }
  if (raw.v !== undefined && raw.v !== 1) report("the spec is of another version", "v");
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * @param {unknown} value
 * @param {"filter" | "search" | "pivot" | "cell" | "selects"} option
 * @param {Report} report
 * @returns {Located | null}
 */
function readText(value, option, report) {
  if (value === undefined || value === null) return null;
  if (typeof value === "string") return { text: value, place: { option, start: 0 } };
  report(`a ${option} is a text`, option);
  return null;
}

/**
 * What is said about a plot; of the table, nothing is.
 * @param {unknown} value
 * @param {Report} report
 * @returns {Located[]}
 */
function readPlot(value, report) {
  if (value !== undefined && value !== null && !isObject(value)) report("'plot' is an object", "plot");
  return Object.entries(isObject(value) ? value : {}).flatMap(([option, said]) => {
    if (typeof said === "string" || typeof said === "number") {
      return [{ text: String(said), place: { option, start: 0 } }];
    }
    if (said !== null && said !== undefined) report(`'${option}' is a text or a number`, option);
    return [];
  });
}

/**
 * @param {unknown} value
 * @param {string} option
 * @param {Report} report
 * @returns {unknown[]}
 */
function readList(value, option, report) {
  if (value === undefined || value === null) return [];
  if (Array.isArray(value)) return value;
  report(`'${option}' is a list`, option);
  return [];
}

/**
 * @param {unknown} value
 * @param {number} index
 * @param {Report} report
 * @returns {Located[]}
 */
function readKey(value, index, report) {
  if (typeof value === "string") return [{ text: value, place: { option: "group", start: 0, index } }];
  report("what to group by is a text", "group", index);
  return [];
}

/**
 * @param {unknown} value
 * @param {number} index
 * @param {Report} report
 * @returns {LocatedSort[]}
 */
function readSort(value, index, report) {
  const term = typeof value === "string" ? { by: value } : value;
  if (!isObject(term) || typeof term.by !== "string") {
    report("a sort key is an object with a text 'by'", "sort", index);
    return [];
  }
  const { dir = "asc", nulls = "last" } = term;
  if (dir !== "asc" && dir !== "desc") report("'dir' is 'asc' or 'desc'", "sort", index);
  if (nulls !== "first" && nulls !== "last") report("'nulls' is 'first' or 'last'", "sort", index);
  return [{
    text: term.by,
    place: { option: "sort", start: 0, index },
    dir: dir === "desc" ? "desc" : "asc",
    nulls: nulls === "first" ? "first" : "last",
  }];
}

/**
 * @param {unknown} value
 * @param {TableSchema} schema
 * @param {Problem[]} problems
 * @param {Report} report
 * @returns {LocatedColumn[]}
 */
function readColumns(value, schema, problems, report) {
  const names = schema.columns.map(({ name }) => name);
  const own = schema.columns.filter(({ made }) => !made).map(({ name }) => name);
  const list = value === undefined || value === null ? own : readList(value, "columns", report);
  return list.flatMap((one, index) => {
    const raw = typeof one === "string" ? { name: one } : one;
    if (!isObject(raw) || typeof raw.name !== "string") {
      report("a column is an object with a text 'name'", "columns", index);
      return [];
    }
    const entry = readEntry(raw, raw.name, index, report);
    const place = { option: "columns", start: 0, index };
    if (entry.expr !== undefined || names.includes(entry.name)) {
      return [{ entry, place, length: (entry.expr ?? entry.name).length }];
    }
    const message = `there is no column '${entry.name}'`;
    const at = { option: "columns", start: 0, end: 0, index };
    problems.push({ code: "column-unknown", message, help: didYouMean(entry.name, names, "column"), at });
    return [];
  });
}

/**
 * @param {Record<string, unknown>} raw
 * @param {string} name
 * @param {number} index
 * @param {Report} report
 * @returns {SpecColumn}
 */
function readEntry(raw, name, index, report) {
  /** @type {SpecColumn} */
  const entry = { name };
  for (const key of /** @type {const} */ (["expr", "label", "format"])) {
    const value = raw[key];
    if (typeof value === "string") entry[key] = value;
    else if (value !== undefined && value !== null) report(`'${key}' is a text`, "columns", index);
  }
  if (raw.hidden === true) entry.hidden = true;
  else if (raw.hidden) report("'hidden' is true or false", "columns", index);
  if (isShow(raw.show)) entry.show = raw.show;
  else if (raw.show !== undefined && raw.show !== null) {
    const said = typeof raw.show === "string" ? raw.show : typeof raw.show;
    report(`'${said}' is no way to show a column`, "columns", index, didYouMean(said, SHOWS, "way"));
  }
  const complain = (/** @type {string} */ message, /** @type {string | null | undefined} */ help) =>
    report(message, "columns", index, help ?? undefined);
  return { ...entry, ...settingsOf(raw, complain) };
}
