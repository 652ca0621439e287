/** Keys of groups that stand for a range: bins of numbers, months and other spans of time. */

import { html } from "./html.js";
import { formatNumber } from "./numbers.js";

/** @typedef {import("../spec/types.js").Step} Step */

const DAY = 86_400_000;
const MOST_DECIMALS = 12;

/** A number without the digits that adding and dividing have left. @param {number} value @param {number} width */
function edge(value, width) {
  const decimals = Array.from({ length: MOST_DECIMALS }, (_, n) => n).find((n) =>
    Math.abs(Number(width.toFixed(n)) - width) < width * 1e-6
  );
  return formatNumber(value, decimals === undefined ? { exponent: true } : { decimals });
}

/** @param {number} lo @param {{width: number, whole: boolean}} step */
function binText(lo, { width, whole }) {
  if (!Number.isFinite(lo)) return formatNumber(lo);
  if (!whole || !Number.isInteger(width)) return `${edge(lo, width)} to ${edge(lo + width, width)}`;
  return width === 1 ? edge(lo, 1) : `${edge(lo, 1)} to ${edge(lo + width - 1, 1)}`;
}

/** How the spans of time are written that begin with a text as `2024-05-06 07:00:00`. @type {Record<string, (from: string) => string>} */
const SPANS = {
  year: (from) => from.slice(0, 4),
  quarter: (from) => `${from.slice(0, 4)} Q${Math.ceil(Number(from.slice(5, 7)) / 3)}`,
  month: (from) => from.slice(0, 7),
  week: (from) => {
    const last = new Date(Date.parse(from.slice(0, 10)) + 6 * DAY);
    return `${from.slice(0, 10)} to ${last.toISOString().slice(0, 10)}`;
  },
  day: (from) => from.slice(0, 10),
  hour: (from) => from.slice(0, 16),
  minute: (from) => from.slice(0, 16),
};

/**
 * What a key says: `0.3 to 0.4`, `2024 Q2`.
 * @param {unknown} value where the range begins
 * @param {Step} step
 * @returns {string}
 */
export function stepText(value, step) {
  if ("width" in step) return binText(Number(value), step);
  const from = String(value);
  // Years before 1000 and after 9999 are written otherwise.
  return /^\d{4}-/.test(from) && SPANS[step.unit] ? SPANS[step.unit](from) : from;
}

/** @type {import("./types/view.d.ts").Component} */
export function StepCell({ value, column, place }) {
  const text = stepText(value, /** @type {Step} */ (column.step));
  const { keyRange } = place.on;
  return html`
    <button type="button" class="rg-range-key" title=${`Keep only ${text}`}
      onClick=${keyRange && (() => keyRange(column.name, value))}>${text}</button>
  `;
}
