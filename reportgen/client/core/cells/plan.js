/** How the columns of a table are drawn: decided once for each, from all of its cells that are there. */

import { columnScale } from "./bins.js";
import { OWN } from "./faces.js";
import { columnFrames } from "./frame.js";
import { columnFormat } from "./numbers.js";
import { cellOf, isNumeric, MEMBERS } from "./registry.js";

/** @typedef {import("./types/view.d.ts").Answer} Answer */
/** @typedef {import("./types/view.d.ts").AnswerColumn} AnswerColumn */
/** @typedef {import("./types/view.d.ts").Component} Component */
/** @typedef {import("./types/view.d.ts").NumberFormat} NumberFormat */
/** @typedef {import("./types/view.d.ts").Scale} Scale */
/** @typedef {import("./types/view.d.ts").SpecColumn} SpecColumn */
/**
 * @typedef {{column: AnswerColumn, component: Component, format: NumberFormat, scale: Scale | null,
 *   largest: number, className: string | undefined, key: string, frame: import("./frame.js").ColumnFrame,
 *   index: number}} Plan `index` is its place among the answer's columns
 */

/** What draws a column's cells, where a module of the project does. @param {SpecColumn | undefined} entry */
function ownCell(entry) {
  return entry?.cell === undefined ? null : OWN.cell?.(entry.cell);
}

/** @param {AnswerColumn} column */
function classOf(column) {
  if (column.members) return "rg-members-cell";
  if (column.role === "count") return "rg-count-cell";
  if (isNumeric(column)) return "rg-right";
  if (column.type.key === "primary") return "rg-primary";
  return column.show === "value" && column.type.kind === "text" ? undefined : `rg-${column.show}-cell`;
}

/**
 * @param {Pick<Answer, "columns" | "rows" | "pinned" | "members">} answer
 * @param {SpecColumn[]} [entries] the spec's columns
 * @param {NumberFormat[]} [formats] how numbers are written, where more rows are known than these
 * @returns {Plan[]}
 */
export function planColumns(answer, entries = [], formats) {
  const said = new Map(entries.map((entry) => [entry.name, entry]));
  const frames = columnFrames(answer.columns, said);
  return planSome(answer, said, frames, answer.columns.map((_, index) => index), formats);
}

/**
 * @param {Pick<Answer, "columns" | "rows" | "pinned">} answer
 * @param {Map<string, SpecColumn>} said
 * @param {import("./frame.js").ColumnFrame[]} frames
 * @param {number[]} indices of the columns that are wanted
 * @param {NumberFormat[]} [formats]
 * @returns {Plan[]}
 */
export function planSome(answer, said, frames, indices, formats) {
  const rows = answer.pinned ? [...answer.pinned.rows, ...answer.rows] : answer.rows;
  return indices.map((index) => {
    const column = answer.columns[index];
    const values = rows.map((row) => row[index]);
    return {
      column: { ...column, entry: said.get(column.name) },
      component: ownCell(said.get(column.name)) ?? cellOf(column),
      format: formats?.[index] ?? (isNumeric(column) ? columnFormat(values) : {}),
      scale: columnScale(column),
      largest: column.role === "count" ? Math.max(0, ...values.map(Number)) : 0,
      className: [classOf(column), frames[index].className].filter(Boolean).join(" ") || undefined,
      frame: frames[index],
      index,
      // A group's key and another column may have one name.
      key: `${column.role} ${column.name}`,
      ...(column.members || column.labels) && MEMBERS.plan?.(column, values, answer),
    };
  });
}
