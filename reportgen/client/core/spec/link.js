/**
 * A view as text for a link: a version, then only what differs from the author's spec.
 *
 * Version 1 is base64 of a JSON object: `f` filter, `q` search, `P` pinned rows, `g` group, `v` pivot, `w` its cells, `s` sort (`[by, "d" | "a", "f"?]`),
 * `c` columns, `r` rows, `h` row height, `l` layout, `p` plot, `H` height, `m` summaries; null takes the author's away. A column is
 * a number (the author's column of that place), `[from, to]` (several of them in order), a text (a column of
 * the table), or an object `{n, e?, l?, h?, s?}` with its other settings. Besides, where in the view the reader was: `o` the row that is
 * open, `S` the rows that are selected.
 */

import { fromBase64, toBase64 } from "./base64.js";
import { normaliseSpec } from "./normalise.js";

/**
 * @typedef {import("./types.js").Spec} Spec
 * @typedef {import("./types.js").SpecColumn} SpecColumn
 * @typedef {import("./types.js").SortTerm} SortTerm
 * @typedef {import("./types.js").TableSchema} TableSchema
 * @typedef {import("./types.js").Problem} Problem
 * @typedef {Record<string, any>} Difference
 * @typedef {{row?: number, selected?: number[]}} Place numbers of rows: the one that is open, those that are selected
 */

const VERSION = "1";
const MAX_LENGTH = 100_000;
/** Selected rows that a link carries. */
const MAX_SELECTED = 200;
const KEYS = /** @type {const} */ ({
  f: "filter",
  q: "search",
  P: "pinned",
  g: "group",
  v: "pivot",
  w: "cell",
  r: "rows",
  h: "row_height",
  l: "layout",
  p: "plot",
  H: "height",
  m: "summaries",
});

/**
 * @param {Spec} spec
 * @param {Spec} authorSpec
 * @param {Place} [place]
 * @returns {string}
 */
export function encodeView(spec, authorSpec, { row, selected = [] } = {}) {
  /** @type {Difference} */
  const difference = {};
  for (const [short, key] of Object.entries(KEYS)) {
    if (!same(spec[key], authorSpec[key])) difference[short] = spec[key] ?? null;
  }
  if (!same(spec.sort, authorSpec.sort)) difference.s = spec.sort?.map(shortSort) ?? null;
  if (!same(spec.columns, authorSpec.columns)) difference.c = shortColumns(spec.columns, authorSpec.columns);
  if (row !== undefined) difference.o = row;
  if (selected.length && selected.length <= MAX_SELECTED) difference.S = selected;
  return VERSION + (Object.keys(difference).length ? toBase64(JSON.stringify(difference)) : "");
}

/**
 * Any text gives a spec, at worst the author's.
 * @param {string} text
 * @param {Spec} authorSpec
 * @param {TableSchema} schema
 * @returns {{spec: Spec, problems: Problem[], place: Place}}
 */
export function decodeView(text, authorSpec, schema) {
  const difference = readDifference(text);
  if (typeof difference !== "string") {
    const { spec, problems } = normaliseSpec(merged(difference, authorSpec), schema);
    return { spec, problems, place: placeOf(difference, schema) };
  }
  const at = { option: "link", start: 0, end: text.length };
  return { spec: authorSpec, problems: [{ code: "option-value", message: difference, at }], place: {} };
}

/**
 * @param {Difference} difference
 * @param {TableSchema} schema
 * @returns {Place}
 */
function placeOf({ o, S }, { rows }) {
  const there = (/** @type {unknown} */ row) =>
    Number.isInteger(row) && Number(row) >= 0 && Number(row) < rows;
  const selected = Array.isArray(S) ? S.filter(there).slice(0, MAX_SELECTED) : [];
  return { ...there(o) ? { row: o } : {}, ...selected.length ? { selected } : {} };
}

/**
 * @param {string} text
 * @returns {Difference | string} what is wrong, if anything is
 */
function readDifference(text) {
  if (!text.startsWith(VERSION)) return "the link is of another version of reportgen";
  if (text.length > MAX_LENGTH) return "the link is too long";
  const json = fromBase64(text.slice(VERSION.length));
  if (json === "") return {};
  try {
    const value = JSON.parse(json ?? "");
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Said below.
  }
  return "the link is damaged";
}

/**
 * @param {Difference} difference
 * @param {Spec} author
 * @returns {unknown}
 */
function merged(difference, author) {
  /** @type {Record<string, unknown>} */
  const raw = { ...author };
  for (const [short, key] of Object.entries(KEYS)) {
    if (Object.hasOwn(difference, short)) raw[key] = difference[short];
  }
  if (Object.hasOwn(difference, "s")) raw.sort = longList(difference.s, longSort);
  if (Object.hasOwn(difference, "c")) {
    raw.columns = longList(difference.c, (one) => longColumn(one, author.columns));
  }
  return raw;
}

/**
 * @param {unknown} a
 * @param {unknown} b
 */
function same(a, b) {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** @param {SortTerm} term */
function shortSort({ by, dir, nulls }) {
  return [by, dir === "desc" ? "d" : "a", ...nulls ? ["f"] : []];
}

/** @param {unknown} term */
function longSort(term) {
  if (!Array.isArray(term)) return [term];
  return [{ by: term[0], dir: term[1] === "d" ? "desc" : "asc", nulls: term[2] === "f" ? "first" : "last" }];
}

/**
 * @param {SpecColumn[]} columns
 * @param {SpecColumn[]} author
 */
function shortColumns(columns, author) {
  const places = new Map(author.map((column, index) => [JSON.stringify(column), index]));
  /** @type {unknown[]} */
  const short = [];
  for (const column of columns) {
    const place = places.get(JSON.stringify(column));
    const last = short.at(-1);
    if (place === undefined) short.push(shortColumn(column));
    else if (typeof last === "number" && last === place - 1) short[short.length - 1] = [last, place];
    else if (Array.isArray(last) && last[1] === place - 1) last[1] = place;
    else short.push(place);
  }
  return short;
}

/** @param {SpecColumn} column */
function shortColumn({ name, expr, label, hidden, show, ...settings }) {
  const isPlain = expr === undefined && label === undefined && !hidden && !show;
  if (isPlain && !Object.keys(settings).length) return name;
  return { n: name, e: expr, l: label, h: hidden ? 1 : undefined, s: show, ...settings };
}

/**
 * @param {unknown} column
 * @param {SpecColumn[]} author
 * @returns {unknown[]}
 */
function longColumn(column, author) {
  if (typeof column === "number") return author.slice(column, column + 1);
  if (Array.isArray(column)) return author.slice(Number(column[0]) || 0, (Number(column[1]) || 0) + 1);
  if (typeof column !== "object" || column === null) return [column];
  const { n, e, l, h, s, ...settings } = /** @type {Difference} */ (column);
  return [{ ...settings, name: n, expr: e, label: l, hidden: h === 1, show: s }];
}

/**
 * @param {unknown} list
 * @param {(one: unknown) => unknown[]} long
 */
function longList(list, long) {
  return Array.isArray(list) ? list.flatMap(long) : list;
}
