/** What a format does to the values that are in view. */

import { cellOf, planColumns } from "../../../core/index.js";
import { html } from "../../ui/html.js";

/**
 * @typedef {import("../../table/panel.js").View} View
 * @typedef {import("../../../core/cells/types/view.d.ts").AnswerColumn} AnswerColumn
 * @typedef {import("../../../core/cells/types/view.d.ts").HistogramValue} HistogramValue
 */

const MOST = 4;

/**
 * @param {View} view
 * @param {AnswerColumn} column
 * @param {string | undefined} format
 */
export function preview(view, column, format) {
  const at = view.answer?.columns.indexOf(column) ?? -1;
  const values = (view.answer?.rows ?? []).map((row) => valueOf(row[at], column))
    .filter((value) => value !== null && value !== undefined);
  if (!values.length) return null;
  const { format: _, ...rest } = column;
  /** @type {AnswerColumn} */
  const drawn = {
    ...rest,
    role: "cell",
    show: "value",
    range: column.range ?? rangeOf(values),
    ...format ? { format } : {},
  };
  const [plan] = planColumns({ columns: [drawn], rows: values.map((value) => [value]) });
  const place = {
    on: {},
    media: view.media ?? "",
    alive: true,
    group: [],
    rowHeight: /** @type {const} */ ("medium"),
    index: 0,
    number: 1,
    key: 0,
    largest: 0,
  };
  return html`
    <div class="rg-preview" role="group" aria-label="Preview">
      ${values.slice(0, MOST).map((value) =>
        html`
          <div class="rg-preview-cell">
            <${cellOf(drawn)} value=${value} column=${drawn} format=${plan.format}
              scale=${null} place=${place} />
          </div>
        `
      )}
    </div>
  `;
}

/** A cell's value, of a histogram its mean. @param {unknown} value @param {AnswerColumn} column */
function valueOf(value, column) {
  if (column.show === "value") return value;
  return column.show === "histogram" ? /** @type {HistogramValue | null} */ (value)?.mean : null;
}

/** @param {unknown[]} values */
function rangeOf(values) {
  const numbers = values.map(Number).filter(Number.isFinite);
  return numbers.length ? { lo: Math.min(...numbers), hi: Math.max(...numbers) } : undefined;
}
