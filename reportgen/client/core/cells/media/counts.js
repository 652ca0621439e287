/** Cells of histograms that people logged: bars as they were counted. */

import { html } from "../html.js";
import { barsPath } from "../histogram.js";
import { formatNumber, formatShort } from "../numbers.js";
import { HISTOGRAM_SIZES } from "../sizes.js";

/** @typedef {import("../types/media.d.ts").HistogramMedia} HistogramMedia */

/** The range of a bin. @param {number[]} edges @param {number} bin */
function range(edges, bin) {
  return edges.length > bin + 1
    ? `${formatShort(edges[bin])} to ${formatShort(edges[bin + 1])}`
    : `bin ${bin + 1}`;
}

/** @type {import("../types/view.d.ts").Component} */
export function CountsCell({ value, column, place }) {
  const { counts, edges } = /** @type {HistogramMedia} */ (value);
  if (!counts?.length || !edges?.length) return html`<span class="rg-null">no values</span>`;
  const { width, height } = HISTOGRAM_SIZES[place.rowHeight];
  const step = width / counts.length;
  const span = `${formatShort(edges[0])} to ${formatShort(edges[edges.length - 1])}`;
  return html`
    <div class="rg-histogram rg-counts">
      <svg viewBox="0 0 ${width} ${height}" width=${width} height=${height} role="img"
        aria-label=${`${column.label ?? column.name}: ${counts.length} bins from ${span}`}>
        <path class="rg-bars" d=${barsPath(counts, step, height - 1)} />
        <path class="rg-floor" d="M0 ${height - 0.5}H${width}" />
        ${counts.map((count, bin) =>
          html`
            <rect class="rg-bin" x=${Math.round(bin * step * 100) / 100} width=${Math.round(step * 100) / 100}
              height=${height}>
              <title>${`${range(edges, bin)}: ${formatNumber(count)}`}</title>
            </rect>
          `
        )}
      </svg>
      ${place.rowHeight !== "small" && place.rowHeight !== "medium" &&
        html`<div class="rg-note">${span}</div>`}
    </div>
  `;
}
