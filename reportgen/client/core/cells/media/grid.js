/** The gallery layout: the rows of a panel as a grid of their media, groups as sections with a strip of theirs. */

import { html } from "../html.js";
import { icon } from "../icons.js";
import { formatNumber } from "../numbers.js";
import { formOf, HINTS } from "../registry.js";
import { RowButton } from "../row_handle.js";
import { GRID_SIZES, rowHeightOf } from "../sizes.js";
import { planColumns } from "../plan.js";
import { Table } from "../table.js";
import { Facts, Value } from "./facts.js";
import { hasMedia } from "./shown.js";

/** @typedef {import("../types/view.d.ts").Answer} Answer */
/** @typedef {import("../types/view.d.ts").Handlers} Handlers */
/** @typedef {import("../types/view.d.ts").Place} Place */
/** @typedef {import("../types/view.d.ts").View} View */
/** @typedef {import("../table.js").Plan} Plan */
/** @typedef {{view: View, on: Handlers, answer: Answer, plans: Plan[], lead: number}} Drawing `lead`: the column of media */

/** The column that the cards show: the one that the spec names, else the first of images, else of other media. @param {View} view */
export function leadOf({ spec, answer }) {
  const columns = answer?.columns ?? [];
  const named = /** @type {{image?: string} | undefined} */ (spec.plot)?.image;
  const fits = columns.map(({ name, role, show, type }) => {
    if (
      role === "key" || role === "count" || !hasMedia(type) ||
      (answer?.kind === "groups" && show !== "gallery")
    ) {
      return 0;
    }
    return name === named ? 3 : type.kind === "image" ? 2 : 1;
  });
  const best = /** @type {0 | 1 | 2 | 3} */ (Math.max(0, ...fits));
  return best ? fits.indexOf(best) : -1;
}

/** @param {{view: View, on: Handlers}} props */
export function GridFace({ view, on }) {
  const { answer } = view;
  const lead = leadOf(view);
  if (!answer || lead < 0) return html`<${Table} view=${view} on=${on} />`;
  const plans = planColumns(answer, view.spec.columns);
  const drawing = { view, on, answer, plans, lead };
  const nothing = answer.total === 0 ? "This table has no rows." : "No rows match this filter.";
  return html`
    <div
      class="rg-region rg-grid-region"
      role="region"
      aria-label=${`Gallery ${view.schema.label ?? view.schema.ref ?? view.id}, ${view.id}`}
      aria-busy=${view.busy ? "true" : undefined}
      tabindex="0"
    >
      <${ColumnBar} ...${drawing} />
      ${answer.pinned && answer.kind === "rows" &&
        html`<${PinnedCards} ...${drawing} pinned=${answer.pinned} />`}
      ${answer.rows.length === 0
        ? html`<p class="rg-nothing">${nothing}</p>`
        : answer.kind === "groups"
        ? answer.rows.map((_, index) => html`<${Section} key=${index} index=${index} ...${drawing} />`)
        : html`<ul class="rg-grid">${
          answer.rows.map((_, index) => html`<${Card} key=${index} index=${index} ...${drawing} />`)
        }</ul>`}
    </div>
  `;
}

/** The columns by name: what their headers do in the table, they do here. @param {Drawing} props */
function ColumnBar({ view, on, plans, lead }) {
  return html`
    <ul class="rg-grid-columns" aria-label="Columns">${plans.map(({ column, key }, index) => {
      const label = column.label ?? column.name;
      const term = view.spec.sort?.find(({ by }) => by === column.name || by === `"${column.name}"`);
      const Own = index === lead ? HINTS[formOf(column.type)] : null;
      return html`
        <li key=${key}>
          <span class="rg-head">
            <button type="button" class="rg-sort" title=${`Sort by ${label}`}
              aria-description=${term
                ? term.dir === "desc" ? "sorted, descending" : "sorted, ascending"
                : undefined}
              onClick=${on.sort && ((/** @type {Event} */ event) => on.sort?.(column.name, event))}
            ><span class="rg-name" dir="auto">${label}</span>${term &&
              html`<span class="rg-order">${icon(term.dir === "desc" ? "down" : "up")}</span>`}</button>
            <button type="button" class="rg-icon-button rg-menu-button" aria-label=${`Column menu: ${label}`}
              aria-haspopup="menu"
              onClick=${on.columnMenu &&
                ((/** @type {Event} */ event) => on.columnMenu?.(column.name, event.currentTarget))}
            >${icon("menu")}</button>
          </span>
          ${Own && html`<${Own} column=${column} on=${on} />`}
        </li>
      `;
    })}</ul>
  `;
}

