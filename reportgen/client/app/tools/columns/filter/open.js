/** The control that filters by one column, in a surface beside its header: fit for the column's type. */

import { formatNumber, readColumnFilter, writeColumnFilter } from "../../../../core/index.js";
import { isAbort } from "../../../engine/errors.js";
import { openFloating } from "../../../ui/floating.js";
import { html } from "../../../ui/html.js";
import { summariesOf } from "../summaries.js";
import { matchControl } from "./match.js";
import { rangeControl } from "./range.js";
import { valuesControl } from "./values.js";

/**
 * @typedef {import("../../../table/items.js").Place} Place
 * @typedef {import("../../../table/column_facts.js").ColumnFacts} ColumnFacts
 * @typedef {import("../../../../core/cells/types/view.d.ts").ColumnType} ColumnType
 * @typedef {import("../../../../core/sql/summaries.js").Summary} Summary
 * @typedef {import("../../../../core/spec/column_filter.js").ColumnFilter} ColumnFilter
 *
 * @typedef {object} Control what a control is given
 * @property {string} id begins the ids of what is in it
 * @property {ColumnType} type
 * @property {Summary} summary of the rows that the other terms keep
 * @property {ColumnFilter} said
 * @property {(patch: Partial<ColumnFilter>) => void} say undefined takes a part away
 * @property {() => void} draw
 */

/** A pause after which what is said is applied (ms). */
const APPLY_AFTER = 120;
/** A column with no more different values than this can be filtered by a list of them. */
const LISTED = 20;

/**
 * @param {ColumnFacts} column
 * @param {ColumnType} type
 * @param {Place} place
 */
export function openColumnFilter(column, type, { live, actions, host, id, button }) {
  const { name, label } = column;
  const filter = () => live.view().spec.filter ?? "";
  const asking = new AbortController();
  const floating = openFloating({
    host,
    className: "rg-column-filter",
    anchor: button.getBoundingClientRect(),
    owner: button,
    onClose: () => asking.abort(),
  });
  const { element } = floating;
  element.setAttribute("role", "dialog");
  element.setAttribute("aria-label", `Filter by ${label}`);
  let { said, rest } = readColumnFilter(filter(), name);
  /** @type {Summary | null} */
  let summary = null;
  /** @type {string | null} */
  let problem = null;
  /** @type {number | undefined} */
  let timer;

  /** @param {Partial<ColumnFilter>} patch */
  function say(patch) {
    const next = Object.entries({ ...said, ...patch }).filter(([, value]) => value !== undefined);
    said = Object.fromEntries(next);
    clearTimeout(timer);
    timer = setTimeout(() => actions.setFilter(writeColumnFilter(filter(), name, said)), APPLY_AFTER);
    draw();
  }

  function leave() {
    floating.close();
    button.focus({ preventScroll: true });
  }

  function draw() {
    const control = { id: `${id}-column-filter`, type, said, say, draw };
    floating.draw(html`
      <div class="rg-column-filter-body">
        <h3>${label}</h3>
        ${summary ? body({ ...control, summary }) : html`<p class="rg-note">${problem ?? "Counting…"}</p>`}
        <div class="rg-dialog-actions">
          <button type="button" class="rg-button" onClick=${() =>
            say(Object.fromEntries(Object.keys(said).map((key) => [key, undefined])))}>Clear</button>
          <button type="button" class="rg-button rg-button-primary" onClick=${leave}>Done</button>
        </div>
      </div>
    `);
  }

  element.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      event.stopPropagation();
      leave();
    } else if (event.key === "Tab") keepInside(event, element);
  });
  draw();
  focusFirst(element);
  const others = { ...live.view().spec, filter: rest.join(" and ") || undefined };
  summariesOf(live, others, [name], {}, asking.signal).then((found) => {
    summary = found[name];
    draw();
    focusFirst(element);
  }, (error) => {
    if (isAbort(error)) return;
    problem = `The column could not be counted: ${error instanceof Error ? error.message : error}`;
    draw();
  });
}

/** @param {Control} control */
function body(control) {
  const { summary, type } = control;
  const few = summary.show === "distribution" && summary.value.distinct <= LISTED;
  return html`
    ${summary.show === "histogram" && rangeControl(control)}
    ${summary.show === "distribution" && (few || type.kind !== "text") && valuesControl(control)}
    ${type.kind === "text" && !few && matchControl(control)}
    ${summary.show === "distribution" && type.kind === "text" && !few && valuesControl(control)}
    ${nullControl(control)}
  `;
}

/** @param {Control} control */
function nullControl({ id, said, say, summary }) {
  const ways = /** @type {const} */ ([["", "all"], ["none", "not null"], ["only", "null only"]]);
  const count = summary.value.nulls;
  return html`
    <fieldset class="rg-null-choice">
      <legend>Null: ${formatNumber(count)}</legend>
      ${ways.map(([way, text]) =>
        html`
          <label><input
            type="radio"
            name=${`${id}-null`}
            checked=${(said.nulls === "too" ? "" : said.nulls ?? "") === way}
            onChange=${() => say({ nulls: way || undefined })}
          />${text}</label>
        `
      )}
    </fieldset>
  `;
}

/** @param {HTMLElement} element */
function focusables(element) {
  return /** @type {HTMLElement[]} */ ([...element.querySelectorAll("input, button, select")]);
}

/** @param {HTMLElement} element */
function focusFirst(element) {
  if (element.contains(document.activeElement) && document.activeElement?.tagName === "INPUT") return;
  focusables(element)[0]?.focus({ preventScroll: true });
}

/** @param {KeyboardEvent} event @param {HTMLElement} element */
function keepInside(event, element) {
  const all = focusables(element);
  const end = event.shiftKey ? all[0] : all.at(-1);
  if (document.activeElement !== end) return;
  event.preventDefault();
  (event.shiftKey ? all.at(-1) : all[0])?.focus();
}
