/** How far a number is from that of the reference: its sign, its size, and whether it is more or less. */

import { html } from "../html.js";
import { formatShort } from "../numbers.js";

/** A true minus is as wide as a plus. @param {number} value @param {(size: number) => string} write */
export function deltaText(value, write = formatShort) {
  if (Number.isNaN(value)) return "NaN";
  const size = write(Math.abs(value));
  if (value === 0) return "±0";
  return `${value > 0 ? "+" : "−"}${size}`;
}

/**
 * @param {unknown} value
 * @param {unknown} reference
 * @returns {number | null} null where there is nothing to compare
 */
export function deltaOf(value, reference) {
  const [one, other] = [value, reference].map((each) =>
    typeof each === "number" || typeof each === "bigint" ? Number(each) : NaN
  );
  return Number.isFinite(one) && Number.isFinite(other) ? one - other : null;
}

/**
 * @param {{delta: number | null, write?: (size: number) => string, quiet?: boolean}} props `quiet` says nothing where
 *   both are equal
 */
export function Delta({ delta, write, quiet }) {
  if (delta === null || quiet && delta === 0) return null;
  const way = delta > 0 ? "more" : delta < 0 ? "less" : "same";
  return html`
    <span class=${`rg-delta rg-delta-${way}`} title="against the reference">${deltaText(delta, write)}</span>
  `;
}
