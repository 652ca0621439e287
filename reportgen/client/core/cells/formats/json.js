/** Cells of JSON, in texts or in values with parts: a tree whose branches open in place. */

import { html } from "../html.js";
import { formatNumber } from "../numbers.js";
import { clip, formatCell } from "../text.js";
import { PlainCell } from "./textual.js";

/** @typedef {import("../types/preact.d.ts").Children} Children */
/** @typedef {import("../types/view.d.ts").ColumnType} ColumnType */
/** @typedef {{left: number}} Budget how many more nodes may be drawn */

/** Longer texts are not read. */
const LONGEST = 2_000_000;
/** Nodes drawn of one value, and once a reader asks for more. */
const NODES = 100;
const MORE_NODES = 10_000;
const DEEPEST = 40;
const PREVIEW = 60;
const TEXT = 2000;

/** @typedef {import("../types/view.d.ts").Place} Place */

/** @type {import("../types/view.d.ts").Component} */
export function JsonCell(props) {
  const read = jsonOf(props.value, props.column.type);
  return read ? html`<${Tree} value=${read.value} place=${props.place} />` : PlainCell(props);
}

/**
 * @this {{whole?: boolean, setState: (state: object) => void}}
 * @param {{value: unknown, place: Place}} props
 */
function Tree({ value, place }) {
  const budget = { left: this.whole ? MORE_NODES : NODES };
  const open = place.rowHeight === "large" || place.rowHeight === "xlarge";
  const tree = nodeOf(value, budget, open, 0);
  const all = () => {
    this.whole = true;
    this.setState({});
  };
  const more = budget.left <= 0 && place.alive && !this.whole;
  return html`
    <div class="rg-json">${tree}${more && html`
      <button type="button" class="rg-button" onClick=${all}>Show all</button>
    `}</div>
  `;
}

/**
 * @param {unknown} value
 * @param {ColumnType} type
 * @returns {{value: unknown} | null} null where a text is no JSON
 */
function jsonOf(value, type) {
  if (type.kind === "map" && Array.isArray(value)) {
    return { value: Object.fromEntries(value.map(([key, item]) => [formatCell(key), item])) };
  }
  if (typeof value !== "string") return { value };
  if (value.length > LONGEST) return null;
  try {
    return { value: JSON.parse(value) };
  } catch {
    return null;
  }
}

/**
 * @param {unknown} value
 * @param {Budget} budget
 * @param {boolean} open
 * @param {number} depth
 * @returns {Children}
 */
function nodeOf(value, budget, open, depth) {
  budget.left--;
  if (typeof value !== "object" || value === null) return leafOf(value);
  const entries = Object.entries(value);
  const list = Array.isArray(value);
  if (entries.length === 0) return html`<span class="rg-json-empty">${list ? "[]" : "{}"}</span>`;
  const word = list ? "item" : "key";
  const count = `${formatNumber(entries.length)} ${word}${entries.length === 1 ? "" : "s"}`;
  return html`
    <details class="rg-json-branch" open=${open}>
      <summary><span class="rg-json-count">${count}</span> <span class="rg-json-preview">${clip(
        formatCell(value, undefined, PREVIEW),
        PREVIEW,
      )}</span></summary>
      <ul>${entriesOf(entries, list, budget, depth)}</ul>
    </details>
  `;
}

/**
 * @param {[string, unknown][]} entries
 * @param {boolean} list
 * @param {Budget} budget
 * @param {number} depth
 * @returns {Children}
 */
function entriesOf(entries, list, budget, depth) {
  /** @type {Children[]} */
  const items = [];
  for (const [key, value] of entries) {
    if (budget.left <= 0 || depth >= DEEPEST) {
      items.push(html`<li class="rg-note">${`${formatNumber(entries.length - items.length)} more`}</li>`);
      break;
    }
    const name = html`<span class=${list ? "rg-json-index" : "rg-json-key"}>${key}</span>`;
    items.push(html`<li>${name}${": "}${nodeOf(value, budget, false, depth + 1)}</li>`);
  }
  return items;
}

/** @param {unknown} value @returns {Children} */
function leafOf(value) {
  if (typeof value === "string") {
    return html`<span class="rg-json-text" dir="auto">${JSON.stringify(clip(value, TEXT))}</span>`;
  }
  return html`<span class="rg-json-value">${formatCell(value)}</span>`;
}
