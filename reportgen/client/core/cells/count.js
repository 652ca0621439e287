/** The size of a group: its number, and a bar beside the largest group. */

import { html } from "./html.js";
import { formatNumber } from "./numbers.js";

/** A bar whose length says `value` of `largest`. @param {{value: number, largest: number}} props */
export function Bar({ value, largest }) {
  const length = largest > 0 && value > 0 ? Math.max(1, Math.round((1000 * value) / largest) / 10) : 0;
  return html`
    <svg class="rg-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
      <rect width=${length} height="4" />
    </svg>
  `;
}

/** @type {import("./types/view.d.ts").Component} */
export function CountCell({ value, place }) {
  const count = /** @type {number | bigint} */ (value);
  return html`
    <div class="rg-count">
      <span>${formatNumber(count)}</span>
      <${Bar} value=${Number(count)} largest=${place.largest} />
    </div>
  `;
}
