/** A directive's options, as texts, become a spec. */

import { didYouMean, parseList } from "../expr/index.js";
import { placed, specFromParts } from "./check_spec.js";
import { COLUMN_SETTINGS } from "./column_settings.js";
import { columnItems } from "./column_items.js";
import { columnsFromText } from "./columns.js";
import { PLOTS } from "./layouts.js";
import { pinnedFromText } from "./pinned.js";
import { isShow } from "./shows.js";
import { SHOWS } from "./types.js";
import { applySetting, defaultSettings, SETTINGS, usualRows } from "./settings.js";

/**
 * @typedef {import("./types.js").Spec} Spec
 * @typedef {import("./types.js").TableSchema} TableSchema
 * @typedef {import("./types.js").Problem} Problem
 * @typedef {import("./check_spec.js").LocatedSort} LocatedSort
 * @typedef {import("./check_spec.js").LocatedColumn} LocatedColumn
 */

export const OPTIONS = [
  "filter",
  "search",
  "group",
  "pivot",
  "cell",
  "sort",
  "columns",
  "format",
  "show",
  "pinned",
  "selects",
  ...SETTINGS.map(({ option }) => option),
];

/**
 * @param {Record<string, string>} options
 * @param {TableSchema} schema
 * @returns {{spec: Spec, problems: Problem[]}}
 */
export function specFromOptions(options, schema) {
  /** @type {Problem[]} */
  const problems = [];
  const given = new Map(Object.entries(options).filter(([, text]) => text.trim() !== ""));
  const known = [...OPTIONS, ...COLUMN_SETTINGS.map(({ option }) => option), ...PLOTS.options];
  for (const [name, text] of Object.entries(options)) {
    if (known.includes(name)) continue;
    const at = { option: name, start: 0, end: text.length };
    const help = didYouMean(name, known, "option");
    problems.push({ code: "option-unknown", message: `unknown option '${name}'`, help, at });
  }
  const settings = defaultSettings(schema, given.has("group"));
  for (const setting of SETTINGS) {
    const text = given.get(setting.option);
    if (text === undefined) continue;
    problems.push(...applySetting(setting, text.trim(), settings, text.length - text.trimStart().length));
  }
  if (!given.has("rows")) settings.rows = usualRows(settings, given.has("group"));
  const { spec, problems: found } = specFromParts({
    filter: textOf("filter", given),
    search: textOf("search", given),
    group: sortItems(given.get("group") ?? "", "group", problems),
    pivot: textOf("pivot", given),
    cell: textOf("cell", given),
    sort: sortItems(given.get("sort") ?? "", "sort", problems),
    columns: withSettings(
      columnsFromText(given.get("columns") ?? "*", schema, problems),
      given,
      schema,
      problems,
    ),
    pinned: pinnedFromText(given.get("pinned") ?? "", schema, problems),
    selects: textOf("selects", given),
    plot: PLOTS.options.flatMap((option) => {
      const text = given.get(option);
      return text === undefined ? [] : [{ text, place: { option, start: 0 } }];
    }),
    settings,
  }, schema);
  return { spec, problems: [...problems, ...found] };
}

/**
 * The columns with what the options say of them besides.
 * @param {LocatedColumn[]} columns
 * @param {Map<string, string>} given
 * @param {TableSchema} schema
 * @param {Problem[]} problems
 */
function withSettings(columns, given, schema, problems) {
  const names = columns.map(({ entry }) => entry.name);
  withShows(columns, columnItems(given.get("show") ?? "", "show", names, problems), problems);
  withFormats(columns, columnItems(given.get("format") ?? "", "format", names, problems));
  for (const { key, option, parse } of COLUMN_SETTINGS) {
    const found = parse(given.get(option) ?? "", schema, names, problems);
    for (const { entry } of columns) {
      if (found.has(entry.name)) Object.assign(entry, { [key]: found.get(entry.name) });
    }
  }
  return columns;
}

/**
 * The columns with how they stand in groups: a name counts more than a pattern, and of equals the last.
 * @param {LocatedColumn[]} columns
 * @param {import("./column_items.js").ColumnItem[]} items
 * @param {Problem[]} problems
 */
function withShows(columns, items, problems) {
  for (const { names, glob, said } of items.toSorted((a, b) => Number(b.glob) - Number(a.glob))) {
    const { text, start } = said;
    const end = start + text.length;
    if (!isShow(text)) {
      const message = `'${text}' is no way to show a column`;
      const help = didYouMean(text, SHOWS, "way");
      problems.push({ code: "option-value", message, help, at: { option: "show", start, end } });
      continue;
    }
    for (const column of columns.filter(({ entry }) => names.includes(entry.name))) {
      column.entry.show = text;
      column.showPlace = { option: "show", start, glob };
    }
  }
}

/**
 * The columns with their formats: a name counts more than a pattern, and of equals the last.
 * @param {LocatedColumn[]} columns
 * @param {import("./column_items.js").ColumnItem[]} items
 */
function withFormats(columns, items) {
  for (const { names, glob, said } of items.toSorted((a, b) => Number(b.glob) - Number(a.glob))) {
    for (const column of columns.filter(({ entry }) => names.includes(entry.name))) {
      column.entry.format = said.text;
      column.formatPlace = { option: "format", start: said.start, glob };
    }
  }
}

/**
 * @param {string} option
 * @param {Map<string, string>} given
 * @returns {import("./check_spec.js").Located | null}
 */
function textOf(option, given) {
  const text = given.get(option);
  return text === undefined ? null : { text, place: { option, start: 0 } };
}

/**
 * @param {string} text
 * @param {"group" | "sort"} option
 * @param {Problem[]} problems
 * @returns {LocatedSort[]}
 */
function sortItems(text, option, problems) {
  const { items, problems: found } = parseList(text, { kind: option });
  problems.push(...found.map((one) => placed(one, { option, start: 0 })));
  return items.map((item) => ({
    // Without what follows the expression: `desc`, `nulls first`.
    text: item.tree ? text.slice(item.start, endOf(item, text)) : item.text,
    place: { option, start: item.start },
    dir: item.dir ?? "asc",
    nulls: item.nulls ?? "last",
  }));
}

/**
 * @param {import("../expr/parse_list.js").Item} item
 * @param {string} text
 */
function endOf(item, text) {
  const tail = /(\s+(asc|desc))?(\s+nulls\s+(first|last))?$/i;
  const written = text.slice(item.start, item.end);
  if (item.dir === undefined && item.nulls === undefined) return item.end;
  return item.end - (tail.exec(written)?.[0].length ?? 0);
}