/** What a cell here stands in. @param {Drawing & {index: number}} props @returns {Place} */
function placeOf({ view, on, answer, index }) {
  return {
    on,
    media: view.media ?? "",
    alive: view.state !== "static",
    group: view.spec.group ?? [],
    rowHeight: "small",
    index,
    number: answer.offset + index + 1,
    key: (answer.keys ?? answer.ids)?.[index],
    largest: 0,
  };
}

/** The rows on top of every page. @param {Drawing & {pinned: NonNullable<Answer["pinned"]>}} props */
function PinnedCards({ pinned, answer, ...drawing }) {
  const own = { ...answer, ...pinned, offset: 0 };
  return html`
    <ul class="rg-grid rg-pinned" aria-label="Pinned rows">${pinned.ids.map((id, index) =>
      html`<${Card} key=${id} index=${index} answer=${own} pinned ...${drawing} />`
    )}</ul>
  `;
}

/** A row. @param {Drawing & {index: number, pinned?: boolean}} props */
function Card(props) {
  const { view, answer, plans, lead, index, pinned } = props;
  const place = placeOf(props);
  const selected = typeof place.key === "number" && view.selected?.has(place.key);
  const height = rowHeightOf(view.spec);
  const large = { ...place, rowHeight: height === "small" ? "medium" : height, box: GRID_SIZES[height] };
  return html`
    <li class=${selected ? "rg-card rg-selected" : "rg-card"} data-row=${place.key}>
      <div class="rg-card-picture">
        <${Value} plan=${plans[lead]} value=${answer.rows[index][lead]} place=${large} />
      </div>
      <div class="rg-card-foot">
        <${RowButton} place=${place} selected=${selected} pinned=${pinned} />
        <${Facts} plans=${plans} row=${answer.rows[index]} lead=${lead} place=${place} />
      </div>
    </li>
  `;
}

/** A group: its key and what is known of it, then its media. @param {Drawing & {index: number}} props */
function Section(props) {
  const { view, answer, plans, lead, index } = props;
  const place = { ...placeOf(props), rowHeight: rowHeightOf(view.spec) };
  const row = answer.rows[index];
  const value = (/** @type {Plan} */ plan) => row[plans.indexOf(plan)];
  const keys = plans.filter(({ column }) => column.role === "key");
  const facts = plans.filter(({ column }, at) =>
    at !== lead && column.role !== "key" && column.role !== "count" && column.show === "value"
  );
  const count = plans.find(({ column }) => column.role === "count");
  const words = keys.map(({ column }) => column.label ?? column.name).join(", ");
  return html`
    <section class=${`rg-section rg-rows-${place.rowHeight}`} aria-label=${`${words}, group ${place.number}`}>
      <div class="rg-section-head">
        ${keys.map((plan) =>
          html`
            <span class="rg-section-key" key=${plan.key}>
              <span class="rg-note">${plan.column.label ?? plan.column.name}</span>
              <${Value} plan=${plan} value=${value(plan)} place=${{ ...place, rowHeight: "small" }} />
            </span>
          `
        )}
        ${count && html`<span class="rg-note">${rowsText(Number(value(count)))}</span>`}
        ${facts.map((plan) =>
          html`
            <span class="rg-section-key" key=${plan.key}>
              <span class="rg-note">${plan.column.label ?? plan.column.name}</span>
              <${Value} plan=${plan} value=${value(plan)} place=${{ ...place, rowHeight: "small" }} />
            </span>
          `
        )}
      </div>
      <${Value} plan=${plans[lead]} value=${row[lead]} place=${{
        ...place,
        many: true,
        box: GRID_SIZES[place.rowHeight],
      }} />
    </section>
  `;
}

/** @param {number} count */
function rowsText(count) {
  return `${formatNumber(count)} ${count === 1 ? "row" : "rows"}`;
}
