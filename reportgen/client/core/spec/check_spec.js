/** Makes a spec of its parts, wherever they come from; what is wrong is left out and reported in its place. */

import { checkExpression, writeName } from "../expr/index.js";
import { canonical } from "./canonical.js";
import { aggregateNamed, checkEither, resolveColumns } from "./derived.js";
import { FORMATS } from "../formats.js";
import { layoutOf, pivotOf } from "./layouts.js";
import { refusedShows } from "./shows.js";
import { MAX_SEARCH, searchedColumns } from "./search.js";

/**
 * @typedef {import("./types.js").Spec} Spec
 * @typedef {import("./types.js").SpecColumn} SpecColumn
 * @typedef {import("./types.js").SortTerm} SortTerm
 * @typedef {import("./types.js").TableSchema} TableSchema
 * @typedef {import("./types.js").Problem} Problem
 * @typedef {import("./derived.js").Resolved} Resolved
 *
 * @typedef {{option: string, start: number, index?: number}} Place where a text starts
 * @typedef {{text: string, place: Place}} Located
 * @typedef {Located & {dir: "asc" | "desc", nulls: "first" | "last"}} LocatedSort
 * @typedef {Place & {glob: boolean}} PlaceApart
 * @typedef {{
 *   entry: SpecColumn, place: Place, length: number, formatPlace?: PlaceApart, showPlace?: PlaceApart,
 * }} LocatedColumn `formatPlace` and `showPlace` are where its format and its form stand, if that is elsewhere; of a
 *   pattern's columns, some may not fit
 *
 * @typedef {object} Parts
 * @property {Located | null} filter
 * @property {Located | null} search
 * @property {Located[]} group
 * @property {Located | null} [pivot]
 * @property {Located | null} [cell]
 * @property {LocatedSort[]} sort
 * @property {LocatedColumn[]} columns
 * @property {number[]} pinned
 * @property {Located[]} plot
 * @property {Located | null} [selects]
 * @property {import("./settings.js").Settings} settings
 */

const MAX_DERIVED = 200;

/**
 * @param {Parts} parts
 * @param {TableSchema} schema
 * @returns {{spec: Spec, problems: Problem[]}}
 */
export function specFromParts(parts, schema) {
  /** @type {Problem[]} */
  const problems = [];
  const named = distinctColumns(parts.columns, schema, problems);
  const keys = parts.group.map(({ text }) => text);
  const resolved = resolveColumns(named.map(({ entry }) => entry), schema, keys);
  for (const { entry, problems: found } of resolved.refused) {
    const { place } = /** @type {LocatedColumn} */ (named.find((one) => one.entry === entry));
    problems.push(...found.map((one) => placed(one, place)));
  }
  const refused = new Set(resolved.refused.map(({ entry }) => entry));
  const kept = named.filter(({ entry }) => !refused.has(entry));
  const formats = FORMATS.check?.(kept, resolved, problems);
  for (const entry of refusedShows(kept, resolved, problems)) delete entry.show;
  const columns = kept.map(({ entry }) => column(entry, resolved.schema, formats));
  // What stays in sight stands left of what is scrolled.
  columns.sort((a, b) => Number(b.pin ?? false) - Number(a.pin ?? false));
  const filter = parts.filter && checkFilter(parts.filter, resolved, problems);
  const search = parts.search && checkSearch(parts.search, resolved, problems);
  const group = checkGroup(parts.group, resolved, problems);
  const { pivot = null, cell = null, settings } = parts;
  const pivoted = pivotOf({ pivot, cell, layout: settings.layout, group, resolved, problems });
  const sort = checkSort(parts.sort, resolved, group, problems);
  const selects = parts.selects && checkFilter(parts.selects, resolved, problems);
  const { rows, row_height, height, summaries, selection, control, module } = settings;
  const plotted = layoutOf({ layout: settings.layout, given: parts.plot, resolved, group, problems });
  return {
    spec: {
      v: 1,
      ...schema.head ?? { tables: [{ ref: schema.ref, label: schema.label ?? schema.ref }] },
      ...filter ? { filter } : {},
      ...search ? { search } : {},
      ...group.length ? { group } : {},
      ...pivoted,
      ...sort.length ? { sort } : {},
      columns,
      ...parts.pinned.length ? { pinned: parts.pinned } : {},
      rows,
      row_height,
      ...plotted,
      ...height === undefined ? {} : { height },
      ...summaries ? { summaries } : {},
      ...selection ? { selection } : {},
      ...control ? { control } : {},
      ...module ? { module } : {},
      ...selects ? { selects } : {},
    },
    problems,
  };
}

