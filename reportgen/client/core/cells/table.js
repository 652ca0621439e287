/** The table of a panel: its headers, its rows, and the region in which it scrolls. */

import { drawnColumns, HeadGap, withGaps } from "./across.js";
import { html } from "./html.js";
import { columnFrames } from "./frame.js";
import { Header } from "./header.js";
import { planSome } from "./plan.js";
import { BENEATH, MEMBERS } from "./registry.js";
import { CornerCell, GroupButton, RowHandle } from "./row_handle.js";
import { ROW_HEIGHTS, rowHeightOf } from "./sizes.js";
import { pack } from "../wire.js";

/** @typedef {import("./types/view.d.ts").Answer} Answer */
/** @typedef {import("./types/view.d.ts").AnswerColumn} AnswerColumn */
/** @typedef {import("./types/view.d.ts").Handlers} Handlers */
/** @typedef {import("./types/view.d.ts").Place} Place */
/** @typedef {import("./types/view.d.ts").SpecColumn} SpecColumn */
/** @typedef {import("./types/view.d.ts").View} View */
/** @typedef {import("./plan.js").Plan} Plan */
/**
 * @typedef {Omit<Place, "key" | "largest"> & {row: unknown[], columns: AnswerColumn[], plans: Plan[],
 *   rowKey: unknown, selected?: boolean, open?: boolean, pinned?: boolean, entries?: SpecColumn[],
 *   scrolls?: boolean, drawn?: import("./across.js").Drawn | null, across?: import("./types/view.d.ts").Across}} RowProps
 */

/** Pixels of rows from which the table scrolls in a frame of its own, under headers that stay in sight. */
const TALL = 1600;

/**
 * @param {{value: unknown, other?: unknown, plan: Plan, place: Place, open?: boolean, at?: number}} props `open` only for
 *   the cell that opens a group; `at` is said where not all columns are drawn
 */
function Cell({ value, other, plan, place, open, at }) {
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
    return html`<th scope="row" class=${`rg-key ${plan.frame.className}`.trim()} aria-colindex=${at}>${
      button || null
    }${content}</th>`;
  }
  return html`<td class=${className} aria-colindex=${at}>${content}</td>`;
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
  "compare",
  "present",
  "copy",
  "on",
  "selected",
  "entries",
  "open",
  "pinned",
  "scrolls",
  "across",
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
  const {
    row,
    columns: _,
    plans,
    rowKey,
    selected,
    open,
    pinned,
    entries: __,
    scrolls,
    drawn,
    across: ___,
    ...rest
  } = props;
  const place = { ...rest, key: rowKey, largest: 0 };
  const isRow = typeof rowKey === "number";
  return html`
    <tr class=${selected ? "rg-selected" : undefined} data-row=${isRow ? rowKey : undefined}
      aria-rowindex=${scrolls ? props.number + 1 : undefined}>
      ${isRow && html`<${RowHandle} place=${place} selected=${selected} pinned=${pinned} />`}
      ${withGaps(
        plans.map((plan) =>
          html`
            <${Cell} key=${plan
              .key} value=${row[plan.index]} other=${row[plan.column.other ?? -1]} plan=${plan}
              place=${place} open=${plan.index ? undefined : open}
              at=${drawn ? plan.index + 1 + Number(isRow) : undefined} />
          `
        ),
        drawn,
        (side) => html`<td key=${side} class="rg-gap"></td>`,
      )}
    </tr>
  `;
}

/** @type {string[]} */
const UNGROUPED = [];

/**
 * @param {{view: View, on: Handlers, answer: Pick<Answer, "columns" | "rows" | "ids" | "keys" | "offset" | "present" | "copies">, plans: Plan[],
 *   pinned?: boolean, drawn?: import("./across.js").Drawn | null}} props
 */
