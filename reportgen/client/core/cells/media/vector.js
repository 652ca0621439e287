/** Cells of vectors, such as embeddings: their shape as a line, and how long they are. */

import { html } from "../html.js";
import { formatShort } from "../numbers.js";
import { clip } from "../text.js";

/** Vectors up to this length are written out. */
const WRITTEN = 4;
/** Points of the line at most: longer vectors are drawn by the means of equal parts. */
const POINTS = 120;
const WIDTH = 120;
/** @type {Record<string, number>} */
const HEIGHTS = { small: 20, medium: 32, large: 64, xlarge: 120 };

/** At most `POINTS` values, each the mean of its part. @param {number[]} values */
function shortened(values) {
  if (values.length <= POINTS) return values;
  return Array.from({ length: POINTS }, (_, at) => {
    const part = values.slice(
      Math.floor((at * values.length) / POINTS),
      Math.floor(((at + 1) * values.length) / POINTS),
    );
    return part.reduce((sum, value) => sum + value, 0) / part.length;
  });
}

/** @param {number[]} values @param {number} height */
function linePath(values, height) {
  const points = shortened(values);
  const [low, high] = [Math.min(...points, 0), Math.max(...points, 0)];
  const y = (/** @type {number} */ value) =>
    high > low ? Math.round((1 + (1 - (value - low) / (high - low)) * (height - 2)) * 10) / 10 : height / 2;
  const step = WIDTH / Math.max(1, points.length - 1);
  const line = points.map((value, at) => `${at ? "L" : "M"}${Math.round(at * step * 10) / 10} ${y(value)}`)
    .join("");
  return { line, zero: `M0 ${y(0)}H${WIDTH}` };
}

/** @type {import("../types/view.d.ts").Component} */
export function VectorCell({ value, place }) {
  const values = /** @type {unknown[]} */ (value);
  const numbers = values.map(Number);
  const title = clip(values.map((one) => one === null ? "null" : formatShort(Number(one))).join(", "), 400);
  if (values.length <= WRITTEN || !numbers.every(Number.isFinite)) {
    return html`<span class="rg-vector" title=${title}>${`[${clip(title, 60)}]`}</span>`;
  }
  const height = HEIGHTS[place.rowHeight];
  const { line, zero } = linePath(numbers, height);
  return html`
    <span class="rg-vector" title=${title}>
      <svg viewBox="0 0 ${WIDTH} ${height}" width=${WIDTH} height=${height} role="img"
        aria-label=${`vector of ${values.length} numbers: ${clip(title, 80)}`}>
        <path class="rg-zero" d=${zero} />
        <path class="rg-line" d=${line} />
      </svg>
      <span class="rg-note">${values.length}</span>
    </span>
  `;
}
