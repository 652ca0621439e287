/**
 * A view as text for a link: a version, then only what differs from the author's spec.
 *
 * Version 1 is base64 of a JSON object: `f` filter, `q` search, `P` pinned rows, `g` group, `v` pivot, `w` its cells, `s` sort (`[by, "d" | "a", "f"?]`),
 * `c` columns, `r` rows, `h` row height, `l` layout, `p` plot, `H` height, `m` summaries,
 * `C` how tables are compared, `T` the indexes of those that are switched off, `n` the name of a selection, `k` the kind of a control, `x` what the panel selects; null takes the author's away. A column is
 * a text (the author's column of that name, else the table's), `[from, to]` (the author's from one name to
 * another), or an object `{n, e?, l?, h?, s?}` with its other settings. Besides, where in the view the reader was: `o` the row that is
 * open, `S` the rows that are selected; and `X` what
 * other panels of the page select.
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
 * @typedef {{row?: number, selected?: number[], others?: Record<string, string>}} Place numbers of rows: the one that is
 *   open, those that are selected; and what other panels of the page select, by their ids
 */

const VERSION = "1";
const MAX_LENGTH = 100_000;
/** Selected rows that a link carries. */
const MAX_SELECTED = 200;
/** Panels whose selections a link carries. */
const MAX_OTHERS = 50;
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
  C: "compare",
  n: "selection",
  k: "control",
  x: "selects",
});

/**
 * @param {Spec} spec
 * @param {Spec} authorSpec
 * @param {Place} [place]
 * @returns {string}
 */
export function encodeView(spec, authorSpec, { row, selected = [], others = {} } = {}) {
  /** @type {Difference} */
  const difference = {};
  for (const [short, key] of Object.entries(KEYS)) {
    if (!same(spec[key], authorSpec[key])) difference[short] = spec[key] ?? null;
  }
  if (!same(spec.sort, authorSpec.sort)) difference.s = spec.sort?.map(shortSort) ?? null;
  if (!same(spec.columns, authorSpec.columns)) difference.c = shortColumns(spec.columns, authorSpec.columns);
  if (!same(hiddenOf(spec), hiddenOf(authorSpec))) difference.T = hiddenOf(spec);
  if (row !== undefined) difference.o = row;
  if (selected.length && selected.length <= MAX_SELECTED) difference.S = selected;
  if (Object.keys(others).length) difference.X = others;
  return VERSION + (Object.keys(difference).length ? toBase64(JSON.stringify(difference)) : "");
}

/**
 * Any text gives a spec, at worst the author's.
 * @param {string} text
 * @param {Spec} authorSpec
 * @param {TableSchema} schema
 * @param {typeof normaliseSpec} [normalise] another way to make a spec, as of comparisons
 * @returns {{spec: Spec, problems: Problem[], place: Place}}
 */
export function decodeView(text, authorSpec, schema, normalise = normaliseSpec) {
  const difference = readDifference(text);
  if (typeof difference !== "string") {
    const { spec, problems } = normalise(merged(difference, authorSpec), schema);
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
function placeOf({ o, S, X }, { rows }) {
  const there = (/** @type {unknown} */ row) =>
    Number.isInteger(row) && Number(row) >= 0 && Number(row) < rows;
  const selected = Array.isArray(S) ? S.filter(there).slice(0, MAX_SELECTED) : [];
  const others = Object.entries(typeof X === "object" && X ? X : {}).filter(([, text]) =>
    typeof text === "string"
  );
  return {
    ...there(o) ? { row: o } : {},
    ...selected.length ? { selected } : {},
    ...others.length ? { others: Object.fromEntries(others.slice(0, MAX_OTHERS)) } : {},
  };
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
  if (Array.isArray(difference.T)) {
    raw.tables = author.tables.map(({ hidden: _, ...table }, index) => ({
      ...table,
      ...difference.T.includes(index) ? { hidden: true } : {},
    }));
  }
  return raw;
}

/** The indexes of tables that are switched off. @param {Spec} spec */
function hiddenOf({ tables }) {
  return tables.flatMap(({ hidden }, index) => hidden ? [index] : []);
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
  const names = new Set(author.map(({ name }) => name));
  /** @type {unknown[]} */
  const short = [];
  let before = -2;
  for (const column of columns) {
    const place = places.get(JSON.stringify(column)) ?? -2;
    const last = short.at(-1);
    if (place < 0) short.push(shortColumn(column, names));
    else if (place !== before + 1) short.push(column.name);
    else if (Array.isArray(last)) last[1] = column.name;
    else short[short.length - 1] = [last, column.name];
    before = place;
  }
  return short;
}

/**
 * @param {SpecColumn} column
 * @param {Set<string>} taken names that mean the author's columns
 */
function shortColumn({ name, expr, label, hidden, show, ...settings }, taken) {
  const isPlain = expr === undefined && label === undefined && !hidden && !show;
  if (isPlain && !Object.keys(settings).length && !taken.has(name)) return name;
  return { n: name, e: expr, l: label, h: hidden ? 1 : undefined, s: show, ...settings };
}

/**
 * @param {unknown} column
 * @param {SpecColumn[]} author
 * @returns {unknown[]}
 */
function longColumn(column, author) {
  const place = (/** @type {unknown} */ said) =>
    typeof said === "number" ? said : author.findIndex(({ name }) => name === said);
  // Links of before 0.2 count the author's columns.
  if (typeof column === "number" || (typeof column === "string" && place(column) >= 0)) {
    return author.slice(place(column), place(column) + 1);
  }
  if (Array.isArray(column)) {
    const [from, to] = column.map(place);
    return from >= 0 && to >= from
      ? author.slice(from, to + 1)
      : column.filter((one) => typeof one === "string");
  }
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