export function Rows({ view, on, answer, plans, pinned, drawn }) {
  const shared = {
    columns: answer.columns,
    entries: view.spec.columns,
    plans,
    on,
    media: view.media ?? "",
    alive: view.state !== "static",
    group: view.spec.group ?? UNGROUPED,
    compare: view.spec.compare,
    rowHeight: rowHeightOf(view.spec),
    scrolls: Boolean(view.scroll) && !pinned,
    drawn,
    across: drawn?.across,
  };
  const keys = answer.keys ?? answer.ids;
  return answer.rows.flatMap((row, index) => {
    const rowKey = keys?.[index];
    const opened = answer.keys && view.opened?.get(pack(rowKey));
    const Opened = opened && BENEATH.group;
    return [
      html`
        <${Row} key=${view.scroll
          ? answer.offset + index
          : index} ...${shared} row=${row} rowKey=${rowKey} index=${index}
          pinned=${pinned}
          present=${answer.present?.[index]} copy=${answer.copies?.[index]}
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

/**
 * The widths that the spec says.
 * @param {{plans: Plan[], handle: boolean, drawn: import("./across.js").Drawn | null}} props `handle`: the rows have numbers
 */
function Widths({ plans, handle, drawn }) {
  if (plans.every(({ frame }) => frame.width === undefined)) return null;
  return html`
    <colgroup>
      ${handle && html`<col />`}
      ${withGaps(
        plans.map(({ key, frame }) => html`<col key=${key} width=${frame.width} />`),
        drawn,
        (side) => html`<col key=${side} class="rg-gap" />`,
      )}
    </colgroup>
  `;
}

/** How much of a sheet's width the columns take: one whose cells hold several members takes more. @param {Answer} answer */
const paperOf = ({ columns }) => columns.reduce((sum, { members }) => sum + (members ? 3 : 1), 0);

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
  const { scroll } = view;
  const said = new Map(view.spec.columns?.map((entry) => [entry.name, entry]));
  const frames = columnFrames(answer.columns, said);
  const drawn = drawnColumns(answer.columns, frames, view.across);
  const plans = planSome(answer, said, frames, drawn?.indices ?? [...frames.keys()], scroll?.formats);
  const handles = Number(answer.kind === "rows");
  const tall = answer.rows.length * ROW_HEIGHTS[rowHeightOf(view.spec)] > TALL;
  const height = view.spec.height;
  const crowded = paperOf(answer) > (answer.kind === "groups" ? 9 : 14);
  const region = html`
    <div
      class=${`rg-region${scroll ? " rg-scrolls" : tall ? " rg-tall" : ""}`}
      role="region"
      aria-label=${`Table ${view.schema.label ?? view.schema.ref ?? view.id}, ${view.id}`}
      aria-busy=${view.busy ? "true" : undefined}
      tabindex="0"
    >
      <table class=${`rg-table rg-${answer.kind} rg-rows-${rowHeightOf(view.spec)}${
        crowded ? " rg-crowded" : ""
      }`} aria-rowcount=${scroll ? answer.filtered + 1 : undefined}
        aria-colcount=${drawn ? frames.length + handles : undefined}>
        <${Widths} plans=${plans} handle=${answer.kind === "rows"} drawn=${drawn} />
        <thead>
          <tr aria-rowindex=${scroll ? 1 : undefined}>${answer.kind === "rows" &&
            html`<${CornerCell} view=${view} on=${on} />`}${withGaps(
              plans.map((plan) =>
                html`
                  <${Header} key=${plan.key} view=${view} on=${on} column=${plan.column} frame=${plan.frame}
                    at=${drawn ? plan.index + 1 + handles : undefined} />
                `
              ),
              drawn,
              (side) => html`<${HeadGap} key=${side} drawn=${drawn} side=${side} />`,
            )}</tr>
        </thead>
        ${answer.pinned && html`
          <tbody class="rg-pinned">
            <${Rows} view=${view} on=${on} plans=${plans} pinned=${true} drawn=${drawn}
              answer=${{ ...answer.pinned, columns: answer.columns, offset: 0 }} />
          </tbody>
        `}
        ${answer.whole && MEMBERS.whole &&
          html`<${MEMBERS.whole} view=${view} on=${on} answer=${answer} plans=${plans} />`}
        <tbody>
          ${answer.rows.length > 0
            ? html`<${Rows} view=${view} on=${on} answer=${answer} plans=${plans} drawn=${drawn} />`
            : html`<${Nothing} answer=${answer} columns=${plans.length + 1} />`}
        </tbody>
      </table>
      ${scroll &&
        html`<div class="rg-rail" style=${{ height: `${scroll.rail}px` }} aria-hidden="true"></div>`}
    </div>
  `;
  if (!height) return region;
  // The page's policy forbids style attributes: an empty drawing of that height holds the frame open.
  return html`
    <div
      class="rg-fixed"><svg class="rg-strut" width="1" height=${height} aria-hidden="true" />${region}</div>
  `;
}
