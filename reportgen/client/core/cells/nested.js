/** Cells of lists, structs, maps and anything else that has parts: one compact line, close to JSON. */

import { html } from "./html.js";
import { clip, formatCell } from "./text.js";

const DRAWN = 400;
const LONG = 30;

/** @type {import("./types/view.d.ts").Component} */
export function NestedCell({ value, column }) {
  const text = formatCell(value, column.type);
  return html`
    <div class="rg-text rg-nested" title=${text.length > LONG ? clip(text, 2000) : undefined}>${clip(
      text,
      DRAWN,
    )}</div>
  `;
}

/** @type {import("./types/view.d.ts").Component} */
export function BinaryCell({ value, column }) {
  if (typeof value === "object" && value !== null && "binary" in value) {
    const unit = value.binary === 1 ? "byte" : "bytes";
    return html`<span class="rg-special">${String(value.binary)} ${unit}</span>`;
  }
  return NestedCell(/** @type {any} */ ({ value, column }));
}
