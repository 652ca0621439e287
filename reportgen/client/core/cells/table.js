/** The table of a panel: its headers, its rows, and the region in which it scrolls. */

import { html } from "./html.js";
import { columnScale } from "./bins.js";
import { Header } from "./header.js";
import { columnFormat } from "./numbers.js";
import { cellOf, isNumeric } from "./registry.js";
import { ROW_HEIGHTS, rowHeightOf } from "./sizes.js";

/** @typedef {import("./types/view.d.ts").Answer} Answer */
/** @typedef {import("./types/view.d.ts").AnswerColumn} AnswerColumn */
/** @typedef {import("./types/view.d.ts").Component} Component */
/** @typedef {import("./types/view.d.ts").Handlers} Handlers */
/** @typedef {import("./types/view.d.ts").NumberFormat} NumberFormat */
/** @typedef {import("./types/view.d.ts").Place} Place */
/** @typedef {import("./types/view.d.ts").Scale} Scale */
/** @typedef {import("./types/view.d.ts").View} View */
/**
 * How one column is drawn: decided once, from all of its visible cells.
 * @typedef {{column: AnswerColumn, component: Component, format: NumberFormat, scale: Scale | null,
 *   largest: number, className: string | undefined, key: string}} Plan
 *
 * @typedef {Omit<Place, "key" | "largest"> & {row: unknown[], columns: AnswerColumn[], plans: Plan[],
 *   rowKey: unknown}} RowProps
 */

/** Pixels of rows from which the table scrolls in a frame of its own, under headers that stay in sight. */
const TALL = 1600;

/** @param {AnswerColumn} column */
function classOf(column) {
  if (column.role === "count") return "rg-count-cell";
  if (isNumeric(column)) return "rg-right";
  return column.show === "value" && column.type.kind === "text" ? undefined : `rg-${column.show}-cell`;
}

/** @param {Answer} answer @returns {Plan[]} */
function planColumns(answer) {
  return answer.columns.map((column, index) => {
    const values = answer.rows.map((row) => row[index]);
    return {
      column,
      component: cellOf(column),
      format: isNumeric(column) ? columnFormat(values) : {},
      scale: columnScale(column),
      largest: column.role === "count" ? Math.max(0, ...values.map(Number)) : 0,
      className: classOf(column),
      // A group's key and another column may have one name.
      key: `${column.role} ${column.name}`,
    };
  });
}

/** @param {{value: unknown, plan: Plan, place: Place}} props */
function Cell({ value, plan, place }) {
  const { column, component, format, scale, className, largest } = plan;
  const content = value === null || value === undefined
    ? html`<span class="rg-null">null</span>`
    : html`<${component} value=${value} column=${column} format=${format} scale=${scale} place=${{
      ...place,
      largest,
    }} />`;
  if (column.role === "key") return html`<th scope="row" class="rg-key">${content}</th>`;
  return html`<td class=${className}>${content}</td>`;
}

/** What a row is drawn from; `plans` follow from the columns. @type {(keyof RowProps)[]} */
const DRAWN_FROM = ["row", "columns", "rowHeight", "number", "alive", "media", "group", "on"];

/**
 * One row. Typing in the filter, progress and messages draw the panel again, but not the rows, of which one may
 * hold hundreds of bars.
 * @this {{props: RowProps, shouldComponentUpdate?: (next: RowProps) => boolean}}
 * @param {RowProps} props
 */
function Row(props) {
  this.shouldComponentUpdate = function (next) {
    return DRAWN_FROM.some((name) => next[name] !== this.props[name]);
  };
  const { row, columns: _, plans, rowKey, ...rest } = props;
  const place = { ...rest, key: rowKey, largest: 0 };
  return html`
    <tr>${plans.map((plan, index) =>
      html`<${Cell} key=${plan.key} value=${row[index]} plan=${plan} place=${place} />`
    )}</tr>
  `;
}

/** @type {string[]} */
const UNGROUPED = [];

/** @param {{view: View, on: Handlers, answer: Answer, plans: Plan[]}} props */
function Rows({ view, on, answer, plans }) {
  const shared = {
    columns: answer.columns,
    plans,
    on,
    media: view.media ?? "",
    alive: view.state !== "static",
    group: view.spec.group ?? UNGROUPED,
    rowHeight: rowHeightOf(view.spec),
  };
  const keys = answer.kind === "groups" ? answer.keys : answer.ids;
  return answer.rows.map((row, index) =>
    html`
      <${Row} key=${index} ...${shared} row=${row} rowKey=${keys?.[index]} index=${index}
        number=${answer.offset + index + 1} />
    `
  );
}

/** What stands in place of rows. @param {{answer: Answer, columns: number}} props */
function Nothing({ answer, columns }) {
  const text = answer.total === 0 ? "This table has no rows." : "No rows match this filter.";
  return html`
    <tr class="rg-nothing">
      <td colspan=${Math.max(1, columns)}>${text}</td>
    </tr>
  `;
}

/** @param {{view: View, on: Handlers}} props */
export function Table({ view, on }) {
  const answer = view.answer;
  if (!answer) return html`<div class="rg-region rg-blank">Nothing to show yet.</div>`;
  const plans = planColumns(answer);
  const tall = answer.rows.length * ROW_HEIGHTS[rowHeightOf(view.spec)] > TALL;
  const height = view.spec.height;
  const crowded = answer.columns.length > (answer.kind === "groups" ? 9 : 14);
  const region = html`
    <div
      class=${tall ? "rg-region rg-tall" : "rg-region"}
      role="region"
      aria-label=${`Table ${view.schema.label ?? view.schema.ref ?? view.id}`}
      aria-busy=${view.busy ? "true" : undefined}
      tabindex="0"
    >
      <table class=${`rg-table rg-${answer.kind} rg-rows-${rowHeightOf(view.spec)}${
        crowded ? " rg-crowded" : ""
      }`}>
        <thead>
          <tr>${plans.map((plan) =>
            html`<${Header} key=${plan.key} view=${view} on=${on} column=${plan.column} />`
          )}</tr>
        </thead>
        <tbody>
          ${answer.rows.length > 0
            ? html`<${Rows} view=${view} on=${on} answer=${answer} plans=${plans} />`
            : html`<${Nothing} answer=${answer} columns=${plans.length} />`}
        </tbody>
      </table>
    </div>
  `;
  if (!height) return region;
  // The page's policy forbids style attributes: an empty drawing of that height holds the frame open.
  return html`
    <div
      class="rg-fixed"><svg class="rg-strut" width="1" height=${height} aria-hidden="true" />${region}</div>
  `;
}
