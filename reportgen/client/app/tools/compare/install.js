/** What the menus of columns offer where members are compared: which rows they differ on, and by how much. */

import { deltaColumns, differTerms, hasDeltas, outcomeColumns, outcomeTerms } from "../../../core/index.js";
import { addColumnItems } from "../../table/items.js";

/**
 * @typedef {import("../../table/items.js").Place} Place
 * @typedef {import("../../table/column_facts.js").ColumnFacts} ColumnFacts
 * @typedef {import("../../ui/menu.js").MenuEntry} MenuEntry
 */

/** Members of which each is offered as the only one that is wrong. */
const FEW = 4;

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

/** @param {ColumnFacts} facts @param {Place} place @returns {MenuEntry[]} */
function filterEntries(facts, place) {
  const found = comparedOf(facts, place);
  if (!found) return [];
  const { live, actions } = place;
  const outcome = outcomeColumns(live.schema);
  const isOutcome = outcome && [outcome.truth, outcome.guess].includes(facts.name);
  const terms = isOutcome ? outcomeTerms(outcome, found.shown, live.schema) : [];
  const few = found.shown.length > FEW ? terms.filter(({ label }) => !label.startsWith("Only ")) : terms;
  return [...differTerms(facts.name), ...few].map(({ label, filter }) => ({
    label,
    run: () => actions.addFilter(filter.includes(" or ") ? `(${filter})` : filter),
  }));
}

/** @param {ColumnFacts} facts @param {Place} place @returns {MenuEntry[]} */
function columnEntries(facts, place) {
  const found = comparedOf(facts, place);
  if (!found || !hasDeltas(found.column) || facts.expr !== null) return [];
  const { live, actions } = place;
  const { spec } = live.view();
  const index = spec.compare?.reference ?? 0;
  const reference = { index, label: spec.tables[index].label };
  const grouped = Boolean(spec.group?.length);
  const columns = deltaColumns(facts.name, found.shown, reference, { grouped });
  const few = found.shown.length > FEW ? columns.filter(({ expr }) => expr.includes("*")) : columns;
  return few.map(({ label, name, expr }) => ({
    label: `Add: ${label}`,
    disabled: spec.columns.some((column) => column.name === name),
    run: () => actions.add({ name, expr }, facts.name, "right"),
  }));
}
