/** Cells of text: what people wrote, clamped to the row's height. */

import { html } from "./html.js";
import { clip } from "./text.js";

/** Characters drawn at most; the style sheet clamps to the row's height well before. */
const DRAWN = 600;
/** Characters from which a text may be clamped, so that it gets a tooltip. */
const LONG = 30;
const TOOLTIP = 2000;

/** @type {import("./types/view.d.ts").Component} */
export function TextCell({ value }) {
  const text = String(value);
  if (text === "") return html`<span class="rg-null" title="empty text">""</span>`;
  const title = text.length > LONG ? clip(text, TOOLTIP) : undefined;
  return html`<div class="rg-text" dir="auto" title=${title}>${clip(text, DRAWN)}</div>`;
}
