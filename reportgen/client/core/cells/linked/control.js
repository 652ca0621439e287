/** A control in the text: it keeps rows of the panels that share its selection, by one column. */

import { html } from "../html.js";
import { formatNumber } from "../numbers.js";
import { Message } from "../status.js";
import { formatCell } from "../text.js";
import { readColumnFilter } from "../../spec/column_filter.js";
import { RangeControl } from "./range.js";

/**
 * @typedef {import("../types/view.d.ts").View} View
 * @typedef {import("../types/view.d.ts").Handlers} Handlers
 * @typedef {import("../types/view.d.ts").AnswerColumn} AnswerColumn
 * @typedef {import("../../sql/control.js").ControlAnswer} ControlAnswer
 * @typedef {import("../../sql/control.js").Choice} Choice
 * @typedef {import("../../spec/column_filter.js").ColumnFilter} ColumnFilter
 * @typedef {(said: ColumnFilter) => void} Say
 * @typedef {{id: string, column: AnswerColumn, answer: ControlAnswer, said: ColumnFilter, say: Say | undefined}} Props
 */

const PARTS = { select: Select, checkbox: Boxes, range: RangeControl, search: SearchText };

/** @param {{view: View, on: Handlers}} props */
export function Control({ view, on }) {
  const kind = /** @type {keyof typeof PARTS} */ (view.spec.control);
  const { selects = "" } = view.spec;
  const column = view.answer?.columns[0];
  if (!column || !view.answer?.control) return html`<div class="rg-panel" />`;
  const id = `${view.id}-control`;
  const { said } = readColumnFilter(selects, column.name);
  const part = { id, column, answer: view.answer.control, said, say: on.control };
  return html`
    <div class=${`rg-panel rg-control rg-control-${kind}`} role="group" aria-labelledby=${`${id}-label`}>
      <span class="rg-control-label" id=${`${id}-label`}>${column.label}</span>
      <${PARTS[kind]} ...${part} />
      <button type="button" class="rg-button rg-control-clear" aria-label=${`Clear ${column.label}`}
        aria-disabled=${selects ? undefined : "true"} onClick=${selects ? on.clearSelects : undefined}
      >Clear</button>
      <p class="rg-given">${selects
        ? html`<span>Selected: <code>${selects}</code></span>`
        : html`<span>Every row</span>`}</p>
      <${Message} view=${view} on=${on} />
    </div>
  `;
}

/** @param {Choice} choice @param {AnswerColumn} column */
function labelOf({ value }, column) {
  if (value === null) return "null";
  return value === "" ? "(empty)" : formatCell(value, column.type, 80);
}

/** The values that are chosen; those that no row has too. @param {Props} props */
function chosenOf({ answer, said }) {
  const chosen = new Set(said.values && !said.values.exclude ? said.values.list : []);
  const { choices = [] } = answer;
  const gone = [...chosen].filter((text) => !choices.some((one) => one.text === text));
  const all = [...choices, ...gone.map((text) => ({ value: text, text, n: 0 }))];
  const isNull = said.nulls === "only" || said.nulls === "too";
  return { all, has: (/** @type {string | null} */ text) => text === null ? isNull : chosen.has(text) };
}

/** @param {Set<string>} texts @param {boolean} nulls @returns {ColumnFilter} */
function saidOf(texts, nulls) {
  if (!texts.size) return nulls ? { nulls: "only" } : {};
  return { values: { list: [...texts], exclude: false }, ...nulls ? { nulls: "too" } : {} };
}

/** One value, or all. @param {Props} props */
function Select(props) {
  const { id, column, say, answer } = props;
  const { all, has } = chosenOf(props);
  const several = all.filter(({ text }) => has(text)).length > 1;
  const pick = (/** @type {any} */ event) => {
    const found = all[Number(event.currentTarget.value)];
    if (event.currentTarget.value !== "several") {
      say?.(found ? saidOf(new Set(found.text === null ? [] : [found.text]), found.text === null) : {});
    }
  };
  return html`
    <select class="rg-input rg-control-list" aria-labelledby=${`${id}-label`} onChange=${say && pick}>
      <option value="all" selected=${!all.some(({ text }) => has(text))}>all</option>
      ${several && html`<option value="several" selected>several</option>`}
      ${all.map((one, index) =>
        html`
          <option value=${index} selected=${!several && has(one.text)}
          >${`${labelOf(one, column)} (${formatNumber(one.n)})`}</option>
        `
      )}
    </select>
    <${More} answer=${answer} />
  `;
}

/** Any of the values. @param {Props} props */
function Boxes(props) {
  const { id, column, say, answer } = props;
  const { all, has } = chosenOf(props);
  /** @param {string | null} text @param {boolean} checked */
  function toggle(text, checked) {
    const now = all.filter((one) => one.text === text ? checked : has(one.text)).map((one) => one.text);
    say?.(saidOf(new Set(now.filter((one) => one !== null)), now.includes(null)));
  }
  return html`
    <div class="rg-control-boxes">
      ${all.map((one) =>
        html`
          <label key=${one.text}><input type="checkbox" name=${id} checked=${has(one.text)}
            onChange=${say &&
              ((/** @type {any} */ event) => toggle(one.text, event.currentTarget.checked))} />
            <span dir="auto">${labelOf(one, column)}</span>${" "}<span class="rg-note">${formatNumber(
              one.n,
            )}</span></label>
        `
      )}
    </div>
    <${More} answer=${answer} />
  `;
}

/** @param {{answer: ControlAnswer}} props */
function More({ answer: { choices = [], distinct = 0 } }) {
  if (distinct <= choices.length) return null;
  return html`<span class="rg-note">${`the ${formatNumber(choices.length)} most frequent of ${
    formatNumber(distinct)
  }`}</span>`;
}

/** Texts that hold what is typed. @param {Props} props */
function SearchText({ id, column, said, say }) {
  const type = (/** @type {any} */ event) => {
    const text = event.currentTarget.value.trim();
    say?.(text ? { match: { way: "contains", text, insensitive: true } } : {});
  };
  return html`
    <input type="search" class="rg-input" aria-labelledby=${`${id}-label`} placeholder=${`Search ${column.label}`}
      value=${said.match?.text ?? ""} autocomplete="off" spellcheck="false" onInput=${say && type} />
  `;
}
