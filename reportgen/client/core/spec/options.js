/** A directive's options, as texts, become a spec. */

import { didYouMean, parseList } from "../expr/index.js";
import { placed, specFromParts } from "./check_spec.js";
import { columnsFromText } from "./columns.js";
import { applySetting, defaultSettings, SETTINGS } from "./settings.js";

/**
 * @typedef {import("./types.js").Spec} Spec
 * @typedef {import("./types.js").TableSchema} TableSchema
 * @typedef {import("./types.js").Problem} Problem
 * @typedef {import("./check_spec.js").LocatedSort} LocatedSort
 */

export const OPTIONS = ["filter", "group", "sort", "columns", ...SETTINGS.map(({ option }) => option)];

/**
 * @param {Record<string, string>} options
 * @param {TableSchema} schema
 * @returns {{spec: Spec, problems: Problem[]}}
 */
export function specFromOptions(options, schema) {
  /** @type {Problem[]} */
  const problems = [];
  const given = new Map(Object.entries(options).filter(([, text]) => text.trim() !== ""));
  for (const [name, text] of Object.entries(options)) {
    if (OPTIONS.includes(name)) continue;
    const at = { option: name, start: 0, end: text.length };
    const help = didYouMean(name, OPTIONS, "option");
    problems.push({ code: "option-unknown", message: `unknown option '${name}'`, help, at });
  }
  const settings = defaultSettings(schema, given.has("group"));
  for (const setting of SETTINGS) {
    const text = given.get(setting.option);
    if (text === undefined) continue;
    problems.push(...applySetting(setting, text.trim(), settings, text.length - text.trimStart().length));
  }
  const filter = given.get("filter");
  const { spec, problems: found } = specFromParts({
    filter: filter === undefined ? null : { text: filter, place: { option: "filter", start: 0 } },
    group: sortItems(given.get("group") ?? "", "group", problems),
    sort: sortItems(given.get("sort") ?? "", "sort", problems),
    columns: columnsFromText(given.get("columns") ?? "*", schema, problems),
    settings,
  }, schema);
  return { spec, problems: [...problems, ...found] };
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
