/** Cells of timestamps, dates and times of which a format asks for a part. */

import { html } from "../html.js";
import { formatOf } from "./known.js";
import { momentText } from "./moments.js";

/** @type {import("../types/view.d.ts").Component} */
export function MomentPartCell({ value, column }) {
  const format = formatOf(column.format ?? "");
  const text = (format && momentText(value, format)) ?? String(value);
  const title = text === String(value) ? undefined : `${value}${column.type.utc ? " UTC" : ""}`;
  const zone = column.type.utc ? html`<span class="rg-zone">UTC</span>` : null;
  return html`<span class="rg-moment" title=${title}>${text}${zone}</span>`;
}
