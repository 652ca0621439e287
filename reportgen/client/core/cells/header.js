/** The header of one column: its name, its order, its menu, and what its cells are. */

import { html } from "./html.js";
import { edgeText } from "./bins.js";
import { icon } from "./icons.js";
import { formOf, HEADS, HINTS, isNumeric } from "./registry.js";
import { clip, typeName } from "./text.js";

/** @typedef {import("./types/view.d.ts").AnswerColumn} AnswerColumn */
/** @typedef {import("./types/view.d.ts").View} View */
/** @typedef {import("./types/view.d.ts").Handlers} Handlers */

/** The expression of a derived column. @param {View} view @param {AnswerColumn} column */
function expressionOf(view, column) {
  return view.spec.columns?.find((entry) => entry.name === column.name)?.expr;
}

/**
 * Where the column stands among the sort keys.
 * @param {View} view
 * @param {AnswerColumn} column
 */
function orderOf(view, column) {
  const sort = view.spec.sort ?? [];
  const quoted = `"${column.name.replaceAll('"', '""')}"`;
  const own = [column.name, quoted, expressionOf(view, column)];
  // Groups are sorted by a histogram's mean, and by a count under its own name.
  const means = column.show === "histogram" ? own.map((name) => `avg(${name})`) : [];
  const names = [...own, ...means, ...(column.role === "count" ? ["count(*)"] : [])];
  const index = sort.findIndex((key) => names.includes(key.by));
  return index < 0 ? null : { index, several: sort.length > 1, descending: sort[index].dir === "desc" };
}

/** @param {{order: {index: number, several: boolean, descending: boolean}}} props */
function Order({ order }) {
  return html`
    <span class="rg-order">${icon(order.descending ? "down" : "up")}${order.several
      ? String(order.index + 1)
      : null}</span>
  `;
}

/** The second line: the scale of a histogram, else what the values are. @param {{view: View, column: AnswerColumn, on: Handlers}} props */
function Hint({ view, column, on }) {
  const domain = column.domain;
  if (column.show === "histogram" && domain) {
    return html`
      <span class=${`rg-hint rg-axis rg-axis-${view.spec.row_height ?? "medium"}`}>
        <span>${edgeText(domain.lo, column.type, column.format)}</span><span>${domain.hi > domain.lo
          ? edgeText(domain.hi, column.type, column.format)
          : null}</span>
      </span>
    `;
  }
  if (column.as) return html`<span class="rg-hint">${column.as}</span>`;
  const expression = column.derived ? expressionOf(view, column) : undefined;
  if (expression && expression !== column.name) {
    return html`<span class="rg-hint rg-expression" title=${clip(expression, 1000)}>${`= ${
      clip(expression, 60)
    }`}</span>`;
  }
  const Own = HINTS[formOf(column.type)];
  if (Own && column.role !== "count") return html`<${Own} column=${column} on=${on} />`;
  return html`<span class="rg-hint">${column.role === "count" ? "rows" : typeName(column.type)}</span>`;
}

/**
 * @param {{view: View, on: Handlers, column: AnswerColumn, frame: import("./frame.js").ColumnFrame, at?: number}} props
 *   `at` is said where not all columns are drawn
 */
export function Header({ view, on, column, frame, at }) {
  const label = column.label ?? column.name;
  const order = orderOf(view, column);
  const direction = order ? (order.descending ? "descending" : "ascending") : "none";
  const classes = [isNumeric(column) ? "rg-right" : "", frame.className].filter(Boolean).join(" ");
  return html`
    <th scope="col" class=${classes || undefined} aria-sort=${direction} aria-colindex=${at}>
      <div class="rg-head">
        <button
          type="button"
          class="rg-sort"
          title=${`Sort by ${label}`}
          onClick=${on.sort && ((/** @type {Event} */ event) => on.sort?.(column.name, event))}
        ><span class="rg-name" dir="auto">${label}</span>${order &&
          html`<${Order} order=${order} />`}</button>
        <button
          type="button"
          class="rg-icon-button rg-menu-button"
          aria-label=${`Column menu: ${label}`}
          aria-haspopup="menu"
          onClick=${on.columnMenu &&
            ((/** @type {Event} */ event) => on.columnMenu?.(column.name, event.currentTarget))}
        >${icon("menu")}</button>
      </div>
      <${Hint} view=${view} column=${column} on=${on} />
      ${view.spec.summaries && HEADS.summary &&
        html`<${HEADS.summary} view=${view} on=${on} column=${column} />`}
      ${frame.width !== undefined &&
        html`<svg class="rg-width" width=${frame.width} height="1" aria-hidden="true" />`}
      <span class="rg-edge" aria-hidden="true"></span>
    </th>
  `;
}
