/** Cells of text that a format shows as it is, as code, or with its addresses as links. */

import { html } from "../html.js";
import { formatCell } from "../text.js";
import { LongText } from "./long.js";

/** @typedef {import("../types/preact.d.ts").Children} Children */
/** @typedef {import("../types/view.d.ts").Component} Component */

const ADDRESS = /\bhttps?:\/\/[^\s<>"'`{}|\\^]+/gi;
/** Signs that end a sentence rather than an address. */
const TAIL = /[.,;:!?*_~]+$/;
const MOST_LINKS = 200;
/** Characters of an address. */
const LONGEST = 8000;

const EMPTY = html`<span class="rg-null" title="empty text">""</span>`;

/** @type {Component} */
export function PlainCell({ value, column, place }) {
  const text = formatCell(value, column.type, 20_000);
  if (text === "") return EMPTY;
  return html`<${LongText} text=${text} className="rg-text" place=${place} draw=${linked} />`;
}

/** @type {Component} */
export function CodeCell({ value, column, place }) {
  const text = formatCell(value, column.type, 20_000);
  if (text === "") return EMPTY;
  return html`<${LongText} text=${text} className="rg-text rg-code" place=${place} tag="pre" draw=${same} />`;
}

/** @param {string} shown */
function same(shown) {
  return shown;
}

/** A value that is an address as a whole; anything else stays text. @type {Component} */
export function LinkCell({ value, place }) {
  const text = String(value);
  const href = text.length <= LONGEST ? safeAddress(text.trim()) : null;
  if (href === null) {
    return html`<${LongText} text=${text} className="rg-text" place=${place} draw=${same} />`;
  }
  const shown = text.trim().replace(/^https?:\/\/(www\.)?/i, "").replace(/\/$/, "");
  return html`<a class="rg-link" href=${href} rel="noopener noreferrer" title=${href}>${shown}</a>`;
}

/**
 * The address if it may be followed: of a page on the web.
 * @param {string} text
 * @returns {string | null}
 */
function safeAddress(text) {
  return /^https?:\/\/[^\s/?#]+[^\s]*$/i.test(text) ? text : null;
}

/**
 * A text with its addresses as links.
 * @param {string} text
 * @returns {Children[]}
 */
export function linked(text) {
  /** @type {Children[]} */
  const parts = [];
  let from = 0;
  for (const found of text.matchAll(ADDRESS)) {
    const href = safeAddress(ended(found[0]));
    if (href === null || parts.length > 2 * MOST_LINKS) continue;
    parts.push(text.slice(from, found.index), html`<a href=${href} rel="noopener noreferrer">${href}</a>`);
    from = found.index + href.length;
  }
  parts.push(text.slice(from));
  return parts;
}

/** Without what belongs to the sentence around it. @param {string} address */
function ended(address) {
  let text = address.replace(TAIL, "");
  for (const [open, close] of ["()", "[]"]) {
    const count = (/** @type {string} */ sign) => text.split(sign).length;
    if (text.endsWith(close) && count(close) > count(open)) text = text.slice(0, -1).replace(TAIL, "");
  }
  return text;
}