/**
 * @param {import("../expr/types.js").Problem} problem
 * @param {Place} place
 * @returns {Problem}
 */
export function placed({ start, end, ...rest }, { start: from, ...place }) {
  return { ...rest, at: { ...place, start: from + start, end: from + end } };
}

/**
 * The entry with its keys in one order and its expression in one spelling.
 * @param {SpecColumn} entry
 * @param {TableSchema} schema
 * @param {Map<SpecColumn, string> | undefined} formats those that are right; all are kept where nobody can tell
 * @returns {SpecColumn}
 */
function column(entry, schema, formats) {
  const { name, expr, label, hidden, show, format, ...settings } = entry;
  const written = formats ? formats.get(entry) : format;
  return {
    name,
    ...expr === undefined ? {} : { expr: canonical(expr, schema) },
    ...label === undefined || label === name ? {} : { label },
    ...hidden ? { hidden } : {},
    ...show ? { show } : {},
    ...written ? { format: written } : {},
    ...settings,
  };
}

/**
 * @param {LocatedColumn[]} columns
 * @param {TableSchema} schema
 * @param {Problem[]} problems
 */
function distinctColumns(columns, schema, problems) {
  const own = new Set(schema.columns.map(({ name }) => name));
  const seen = new Set();
  let derived = 0;
  return columns.filter(({ entry, place, length }) => {
    const { name, expr } = entry;
    const clash = seen.has(name)
      ? { message: `the column '${name}' is listed twice` }
      : expr !== undefined && own.has(name)
      ? { message: `the table has a column '${name}' already`, help: "give the derived column another name" }
      : expr !== undefined && ++derived > MAX_DERIVED
      ? { message: `there are more than ${MAX_DERIVED} derived columns` }
      : null;
    if (clash) problems.push(placed({ code: "option-value", ...clash, start: 0, end: length }, place));
    seen.add(name);
    return !clash;
  });
}

/**
 * @param {Located} filter
 * @param {Resolved} resolved
 * @param {Problem[]} problems
 * @returns {string | null}
 */
function checkFilter({ text, place }, { schema }, problems) {
  if (text.trim() === "") return null;
  const found = checkExpression(text, schema, { aggregates: "no", filter: true }).problems;
  problems.push(...found.map((one) => placed(one, place)));
  return found.length ? null : text.trim();
}

/**
 * @param {Located} search
 * @param {Resolved} resolved
 * @param {Problem[]} problems
 * @returns {string}
 */
function checkSearch({ text, place }, { schema }, problems) {
  const said = text.trim();
  const message = said && !searchedColumns(schema).length
    ? "the table has no text to search in"
    : said.length > MAX_SEARCH
    ? `a search has at most ${MAX_SEARCH} letters`
    : "";
  if (message) problems.push(placed({ code: "option-value", message, start: 0, end: text.length }, place));
  return message ? "" : said;
}

/**
 * @param {Located[]} group
 * @param {Resolved} resolved
 * @param {Problem[]} problems
 * @returns {string[]}
 */
function checkGroup(group, { schema }, problems) {
  const keys = new Set();
  for (const { text, place } of group) {
    const found = checkExpression(text, schema, { aggregates: "no" });
    problems.push(...found.problems.map((one) => placed(one, place)));
    if (found.tree) keys.add(canonical(text, schema));
  }
  return [...keys];
}

/**
 * @param {LocatedSort[]} sort
 * @param {Resolved} resolved
 * @param {string[]} group
 * @param {Problem[]} problems
 * @returns {SortTerm[]}
 */
function checkSort(sort, resolved, group, problems) {
  /** @type {Map<string, SortTerm>} */
  const terms = new Map();
  for (const { text, place, dir, nulls } of sort) {
    const own = aggregateNamed(text, resolved);
    const found = own === undefined ? checkEither(text, resolved.schema, group).problems : [];
    problems.push(...found.map((one) => placed(one, place)));
    const by = own === undefined ? canonical(text, resolved.schema) : writeName(own);
    if (found.length || terms.has(by)) continue;
    terms.set(by, { by, dir, ...nulls === "first" ? { nulls } : {} });
  }
  return [...terms.values()];
}
