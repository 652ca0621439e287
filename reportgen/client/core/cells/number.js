/** Cells of numbers: integers, floats and decimals. */

import { html } from "./html.js";
import { formatNumber } from "./numbers.js";

/** @type {import("./types/view.d.ts").Component} */
export function NumberCell({ value, format }) {
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
