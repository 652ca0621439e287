/** Cells of text that a format shows as it is, as code, or with its addresses as links. */

import { linked, safeAddress } from "../addresses.js";
import { html } from "../html.js";
import { LongText } from "../long_text.js";
import { formatCell } from "../text.js";

/** @typedef {import("../types/view.d.ts").Component} Component */

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
