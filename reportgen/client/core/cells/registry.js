/**
 * Which component draws which kind of value, and which draws a group's summary. Components that few pages need come
 * in scripts of their own, which add them here: `media/install.js`, `markdown/install.js`.
 */

import { holdsMedia, isMedia } from "../expr/index.js";
import { FORMATS } from "../formats.js";
import { BooleanCell } from "./boolean.js";
import { CountCell } from "./count.js";
import { DistributionCell } from "./distribution.js";
import { HistogramCell } from "./histogram.js";
import { DurationCell, MomentCell } from "./moment.js";
import { BinaryCell, NestedCell } from "./nested.js";
import { NumberCell } from "./number.js";
import { TextCell } from "./textual.js";

/** @typedef {import("./types/view.d.ts").Component} Component */
/** @typedef {import("./types/view.d.ts").AnswerColumn} AnswerColumn */
/** @typedef {import("./types/view.d.ts").ColumnType} ColumnType */
/**
 * @typedef {(props: {view: import("./types/view.d.ts").View, on: import("./types/view.d.ts").Handlers,
 *   column: AnswerColumn}) => import("./types/preact.d.ts").VNode | null} HeaderPart
 */
/** @typedef {(props: {column: AnswerColumn, on: import("./types/view.d.ts").Handlers}) => import("./types/preact.d.ts").VNode} Hint */

/** A value's component, by the form of its column. @type {Record<string, Component>} */
export const CELLS = {
  integer: NumberCell,
  float: NumberCell,
  decimal: NumberCell,
  text: TextCell,
  boolean: BooleanCell,
  timestamp: MomentCell,
  date: MomentCell,
  time: MomentCell,
  duration: DurationCell,
  binary: BinaryCell,
  list: NestedCell,
  struct: NestedCell,
  map: NestedCell,
  mixed: NestedCell,
  null: TextCell,
};

/** A group's component, by the way that its column is shown. @type {Record<string, Component>} */
export const SUMMARIES = {
  histogram: HistogramCell,
  distribution: DistributionCell,
};

/** What stands under a column's name in place of its type, by the form of the column. @type {Record<string, Hint>} */
export const HINTS = {};

/** What stands beneath a group that a reader has opened. @type {Record<string, any>} */
export const BENEATH = {};

/** What stands in headers besides, where a script has brought it. @type {{summary: HeaderPart | null}} */
export const HEADS = { summary: null };

/**
 * How columns are drawn whose cells hold a value of each member, or the label of one, where a script has brought it.
 * `whole` is what stands over the groups: what columns say of all rows.
 * @type {{plan: ((column: AnswerColumn, values: unknown[], answer: object) => object) | null,
 *   whole: ((props: any) => import("./types/preact.d.ts").VNode) | null}}
 */
export const MEMBERS = { plan: null, whole: null };

const NUMBERS = new Set(["integer", "float"]);

/**
 * The form in which a type's values are drawn: its kind, unless there is something to draw that the kind does not say.
 * `reportgen/extras.py` tells pages by the same rules which scripts they need.
 * @param {ColumnType} type
 */
export function formOf(type) {
  if (type.format === "markdown") return "markdown";
  if (isMedia(type) || type.kind === "mixed") return type.kind;
  if (holdsMedia(type)) return "parts";
  return type.kind === "list" && type.length && NUMBERS.has(type.item?.kind ?? "") ? "vector" : type.kind;
}

const RIGHT = new Set(["integer", "float", "decimal", "duration"]);

/** Whether the values of a column stand at its right edge. @param {AnswerColumn} column */
export function isNumeric(column) {
  return !column.members && (column.role === "cell" || column.role === "value") && column.show === "value" &&
    RIGHT.has(column.type.kind) && !column.type.classes;
}

/** The component for one column of an answer. @param {AnswerColumn} column @returns {Component} */
export function cellOf(column) {
  if (column.role === "count") return CountCell;
  if (column.step && CELLS.step) return CELLS.step;
  return SUMMARIES[column.show] ?? FORMATS.cell?.(column) ?? CELLS[formOf(column.type)] ??
    CELLS[column.type.kind] ?? NestedCell;
}
