/** A pivot as a table: a row for each group, a column for each value, shades that say how much, and totals. */

import { levelOf } from "../../plots/series.js";
import { html } from "../html.js";
import { Header } from "../header.js";
import { icon } from "../icons.js";
import { planColumns } from "../plan.js";
import { cellWriter, columnText, rowsText, valueText } from "./words.js";

/** @typedef {import("../../spec/types.js").Pivoted} Pivoted */
/** @typedef {import("../../spec/types.js").PivotCell} PivotCell */
/** @typedef {import("../types/view.d.ts").Answer} Answer */
/** @typedef {import("../types/view.d.ts").Handlers} Handlers */
/** @typedef {import("../types/view.d.ts").View} View */
/**
 * @typedef {object} Drawn what all cells are drawn from
 * @property {Answer} answer
 * @property {Pivoted} pivot
 * @property {Handlers} on
 * @property {(cell: PivotCell | null) => string} write
 * @property {(cell: PivotCell | null) => number} level
 */

/** From this level on, numbers are light on dark. */
const DARK = 5;

/**
 * One scale for all cells, or for those that are not on the diagonal.
 * @param {Pivoted} pivot
 */
function levelsOf({ cells, diagonal }) {
  const values = cells.flatMap((line, row) => line.filter((_, column) => diagonal[row] !== column))
    .map((cell) => Number(cell?.value ?? 0)).filter((value) => Number.isFinite(value));
  const [least, most] = [Math.min(0, ...values), Math.max(0, ...values)];
  return (/** @type {PivotCell | null} */ cell) => {
    const value = Number(cell?.value ?? 0);
    return Number.isNaN(value) ? 0 : levelOf(Math.min(most, Math.max(least, value)), least, most);
  };
}

/**
 * A number that opens its rows.
 * @param {{cell: PivotCell | null, drawn: Drawn, row: number | null, column: number | null}} props null: of all
 */
function Opener({ cell, drawn, row, column }) {
  const { answer, pivot, on, write } = drawn;
  const text = write(cell);
  if (!cell || cell.n === 0) return html`<span class="rg-empty">${text || "–"}</span>`;
  const where = [
    ...row === null
      ? []
      : answer.columns.map((key, index) => `${key.label} ${valueText(answer.rows[row][index], key)}`),
    ...column === null ? [] : [`${pivot.label} ${columnText(pivot, column)}`],
  ];
  const said = pivot.cell === "count" ? rowsText(cell.n) : `${text} (${rowsText(cell.n)})`;
  const name = `${where.join(", ") || "All"}: ${said}`;
  return html`
    <button type="button" class="rg-open-cell" tabindex="-1" aria-label=${name} title=${name}
      onClick=${on.pivotCell && (() => on.pivotCell?.(row, column))}>${text}</button>
  `;
}

/** @param {{drawn: Drawn, row: number, column: number}} props */
function Cell({ drawn, row, column }) {
  const { pivot, level } = drawn;
  const cell = pivot.cells[row][column];
  const isDiagonal = pivot.diagonal[row] === column;
  const shade = level(cell);
  const classes = isDiagonal
    ? "rg-diagonal"
    : column < pivot.values.length
    ? `rg-level rg-level-${shade}${shade >= DARK ? " rg-on-dark" : ""}`
    : "rg-rest-cell";
  return html`
    <td class=${classes}>
      <${Opener} cell=${cell} drawn=${drawn} row=${row} column=${column} />
    </td>
  `;
}

/** @param {{view: View, drawn: Drawn, plans: import("../table.js").Plan[]}} props */
function Head({ view, drawn, plans }) {
  const { pivot, on } = drawn;
  const width = Math.max(1, pivot.columnTotals.length);
  const { pivotMenu } = on;
  return html`
    <thead>
      <tr>
        <td colspan=${plans.length} class="rg-pivot-corner" />
        <th scope="colgroup" colspan=${width}>
          <div class="rg-head">
            <span class="rg-name" dir="auto">${pivot.label}</span>
            <button type="button" class="rg-icon-button rg-menu-button" aria-haspopup="menu"
              aria-label=${`Pivot menu: ${pivot.label}`}
              onClick=${pivotMenu && ((/** @type {Event} */ event) => pivotMenu(event.currentTarget))}
            >${icon("menu")}</button>
          </div>
          <span class="rg-hint">${pivot.cell === "count" ? "rows" : pivot.cell}</span>
        </th>
        <th scope="col" rowspan="2" class="rg-right rg-total">all</th>
      </tr>
      <tr>
        ${plans.map((plan) =>
          html`<${Header} key=${plan.key} view=${view} on=${on} column=${plan.column} frame=${plan.frame} />`
        )}
        ${pivot.columnTotals.map((_, at) => {
          const isNull = at < pivot.values.length && pivot.values[at] === null;
          return html`<th scope="col" class="rg-right rg-pivot-value" dir="auto">${
            isNull ? html`<span class="rg-null">null</span>` : columnText(pivot, at)
          }</th>`;
        })}
        ${pivot.columnTotals.length === 0 && html`<th scope="col">none</th>`}
      </tr>
    </thead>
  `;
}

