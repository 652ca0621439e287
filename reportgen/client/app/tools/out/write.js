/** Rows as text files. */

import { cellText, rowObject } from "./values.js";

/**
 * @typedef {import("../../../core/cells/types/view.d.ts").AnswerColumn} AnswerColumn
 * @typedef {{ending: string, type: string, head: (columns: AnswerColumn[]) => string,
 *   rows: (columns: AnswerColumn[], rows: unknown[][]) => string}} Writer
 */

/** @type {Record<string, Writer>} */
export const WRITERS = {
  csv: {
    ending: "csv",
    type: "text/csv",
    head: (columns) => `${columns.map(({ label }) => csvCell(label)).join(",")}\n`,
    rows: (columns, rows) =>
      rows.map((row) => `${row.map((value, i) => csvCell(cellText(value, columns[i].type))).join(",")}\n`)
        .join(""),
  },
  jsonl: {
    ending: "jsonl",
    type: "application/jsonl",
    head: () => "",
    rows: (columns, rows) => rows.map((row) => `${JSON.stringify(rowObject(columns, row))}\n`).join(""),
  },
};

/**
 * Rows as tables of other programs take them from the clipboard.
 * @param {AnswerColumn[]} columns
 * @param {unknown[][]} rows
 */
export function tsvText(columns, rows) {
  const line = (/** @type {string[]} */ cells) =>
    cells.map((text) => text.replace(/[\t\n\r]+/g, " ")).join("\t");
  return [
    line(columns.map(({ label }) => label)),
    ...rows.map((row) => line(row.map((value, index) => cellText(value, columns[index].type)))),
  ].join("\n");
}

/** @param {string} text */
function csvCell(text) {
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
