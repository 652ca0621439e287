/** The table of a panel: its headers, its rows, and the region in which it scrolls. */

import { html } from "./html.js";
import { columnScale } from "./bins.js";
import { columnFrames } from "./frame.js";
import { Header } from "./header.js";
import { columnFormat } from "./numbers.js";
import { BENEATH, cellOf, isNumeric } from "./registry.js";
import { CornerCell, GroupButton, RowHandle } from "./row_handle.js";
import { ROW_HEIGHTS, rowHeightOf } from "./sizes.js";
import { pack } from "../wire.js";

/** @typedef {import("./types/view.d.ts").Answer} Answer */
/** @typedef {import("./types/view.d.ts").AnswerColumn} AnswerColumn */
/** @typedef {import("./types/view.d.ts").Component} Component */
/** @typedef {import("./types/view.d.ts").Handlers} Handlers */
/** @typedef {import("./types/view.d.ts").NumberFormat} NumberFormat */
/** @typedef {import("./types/view.d.ts").Place} Place */
/** @typedef {import("./types/view.d.ts").Scale} Scale */
/** @typedef {import("./types/view.d.ts").SpecColumn} SpecColumn */
/** @typedef {import("./types/view.d.ts").View} View */
/**
 * How one column is drawn: decided once, from all of its visible cells.
 * @typedef {{column: AnswerColumn, component: Component, format: NumberFormat, scale: Scale | null,
 *   largest: number, className: string | undefined, key: string, frame: import("./frame.js").ColumnFrame}} Plan
 *
 * @typedef {Omit<Place, "key" | "largest"> & {row: unknown[], columns: AnswerColumn[], plans: Plan[],
 *   rowKey: unknown, selected?: boolean, open?: boolean, pinned?: boolean, entries?: SpecColumn[]}} RowProps
 */

/** Pixels of rows from which the table scrolls in a frame of its own, under headers that stay in sight. */
const TALL = 1600;

/** @param {AnswerColumn} column */
function classOf(column) {
  if (column.role === "count") return "rg-count-cell";
  if (isNumeric(column)) return "rg-right";
  if (column.type.key === "primary") return "rg-primary";
  return column.show === "value" && column.type.kind === "text" ? undefined : `rg-${column.show}-cell`;
}

/**
 * @param {Pick<Answer, "columns" | "rows" | "pinned">} answer
 * @param {SpecColumn[]} [entries] the spec's columns
 * @returns {Plan[]}
 */
export function planColumns(answer, entries = []) {
  const said = new Map(entries.map((entry) => [entry.name, entry]));
  const frames = columnFrames(answer.columns, said);
  const rows = answer.pinned ? [...answer.pinned.rows, ...answer.rows] : answer.rows;
  return answer.columns.map((column, index) => {
    const values = rows.map((row) => row[index]);
    return {
      column: { ...column, entry: said.get(column.name) },
      component: cellOf(column),
      format: isNumeric(column) ? columnFormat(values) : {},
      scale: columnScale(column),
      largest: column.role === "count" ? Math.max(0, ...values.map(Number)) : 0,
      className: [classOf(column), frames[index].className].filter(Boolean).join(" ") || undefined,
      frame: frames[index],
      // A group's key and another column may have one name.
      key: `${column.role} ${column.name}`,
    };
  });
}

/** @param {{value: unknown, other?: unknown, plan: Plan, place: Place, open?: boolean}} props `open` only for the cell that opens a group */
function Cell({ value, other, plan, place, open }) {
  const { column, component, format, scale, className, largest } = plan;
  const drawn = value === null || value === undefined ? html`<span class="rg-null">null</span>` : html`
    <${component} value=${value} other=${other} column=${column} format=${format} scale=${scale}
      place=${{
        ...place,
        largest,
      }} />
  `;
  // A column of a said width is not widened by what is in it.
  const content = plan.frame.width === undefined ? drawn : html`<div>${drawn}</div>`;
  if (column.role === "key") {
    const button = open !== undefined && html`<${GroupButton} place=${place} open=${open} />`;
    return html`<th scope="row" class=${`rg-key ${plan.frame.className}`.trim()}>${
      button || null
    }${content}</th>`;
  }
  return html`<td class=${className}>${content}</td>`;
}

