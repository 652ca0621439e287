/** Cells of booleans. */

import { html } from "./html.js";

/** @type {import("./types/view.d.ts").Component} */
export function BooleanCell({ value }) {
  return html`<span class=${value ? "rg-true" : "rg-false"}>${String(value)}</span>`;
}
