/** One field of a row: media large, text whole, what has parts as a tree. */

import { cellOf, formatCell } from "../../../core/index.js";
import { html } from "../../ui/html.js";
import { plainValue } from "../out/values.js";

/** @typedef {import("../../../core/cells/types/view.d.ts").AnswerColumn} AnswerColumn */

/** Written in full, where a table's column rounds. */
const NUMBERS = new Set(["integer", "float", "decimal"]);
const TREES = new Set(["list", "struct", "map", "mixed"]);
/** Items of a list or object that are written at once; the rest is said in number. */
const ITEMS = 200;

/** @param {{column: AnswerColumn, value: unknown, media: string}} props */
export function Field({ column, value, media }) {
  return html`
    <div class="rg-row-field">
      <dt dir="auto">${column.label}</dt>
      <dd>${value === null ? html`<span class="rg-null">null</span>` : shown(column, value, media)}</dd>
    </div>
  `;
}

/**
 * @param {AnswerColumn} column
 * @param {unknown} value
 * @param {string} media
 */
function shown(column, value, media) {
  const { type } = column;
  if (typeof value === "string" && type.kind === "text" && type.format !== "markdown") {
    return html`<pre class="rg-whole" dir="auto">${value}</pre>`;
  }
  if (NUMBERS.has(type.kind)) return html`<span>${formatCell(value, type)}</span>`;
  if (TREES.has(type.kind)) return html`<${Tree} value=${plainValue(value, type)} />`;
  const place = {
    on: {},
    media,
    alive: true,
    group: [],
    rowHeight: "xlarge",
    index: 0,
    number: 1,
    key: null,
    largest: 0,
  };
  return html`<${
    cellOf(column)
  } value=${value} column=${column} format=${{}} scale=${null} place=${place} />`;
}

/** @param {{value: unknown}} props */
function Tree({ value }) {
  if (typeof value !== "object" || value === null) return html`<code>${JSON.stringify(value)}</code>`;
  const entries = Object.entries(value);
  const count = `${entries.length} ${entries.length === 1 ? "item" : "items"}`;
  const words = Array.isArray(value) ? `[ ${count} ]` : `{ ${count} }`;
  if (!entries.length) return html`<code>${Array.isArray(value) ? "[]" : "{}"}</code>`;
  return html`
    <details class="rg-tree" open>
      <summary>${words}</summary>
      <ul>
        ${entries.slice(0, ITEMS).map(([name, item]) =>
          html`<li key=${name}><span class="rg-tree-name">${name}</span> <${Tree} value=${item} /></li>`
        )}
        ${entries.length > ITEMS && html`<li class="rg-note">and ${entries.length - ITEMS} more</li>`}
      </ul>
    </details>
  `;
}