/** @param {{drawn: Drawn, plans: import("../table.js").Plan[], view: View, row: number}} props */
function Line({ drawn, plans, view, row }) {
  const { answer, pivot, on } = drawn;
  const values = answer.rows[row];
  const place = {
    ...{ on, media: view.media ?? "", alive: view.state !== "static", group: view.spec.group ?? [] },
    ...{
      rowHeight: /** @type {const} */ ("small"),
      index: row,
      number: answer.offset + row + 1,
      key: values,
      largest: 0,
    },
  };
  return html`
    <tr>
      ${plans.map(({ key, component, column, format, scale }, index) =>
        html`<th key=${key} scope="row" class="rg-pivot-key">${
          values[index] === null || values[index] === undefined
            ? html`<span class="rg-null">null</span>`
            : html`<${component} value=${
              values[index]
            } column=${column} format=${format} scale=${scale} place=${place} />`
        }</th>`
      )}
      ${pivot.cells[row].map((_, column) =>
        html`<${Cell} key=${column} drawn=${drawn} row=${row} column=${column} />`
      )}
      <td class="rg-total"><${Opener} cell=${pivot
        .rowTotals[row]} drawn=${drawn} row=${row} column=${null} /></td>
    </tr>
  `;
}

/** What the numbers and the shades leave open. @param {{drawn: Drawn}} props */
function Notes({ drawn: { answer, pivot } }) {
  const { values, distinct, others, diagonal } = pivot;
  const notes = [
    ...others
      ? [
        `${pivot.label} has ${distinct} values: the ${values.length} most frequent have a column, the others share one.`,
      ]
      : [],
    ...diagonal.length
      ? [
        `Outlined: ${
          answer.columns[0].label
        } and ${pivot.label} are the same. The shades compare the other cells.`,
      ]
      : [],
  ];
  if (!notes.length) return null;
  return html`<ul class="rg-pivot-notes">${notes.map((note) => html`<li>${note}</li>`)}</ul>`;
}

/** @param {{view: View, on: Handlers}} props */
export function PivotFace({ view, on }) {
  const answer = /** @type {Answer} */ (view.answer);
  const pivot = /** @type {Pivoted} */ (answer.pivot);
  const plans = planColumns(answer, view.spec.columns);
  /** @type {Drawn} */
  const drawn = { answer, pivot, on, write: cellWriter(pivot), level: levelsOf(pivot) };
  const name = `Table ${view.schema.label ?? view.schema.ref ?? view.id}, by ${pivot.label}, ${view.id}`;
  return html`
    <div class="rg-region" role="region" aria-label=${name} aria-busy=${view.busy
      ? "true"
      : undefined} tabindex="0">
      <table class="rg-table rg-pivot">
        <${Head} view=${view} drawn=${drawn} plans=${plans} />
        <tbody>
          ${answer.rows.map((_, row) =>
            html`<${Line} key=${row} view=${view} drawn=${drawn} plans=${plans} row=${row} />`
          )}
          ${answer.rows.length === 0 && html`
            <tr class="rg-nothing">
              <td colspan=${plans.length + 2}>${answer.total === 0
                ? "This table has no rows."
                : "No rows match this filter."}</td>
            </tr>
          `}
        </tbody>
        ${answer.rows.length > 0 && html`
          <tfoot>
            <tr class="rg-totals">
              <th scope="row" colspan=${plans.length}>all</th>
              ${pivot.columnTotals.map((cell, column) =>
                html`
                  <td key=${column} class="rg-total">
                    <${Opener} cell=${cell} drawn=${drawn} row=${null} column=${column} />
                  </td>
                `
              )}
              <td class="rg-total"><${Opener} cell=${pivot
                .whole} drawn=${drawn} row=${null} column=${null} /></td>
            </tr>
          </tfoot>
        `}
      </table>
    </div>
    <${Notes} drawn=${drawn} />
  `;
}
