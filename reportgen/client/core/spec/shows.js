/** How a column may stand in a grouped panel: as a summary of its values, or as one value of an aggregate. */

import { checkExpression, holdsMedia, writeName } from "../expr/index.js";
import { typeName } from "../expr/types.js";
import { resolveColumns } from "./derived.js";
import { SHOWS } from "./types.js";

/**
 * @typedef {import("./types.js").Show} Show
 * @typedef {import("./types.js").SpecColumn} SpecColumn
 * @typedef {import("./types.js").TableSchema} TableSchema
 * @typedef {import("./types.js").Type} Type
 * @typedef {import("./types.js").Typed} Typed
 * @typedef {import("./types.js").Problem} Problem
 * @typedef {import("./check_spec.js").LocatedColumn} LocatedColumn
 * @typedef {import("./derived.js").Resolved} Resolved
 */

/** The summaries of a type; the first stands unless the spec says another. @type {Record<string, Show[]>} */
const SUMMARIES = {
  integer: ["histogram", "distribution"],
  float: ["histogram", "distribution"],
  decimal: ["histogram", "distribution"],
  duration: ["histogram", "distribution"],
  timestamp: ["histogram", "distribution"],
  date: ["distribution", "histogram"],
  image: ["gallery", "distribution"],
};

/** The functions of the language that are meant where their names differ. @type {Record<string, string>} */
const FUNCTIONS = { mean: "avg", distinct: "count_distinct" };
const NO_AGGREGATES = new Set(["value", "histogram", "distribution", "gallery"]);
const QUANTILE = /^p(\d{1,2})$/;

/** @param {Type} type @returns {Show[]} */
export function summariesOf(type) {
  return SUMMARIES[type.kind] ?? [holdsMedia(type) ? "gallery" : "distribution"];
}

/** @param {unknown} text @returns {text is Show} */
export function isShow(text) {
  return typeof text === "string" && (SHOWS.includes(text) || QUANTILE.test(text));
}

/**
 * The aggregate of the language that a way to show a column stands for, with its column.
 * @param {SpecColumn} column
 * @returns {string | null} null where it is no aggregate
 */
function showText({ name, show }) {
  if (show === undefined || NO_AGGREGATES.has(show)) return null;
  const percent = QUANTILE.exec(show);
  return percent
    ? `quantile(${writeName(name)}, ${Number(percent[1]) / 100})`
    : `${FUNCTIONS[show] ?? show}(${writeName(name)})`;
}

/**
 * The value that each group has of a column, where the spec says that it is shown as one.
 * @param {SpecColumn} column
 * @param {TableSchema} schema
 * @returns {Typed | null}
 */
export function showTree(column, schema) {
  const text = showText(column);
  return text === null ? null : checkExpression(text, schema, { aggregates: "only" }).tree;
}

/**
 * All ways in which a column of a view can be shown in groups.
 * @param {import("./types.js").Spec} spec
 * @param {string} name
 * @param {TableSchema} schema
 * @returns {Show[]}
 */
export function showsOfColumn({ columns, group }, name, schema) {
  return showsOf(name, resolveColumns(columns, schema, group).schema);
}

/**
 * @param {string} name
 * @param {TableSchema} schema
 * @returns {Show[]}
 */
function showsOf(name, schema) {
  const column = schema.columns.find((one) => one.name === name);
  if (!column) return [];
  const fits = /** @type {Show[]} */ (SHOWS).filter((show) => showTree({ name, show }, schema));
  return [...summariesOf(column.type), ...fits];
}

/**
 * The columns that cannot be shown as they say.
 * @param {LocatedColumn[]} columns
 * @param {Resolved} resolved
 * @param {Problem[]} problems
 * @returns {Set<SpecColumn>}
 */
export function refusedShows(columns, { schema, aggregates }, problems) {
  const refused = columns.filter(({ entry }) => {
    if (entry.show === undefined || entry.show === "value") return false;
    return aggregates.has(entry.name) || !(showText(entry) === null || showTree(entry, schema));
  });
  for (const { entry, place, showPlace } of refused) {
    const { start, option, index } = { index: undefined, ...showPlace ?? place };
    const at = {
      option,
      start,
      end: start + (entry.show ?? "").length,
      ...index === undefined ? {} : { index },
    };
    if (!showPlace?.glob) problems.push({ ...misfit(entry, { schema, aggregates }), at });
  }
  return new Set(refused.map(({ entry }) => entry));
}

/**
 * @param {SpecColumn} entry
 * @param {Pick<Resolved, "schema" | "aggregates">} resolved
 */
function misfit({ name, show = "value" }, { schema, aggregates }) {
  const type = aggregates.get(name)?.type ?? schema.columns.find((one) => one.name === name)?.type;
  const message = aggregates.has(name)
    ? `'${name}' has one value for each group already`
    : `'${name}' cannot be shown as '${show}': it is ${type ? typeName(type) : "unknown"}`;
  const fitting = showsOf(name, schema).join(", ");
  return { code: "option-value", message, ...fitting ? { help: `it can be ${fitting}` } : {} };
}
