/** Cells of numbers: integers (which may be ids of classes), floats and decimals. */

import { html } from "./html.js";
import { formatNumber } from "./numbers.js";
import { formatCell } from "./text.js";

/** @type {import("./types/view.d.ts").Component} */
export function NumberCell({ value, column, format }) {
  if (column.type.classes) return html`<span class="rg-class">${formatCell(value, column.type)}</span>`;
  if (typeof value === "string") return value;
  const number = /** @type {number | bigint} */ (value);
  if (typeof number === "number" && !Number.isFinite(number)) {
    return html`<span class="rg-special">${formatNumber(number)}</span>`;
  }
  const text = formatNumber(number, typeof number === "bigint" ? {} : format);
  const exact = String(number);
  if (text.replaceAll(",", "") === exact) return text;
  return html`<span class=${/^[<>]/.test(text) ? "rg-tiny" : undefined} title=${exact}>${text}</span>`;
}
