/** Cells of text: what people wrote, with its addresses as links, clamped to the row's height until it is opened. */

import { linked } from "./addresses.js";
import { html } from "./html.js";
import { LongText } from "./long_text.js";
import { clip } from "./text.js";

/** Characters drawn until a reader asks for all; the style sheet clamps to the row's height well before. */
const DRAWN = 600;
/** Characters from which a text may be clamped, so that it gets a tooltip. */
const LONG = 30;
const TOOLTIP = 2000;

/** @type {import("./types/view.d.ts").Component} */
export function TextCell({ value, place }) {
  const text = String(value);
  if (text === "") return html`<span class="rg-null" title="empty text">""</span>`;
  const title = text.length > LONG ? clip(text, TOOLTIP) : undefined;
  return html`
    <${LongText} text=${text} className="rg-text" place=${place} title=${title} drawn=${DRAWN} quiet
      draw=${linked} />
  `;
}
