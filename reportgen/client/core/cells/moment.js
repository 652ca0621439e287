/** Cells of timestamps, dates, times and durations. */

import { html } from "./html.js";
import { formatNumber } from "./numbers.js";

const UNITS = /** @type {[string, number][]} */ ([["d", 86400e6], ["h", 3600e6], ["min", 60e6]]);

/** Microseconds as `2 h 5 min 3.5 s`. @param {number} microseconds @returns {string} */
export function formatDuration(microseconds) {
  if (microseconds < 0) return `-${formatDuration(-microseconds)}`;
  if (microseconds > 0 && microseconds < 1000) return `${formatNumber(microseconds)} µs`;
  if (microseconds > 0 && microseconds < 1e6) return `${formatNumber(microseconds / 1000)} ms`;
  const parts = [];
  let left = microseconds;
  for (const [unit, size] of UNITS) {
    const count = Math.floor(left / size);
    if (count > 0) parts.push(`${formatNumber(count)} ${unit}`);
    left -= count * size;
  }
  if (left > 0 || parts.length === 0) parts.push(`${formatNumber(left / 1e6)} s`);
  return parts.join(" ");
}

/** @type {import("./types/view.d.ts").Component} */
export function MomentCell({ value, column }) {
  const zone = column.type.utc && html`
    <span class="rg-zone">UTC</span>
  `;
  return html`<span class="rg-moment">${String(value)}${zone}</span>`;
}

/** @type {import("./types/view.d.ts").Component} */
export function DurationCell({ value }) {
  return html`<span class="rg-moment">${
    typeof value === "string" ? value : formatDuration(Number(value))
  }</span>`;
}
