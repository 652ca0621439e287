/** What the menus of columns offer where members are compared: which rows they differ on, by how much, and on what way. */

import {
  compareEdits,
  deltaColumns,
  differTerms,
  hasDeltas,
  normaliseSpec,
  outcomeColumns,
  outcomeTerms,
  wayColumns,
} from "../../../core/index.js";
import { addColumnItems } from "../../table/items.js";

/**
 * @typedef {import("../../table/items.js").Place} Place
 * @typedef {import("../../table/column_facts.js").ColumnFacts} ColumnFacts
 * @typedef {import("../../ui/menu.js").MenuEntry} MenuEntry
 * @typedef {import("../../table/panel.js").Spec} Spec
 * @typedef {NonNullable<ReturnType<typeof comparedOf>>} Found
 */

/** Members of which each is offered as the only one that is wrong. */
const FEW = 4;
/** What the menu offers to mark differences by; the column's settings have the rest. */
const MARKED = ["words", "characters", "nothing"];

export function installComparedItems() {
  addColumnItems("filter", filterEntries);
  addColumnItems("column", columnEntries);
}

/**
 * The column, if each member has its own, and the members that are shown.
 * @param {ColumnFacts} facts
 * @param {Place} place
 */
function comparedOf({ name }, { live }) {
  const { answer, spec } = live.view();
  if (!live.several || spec.compare?.as !== "join") return null;
  const column = answer?.columns.find((one) => one.name === name && one.members);
  const shown = answer?.members ?? [];
  return column && shown.length > 1 ? { column, shown } : null;
}

/** What is right and what members say, if the column is one of these. @param {ColumnFacts} facts @param {Place} place */
function outcomeOf({ name }, { live }) {
  const outcome = outcomeColumns(live.schema);
  return outcome && [outcome.truth, outcome.guess].includes(name) ? outcome : null;
}

/** @param {ColumnFacts} facts @param {Place} place @returns {MenuEntry[]} */
function filterEntries(facts, place) {
  const found = comparedOf(facts, place);
  if (!found) return [];
  const { live, actions } = place;
  const outcome = outcomeOf(facts, place);
  const terms = outcome ? outcomeTerms(outcome, found.shown, live.schema) : [];
  const few = found.shown.length > FEW ? terms.filter(({ label }) => !label.startsWith("Only ")) : terms;
  return [...differTerms(facts.name), ...few].map(({ label, filter }) => ({
    label,
    run: () => actions.addFilter(filter.includes(" or ") ? `(${filter})` : filter),
  }));
}

/** @param {ColumnFacts} facts @param {Place} place @returns {MenuEntry[]} */
function columnEntries(facts, place) {
  const found = comparedOf(facts, place);
  if (!found) return [];
  const { live, actions } = place;
  const { spec } = live.view();
  const added = facts.expr === null ? newColumns(facts, place, found) : [];
  return [
    ...added.map((column) => ({
      label: `Add: ${column.label}`,
      disabled: spec.columns.some(({ name }) => name === column.name),
      run: () => actions.add(column, facts.name, "right"),
    })),
    ...isWay(found, spec) ? [linesEntry(place)] : [],
    ...isText(found, spec) ? MARKED.map((by) => marksEntry(facts, place, by)) : [],
  ];
}

/**
 * @param {ColumnFacts} facts
 * @param {Place} place
 * @param {Found} found
 */
function newColumns(facts, place, { column, shown }) {
  const { spec } = place.live.view();
  const outcome = outcomeOf(facts, place);
  if (outcome && !spec.group?.length) return wayColumns(outcome);
  if (!hasDeltas(column)) return [];
  const index = spec.compare?.reference ?? 0;
  const reference = { index, label: spec.tables[index].label };
  const columns = deltaColumns(facts.name, shown, reference, { grouped: Boolean(spec.group?.length) });
  return shown.length > FEW ? columns.filter(({ expr }) => expr.includes("*")) : columns;
}

/** Whether the values of a row can be seen as a way. @param {Found} found @param {Spec} spec */
function isWay({ column }, spec) {
  return hasDeltas(column) && !spec.group?.length && spec.layout === "table";
}

/** @param {Found} found @param {Spec} spec */
function isText({ column }, spec) {
  return column.type.kind === "text" && !spec.group?.length;
}

/** @param {Place} place @returns {MenuEntry} */
function linesEntry({ live }) {
  const { spec } = live.view();
  const isOn = spec.compare?.over !== undefined;
  return {
    label: "Lines from member to member",
    checked: isOn,
    run: () =>
      show(live, compareEdits.setCompare(spec, { over: isOn ? undefined : "member", at: undefined })),
  };
}

/**
 * @param {ColumnFacts} facts
 * @param {Place} place
 * @param {string} by
 * @returns {MenuEntry}
 */
function marksEntry({ name }, { live }, by) {
  const { spec } = live.view();
  const format = by === "words" ? "changes" : `changes(${by})`;
  const columns = spec.columns.map((column) => column.name === name ? { ...column, format } : column);
  return {
    label: by === "nothing" ? "Mark no differences" : `Mark differences by ${by}`,
    checked: spec.columns.some((column) => column.name === name && column.format === format),
    run: () => show(live, { ...spec, columns }),
  };
}

/** @param {Place["live"]} live @param {unknown} next */
function show(live, next) {
  const { spec } = normaliseSpec(next, live.schemaFor(/** @type {Spec} */ (next)));
  live.show(spec, live.view().answer?.offset ?? 0).catch(() => {}); // said in the panel
}
