/** A spec in the words of those who write reports and programs: a directive, a query in Python. */

import { parseExpression, printExpression, writeName } from "../expr/index.js";
import { resolveColumns } from "./derived.js";
import { defaultSettings, SETTINGS, usualRows } from "./settings.js";
import { searchTerm } from "./search.js";
import { writeColumnOptions } from "./write_columns.js";
import { writeCompareOptions, writeTables } from "./write_compare.js";

/**
 * @typedef {import("./types.js").Spec} Spec
 * @typedef {import("./types.js").SpecColumn} SpecColumn
 * @typedef {import("./types.js").SortTerm} SortTerm
 * @typedef {import("./types.js").TableSchema} TableSchema
 */

/** The options that say which rows or groups of several tables there are. */
const ASKED = "labels compare on how shared reference members hide over filter search group sort columns show"
  .split(" ");

/** Words of Python that cannot name an argument. */
const PYTHON_WORDS = new Set(
  ("False None True and as assert async await break class continue def del elif else except finally for from " +
    "global if import in is lambda nonlocal not or pass raise return try while with yield self").split(" "),
);

/**
 * The options of a spec, as a directive has them. Derived columns that are hidden are shown: a directive has no
 * other place for what filters and sorts may need.
 * @param {Spec} spec
 * @param {TableSchema} schema
 * @returns {Record<string, string>}
 */
export function writeOptions(spec, schema) {
  const { group = [], sort = [], pinned = [] } = spec;
  const listed = spec.columns.filter(({ hidden, expr }) => !hidden || expr !== undefined);
  const columns = listed.map(columnText);
  const usual = schema.columns.filter(({ made }) => !made).map(({ name }) => writeName(name));
  /** @type {Record<string, string>} */
  const options = {
    ...writeCompareOptions(spec),
    filter: oneLine(spec.filter ?? ""),
    search: (spec.search ?? "").replace(/\s+/g, " "),
    group: group.map(oneLine).join(", "),
    pivot: oneLine(spec.pivot ?? ""),
    cell: oneLine(spec.cell ?? ""),
    sort: sort.map(sortText).join(", "),
    columns: columns.join() === usual.join() ? "" : columns.join(", "),
    ...writeColumnOptions(listed),
    pinned: pinned.join(", "),
    ...settingTexts(spec, schema),
    ...plotTexts(spec),
    selects: oneLine(spec.selects ?? ""),
  };
  return Object.fromEntries(Object.entries(options).filter(([, text]) => text !== ""));
}

/**
 * The settings that differ from what a directive without them means.
 * @param {Spec} spec
 * @param {TableSchema} schema
 */
function settingTexts(spec, schema) {
  const grouped = Boolean(spec.group?.length);
  /** @type {Record<string, unknown>} */
  const usual = { ...defaultSettings(schema, grouped), rows: usualRows(spec, grouped) };
  const texts = SETTINGS.map(({ key, option }) => [
    option,
    spec[key] === undefined || spec[key] === usual[key] ? "" : String(spec[key]),
  ]);
  return Object.fromEntries(texts);
}

/** The places of a map's points follow from what it is made of. @param {Spec} spec */
function plotTexts({ layout, plot = {} }) {
  const said = Object.entries(plot).filter(([name]) => layout !== "map" || (name !== "x" && name !== "y"));
  return Object.fromEntries(
    said.map(([name, value]) => [name.replaceAll("_", "-"), String(value)]),
  );
}

/**
 * @param {Spec} spec
 * @param {TableSchema} schema
 * @returns {string} to be put into a report
 */
export function writeDirective(spec, schema) {
  const options = Object.entries(writeOptions(spec, schema)).map(([name, text]) => `:${name}: ${text}\n`);
  return `:::{table-panel} ${writeTables(spec)}\n${options.join("")}:::\n`;
}

