/** What is true of a panel's columns, for the menus and dialogs that change them. */

import { writeName } from "../../core/index.js";

/**
 * @typedef {import("./panel.js").View} View
 * @typedef {import("../../core/spec/types.js").SpecColumn} SpecColumn
 * @typedef {import("../../core/cells/types/view.d.ts").AnswerColumn} AnswerColumn
 * @typedef {{
 *   name: string, label: string, role: AnswerColumn["role"], expr: string | null,
 *   listed: boolean, index: number, of: number,
 *   sortBy: string | null, sortWords: string, sorted: "asc" | "desc" | null, sortedByOthers: boolean,
 *   groupable: boolean, grouped: boolean,
 * }} ColumnFacts `listed` columns are entries of the spec, the `index`th of `of` that are shown; `sortBy` is the
 *   expression that sorts by the column, if any does
 * @typedef {{name: string, label: string, type: string, shown: boolean, index: number | null, of: number}} Choice
 */

/** Kinds of which a group has one middle that can be sorted by. */
const AVERAGED = new Set(["integer", "float", "decimal"]);

/**
 * @param {View} view
 * @param {string} name
 * @returns {ColumnFacts | null}
 */
export function columnFacts(view, name) {
  const column = view.answer?.columns.find((one) => one.name === name);
  if (!column) return null;
  const entries = (view.spec.columns ?? []).filter((entry) => !entry.hidden);
  const index = entries.findIndex((entry) => entry.name === name);
  const grouped = view.answer?.kind === "groups";
  const sortBy = sortExpression(view, column);
  const sort = view.spec.sort ?? [];
  const term = sort.find(({ by }) => by === sortBy);
  return {
    name,
    label: column.label ?? name,
    role: column.role,
    expr: entries[index]?.expr ?? null,
    listed: index >= 0,
    index,
    of: entries.length,
    sortBy,
    sortWords: column.show === "histogram" ? "Sort groups by mean" : grouped ? "Sort groups" : "Sort",
    sorted: term ? (term.dir === "desc" ? "desc" : "asc") : null,
    sortedByOthers: sort.length > (term ? 1 : 0),
    groupable: column.role === "cell" ||
      (column.role === "value" && (column.show !== "value" || column.as !== undefined)),
    grouped,
  };
}

/**
 * @param {View} view
 * @param {AnswerColumn} column
 * @returns {string | null}
 */
function sortExpression(view, column) {
  const { answer, spec } = view;
  const name = writeName(column.name);
  if (answer?.kind !== "groups" && answer?.kind !== "pivot") return name;
  if (column.role === "key") {
    const keys = answer.columns.filter((one) => one.role === "key");
    return spec.group?.[keys.indexOf(column)] ?? null;
  }
  const listed = spec.columns?.some((entry) => entry.name === column.name);
  // A count that no entry of the spec makes has no name there.
  if (column.role === "count" && !listed) return hasCount(view) ? "count(*)" : "count";
  if (column.show === "value") return name;
  return column.show === "histogram" && AVERAGED.has(column.type.kind) ? `avg(${name})` : null;
}

/**
 * Whether the word `count` is the name of a column of the table.
 * @param {View} view
 */
function hasCount({ schema }) {
  return schema.columns?.some(({ name }) => name === "count") ?? false;
}

/**
 * Every column that the panel shows or could show: those of the spec in order, then the table's others.
 * @param {View} view
 * @param {{columns: {name: string, type: {kind: string}, made?: object}[]}} schema
 * @returns {Choice[]}
 */
export function columnChoices(view, schema) {
  const entries = view.spec.columns ?? [];
  const shown = entries.filter((entry) => !entry.hidden);
  const kinds = new Map(schema.columns.map(({ name, type }) => [name, type.kind]));
  const listed = new Set(entries.map((entry) => entry.name));
  const rest = schema.columns.filter(({ name, made }) => !made && !listed.has(name)).map(({ name }) => ({
    name,
    hidden: true,
  }));
  return [...shown, ...entries.filter((entry) => entry.hidden), ...rest].map((entry, index) => {
    const { name, label, hidden, expr } = /** @type {SpecColumn} */ (entry);
    const type = expr === undefined ? kinds.get(name) ?? "" : `= ${expr}`;
    return {
      name,
      label: label ?? name,
      type,
      shown: !hidden,
      index: hidden ? null : index,
      of: shown.length,
    };
  });
}