/** What a row is drawn from; `plans` follow from the columns. @type {(keyof RowProps)[]} */
const DRAWN_FROM = [
  "row",
  "columns",
  "rowHeight",
  "number",
  "alive",
  "media",
  "group",
  "on",
  "selected",
  "entries",
  "open",
  "pinned",
];

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
  const { row, columns: _, plans, rowKey, selected, open, pinned, entries: __, ...rest } = props;
  const place = { ...rest, key: rowKey, largest: 0 };
  const isRow = typeof rowKey === "number";
  return html`
    <tr class=${selected ? "rg-selected" : undefined} data-row=${isRow ? rowKey : undefined}>
      ${isRow && html`<${RowHandle} place=${place} selected=${selected} pinned=${pinned} />`}
      ${plans.map((plan, index) =>
        html`
          <${Cell} key=${plan.key} value=${row[index]} other=${row[plan.column.other ?? -1]} plan=${plan}
            place=${place} open=${index ? undefined : open} />
        `
      )}
    </tr>
  `;
}

/** @type {string[]} */
const UNGROUPED = [];

/**
 * @param {{view: View, on: Handlers, answer: Pick<Answer, "columns" | "rows" | "ids" | "keys" | "offset">, plans: Plan[],
 *   pinned?: boolean}} props
 */
export function Rows({ view, on, answer, plans, pinned }) {
  const shared = {
    columns: answer.columns,
    entries: view.spec.columns,
    plans,
    on,
    media: view.media ?? "",
    alive: view.state !== "static",
    group: view.spec.group ?? UNGROUPED,
    rowHeight: rowHeightOf(view.spec),
  };
  const keys = answer.keys ?? answer.ids;
  return answer.rows.flatMap((row, index) => {
    const rowKey = keys?.[index];
    const opened = answer.keys && view.opened?.get(pack(rowKey));
    const Opened = opened && BENEATH.group;
    return [
      html`
        <${Row} key=${index} ...${shared} row=${row} rowKey=${rowKey} index=${index}
          pinned=${pinned}
          number=${answer.offset + index + 1} open=${answer.keys && opened !== undefined}
          selected=${typeof rowKey === "number" && view.selected?.has(rowKey)} />
      `,
      ...Opened
        ? [html`
          <${Opened} key=${`opened ${index}`} view=${view} on=${on} opened=${opened} rowKey=${rowKey}
            columns=${plans.length} />
        `]
        : [],
    ];
  });
}

/** The widths that the spec says. @param {{plans: Plan[], handle: boolean}} props `handle`: the rows have numbers */
function Widths({ plans, handle }) {
  if (plans.every(({ frame }) => frame.width === undefined)) return null;
  return html`
    <colgroup>
      ${handle && html`<col />`}
      ${plans.map(({ key, frame }) => html`<col key=${key} width=${frame.width} />`)}
    </colgroup>
  `;
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
  const plans = planColumns(answer, view.spec.columns);
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
        <${Widths} plans=${plans} handle=${answer.kind === "rows"} />
        <thead>
          <tr>${answer.kind === "rows" && html`<${CornerCell} view=${view} on=${on} />`}${plans.map((plan) =>
            html`<${Header} key=${plan.key} view=${view} on=${on} column=${plan.column} frame=${plan.frame} />`
          )}</tr>
        </thead>
        ${answer.pinned && html`
          <tbody class="rg-pinned">
            <${Rows} view=${view} on=${on} plans=${plans} pinned=${true}
              answer=${{ ...answer.pinned, columns: answer.columns, offset: 0 }} />
          </tbody>
        `}
        <tbody>
          ${answer.rows.length > 0
            ? html`<${Rows} view=${view} on=${on} answer=${answer} plans=${plans} />`
            : html`<${Nothing} answer=${answer} columns=${plans.length + 1} />`}
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
