/** A cell that holds a value of each member. */

import { html } from "../html.js";
import { columnScale } from "../bins.js";
import { columnFormat } from "../numbers.js";
import { CELLS, formOf } from "../registry.js";
import { isMedia } from "../../expr/index.js";
import { CountsOfMembers, DistributionsCell, SummariesCell } from "./distributions.js";
import { HistogramsCell } from "./histograms.js";
import { ImagesCell, MediaCell } from "./images.js";
import { isAbsent, membersOf } from "./member.js";
import { asNumber, barRange, NumbersCell } from "./numbers.js";
import { FlipsCell } from "./trajectory.js";
import { LabelCell, ValuesCell } from "./values.js";

/** @typedef {import("../types/view.d.ts").AnswerColumn} AnswerColumn */
/** @typedef {import("../types/view.d.ts").Answer} Answer */
/** @typedef {import("../types/view.d.ts").Component} Component */
/** @typedef {import("../types/view.d.ts").Member} Member */

/** @type {Record<string, Component>} */
const OF_SUMMARIES = { histogram: HistogramsCell, distribution: DistributionsCell, gallery: SummariesCell };
const NUMBERS = new Set(["integer", "float", "decimal"]);

/**
 * What a column's cells are drawn by: the values of all members, or, on the way from one to the next, the latest until
 * there.
 * @param {AnswerColumn} column
 * @returns {Component}
 */
function membersCell(column) {
  const Own = wholeCell(column);
  return (props) => {
    const at = reachedOf(props);
    if (at === null) return html`<${Own} ...${props} />`;
    const shown = [/** @type {Member} */ (column.shown?.[at])];
    const one = [/** @type {unknown[]} */ (props.value)[at]];
    return html`
      <${Own} ...${props} value=${one} column=${{ ...props.column, shown }}
        place=${{ ...props.place, compare: { ...props.place.compare, over: undefined } }} />
    `;
  };
}

/**
 * The place of the member whose value is shown alone: the one that is reached, or the latest before that has the row.
 * @param {import("../types/view.d.ts").CellProps} props
 * @returns {number | null} null where all are shown
 */
function reachedOf({ value, column, place }) {
  const { over, at } = place.compare ?? {};
  const members = column.shown ?? [];
  const reached = over === undefined || at === undefined
    ? -1
    : members.findIndex(({ index }) => index === at);
  if (reached < 0) return null;
  const values = /** @type {unknown[]} */ (value);
  for (let one = reached; one > 0; one--) {
    if (values[one] !== null && values[one] !== undefined && !isAbsent(members[one], place)) return one;
  }
  return reached > 0 && values[0] === null ? reached : 0;
}

/** @param {AnswerColumn} column @returns {Component} */
function wholeCell(column) {
  if (column.role === "count") return CountsOfMembers;
  const summary = OF_SUMMARIES[column.show];
  if (summary) return summary;
  const { kind, classes } = column.type;
  if (kind === "image") return ImagesCell;
  if (kind === "boolean") return FlipsCell;
  if (NUMBERS.has(kind) && !classes) return NumbersCell;
  return isMedia(column.type) && CELLS[formOf(column.type)] ? MediaCell : ValuesCell;
}

/**
 * How such a column is drawn, decided from all cells of the page.
 * @param {AnswerColumn} column
 * @param {unknown[]} values lists, one value a member
 * @param {Pick<Answer, "members">} answer
 */
export function planMembers(column, values, answer) {
  if (column.labels) {
    return { column: { ...column, shown: answer.members }, component: LabelCell };
  }
  const flat = values.flatMap((value) => Array.isArray(value) ? value : []);
  const isBar = NUMBERS.has(column.type.kind) && column.show !== "histogram" && column.role !== "count";
  const drawn = {
    ...column,
    shown: membersOf(column, answer),
    range: isBar ? barRange(flat, column.range) : column.range,
  };
  return {
    column: drawn,
    component: membersCell(drawn),
    format: NUMBERS.has(column.type.kind) ? columnFormat(flat) : {},
    scale: columnScale(column),
    largest: column.role === "count" ? Math.max(0, ...flat.map(asNumber).filter(Number.isFinite)) : 0,
  };
}
