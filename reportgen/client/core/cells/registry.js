/** Which component draws which kind of value, and which draws a group's summary. */

import { BooleanCell } from "./boolean.js";
import { CountCell } from "./count.js";
import { DistributionCell } from "./distribution.js";
import { GalleryCell } from "./gallery.js";
import { HistogramCell } from "./histogram.js";
import { ImageCell } from "./image.js";
import { DurationCell, MomentCell } from "./moment.js";
import { BinaryCell, NestedCell } from "./nested.js";
import { NumberCell } from "./number.js";
import { TextCell } from "./textual.js";

/** @typedef {import("./types/view.d.ts").Component} Component */
/** @typedef {import("./types/view.d.ts").AnswerColumn} AnswerColumn */

/** A value's component, by the kind of its column. @type {Record<string, Component>} */
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
  image: ImageCell,
  mixed: NestedCell,
  null: TextCell,
};

/** A group's component, by the way that its column is shown. @type {Record<string, Component>} */
export const SUMMARIES = {
  histogram: HistogramCell,
  distribution: DistributionCell,
  gallery: GalleryCell,
};

const RIGHT = new Set(["integer", "float", "decimal", "duration"]);

/** Whether the values of a column stand at its right edge. @param {AnswerColumn} column */
export function isNumeric(column) {
  return (column.role === "cell" || column.role === "value") && column.show === "value" &&
    RIGHT.has(column.type.kind);
}

/** The component for one column of an answer. @param {AnswerColumn} column @returns {Component} */
export function cellOf(column) {
  if (column.role === "count") return CountCell;
  return SUMMARIES[column.show] ?? CELLS[column.type.kind] ?? NestedCell;
}