/**
 * @param {Spec} spec
 * @param {TableSchema} schema
 * @returns {string} a script that asks for all rows or groups of the view
 */
export function writePython(spec, schema) {
  if (spec.tables.length > 1) return comparedPython(spec, schema);
  const { filter, search, group = [], sort = [] } = spec;
  const steps = [`table(${pythonText(spec.tables[0].ref)})`];
  for (const { name, expr } of derivedInTurn(spec, schema)) {
    steps.push(`derive(${pythonArgument(name, expr ?? "")})`);
  }
  if (filter) steps.push(`filter(${pythonText(filter)})`);
  if (search) steps.push(`filter(${pythonText(searchTerm(search, schema))})`);
  if (group.length) steps.push(`group(${group.map(pythonText).join(", ")})`);
  if (sort.length) steps.push(`sort(${sort.map((term) => pythonText(sortText(term))).join(", ")})`);
  const shown = spec.columns.filter(({ hidden }) => !hidden).map(({ name, expr, label }) =>
    label === undefined || expr !== undefined ? writeName(name) : `${writeName(name)} as ${writeName(label)}`
  );
  if (shown.length) steps.push(`columns(${pythonText(shown.join(", "))})`);
  const body = steps.map((step) => `    .${step}\n`).join("");
  return pythonScript(`(\n    open_project(".")\n${body})`);
}

/**
 * What tables apart show comes as one list, whose first column says whose a row is.
 * @param {Spec} spec of several tables
 * @param {TableSchema} schema
 */
function comparedPython({ set: _, ...spec }, schema) {
  const options = writeOptions(spec, schema);
  if (spec.compare?.as === "split") {
    options.compare = "concat";
    if (options.group) options.group += ", member";
    else if (options.columns) options.columns = `member, ${options.columns}`;
  }
  const said = ASKED.filter((name) => options[name]).map((name) => `${name}=${pythonText(options[name])}`);
  const list = [...spec.tables.map(({ ref }) => pythonText(ref)), ...said];
  return pythonScript(`open_project(".").compare(\n${list.map((one) => `    ${one},\n`).join("")})`);
}

/** @param {string} query */
function pythonScript(query) {
  return `from reportgen import open_project\n\nquery = ${query}\nprint(query.to_pandas())\n`;
}

/**
 * The derived columns, each after those that it needs.
 * @param {Spec} spec
 * @param {TableSchema} schema
 */
function derivedInTurn({ columns, group }, schema) {
  const { layers, aggregates } = resolveColumns(columns, schema, group);
  const names = [...layers.flatMap((layer) => layer.map(({ column }) => column.name)), ...aggregates.keys()];
  return columns.filter(({ expr }) => expr !== undefined)
    .toSorted((a, b) => names.indexOf(a.name) - names.indexOf(b.name));
}

/** @param {SortTerm} term */
function sortText({ by, dir, nulls }) {
  return `${oneLine(by)}${dir === "desc" ? " desc" : ""}${nulls ? ` nulls ${nulls}` : ""}`;
}

/** @param {SpecColumn} column */
function columnText({ name, expr, label }) {
  if (expr !== undefined) return `${oneLine(expr)} as ${writeName(name)}`;
  return label === undefined ? writeName(name) : `${writeName(name)} as ${writeName(label)}`;
}

/**
 * An expression without line ends between its words.
 * @param {string} text
 */
function oneLine(text) {
  const { tree } = text.includes("\n") ? parseExpression(text) : { tree: null };
  return tree ? printExpression(tree) : text;
}

/** @param {string} text */
function pythonText(text) {
  return JSON.stringify(text);
}

/**
 * @param {string} name
 * @param {string} expr
 */
function pythonArgument(name, expr) {
  const plain = /^[A-Za-z_]\w*$/.test(name) && !PYTHON_WORDS.has(name);
  return plain ? `${name}=${pythonText(expr)}` : `**{${pythonText(name)}: ${pythonText(expr)}}`;
}
