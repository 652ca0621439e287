/** The distribution of a group's numbers: one bar a bin, on one scale down the column. */

import { html } from "./html.js";
import { edgeText } from "./bins.js";
import { formatNumber } from "./numbers.js";
import { HISTOGRAM_SIZES } from "./sizes.js";

/** @typedef {import("./types/view.d.ts").AnswerColumn} AnswerColumn */
/** @typedef {import("./types/view.d.ts").Domain} Domain */
/** @typedef {import("./types/view.d.ts").HistogramValue} HistogramValue */
/** @typedef {import("./types/view.d.ts").Place} Place */
/** @typedef {import("./types/view.d.ts").CellProps} CellProps */
/** @typedef {NonNullable<CellProps["scale"]>} Scale */

/** Room under the bars for the mark of the mean. */
const FOOT = 4;
/** A bin with anything in it is at least this tall. */
const LEAST = 1.5;

/** @param {number} number */
function round(number) {
  return Math.round(number * 100) / 100;
}

/**
 * All bars as one path, standing on `floor`.
 * @param {number[]} counts
 * @param {number} step
 * @param {number} floor
 */
export function barsPath(counts, step, floor) {
  const most = Math.max(...counts, 1);
  const gap = step > 3 ? 1 : 0;
  return counts.map((count, bin) => {
    if (!count) return "";
    const height = round(Math.max(LEAST, (count / most) * (floor - 1)));
    return `M${round(bin * step)} ${floor}v-${height}h${round(step - gap)}v${height}z`;
  }).join("");
}

/** The bin in which the middle value lies, as words. @param {number[]} counts @param {string[]} labels */
function medianLabel(counts, labels) {
  const half = counts.reduce((sum, count) => sum + count, 0) / 2;
  let seen = 0;
  const bin = counts.findIndex((count) => (seen += count) >= half && seen > 0);
  return labels[bin];
}

/** What is left out of the bars, if anything. @param {HistogramValue} value */
function leftOut(value) {
  const parts =
    /** @type {[number, string][]} */ ([[value.nulls, "null"], [value.nan, "NaN"], [value.inf, "∞"]]);
  return parts.filter(([count]) => count > 0).map(([count, name]) => `${formatNumber(count)} ${name}`).join(
    ", ",
  );
}

/**
 * @param {AnswerColumn} column
 * @param {Domain} domain
 * @param {string[]} labels
 * @param {HistogramValue} value
 * @param {Place} place
 */
function description(column, domain, labels, value, place) {
  const keys = Array.isArray(place.key) ? place.key.map(String).join(", ") : "";
  const group = keys && place.group.length > 0 ? ` for ${place.group.join(", ")} ${keys}` : "";
  const bins = `${domain.bins} ${domain.bins === 1 ? "bin" : "bins"}`;
  const span = `from ${edgeText(domain.lo, column.type, column.format)} to ${
    edgeText(domain.hi, column.type, column.format)
  }`;
  const middle = medianLabel(value.counts, labels);
  return `histogram of ${column.label ?? column.name}${group}: ${bins} ${span}${
    middle ? `, median in ${middle}` : ""
  }`;
}

/** The line under the bars: the mean, and what has no bar. @param {{value: HistogramValue, column: AnswerColumn}} props */
function Note({ value, column }) {
  const rest = leftOut(value);
  const mean = value.mean === null || value.mean === undefined
    ? ""
    : `mean ${edgeText(value.mean, column.type, column.format)}`;
  return html`<div class="rg-note">${[mean, rest].filter(Boolean).join(" · ")}</div>`;
}

/** A mark under the bars where the mean lies. @param {number} mean @param {Domain} domain @param {number} width @param {number} floor */
function meanPath(mean, domain, width, floor) {
  const share = domain.hi > domain.lo ? (mean - domain.lo) / (domain.hi - domain.lo) : 0.5;
  const step = width / domain.bins;
  // Bins of single integers are centred on their value.
  const inner = domain.integer && domain.bins === domain.hi - domain.lo + 1 ? step / 2 : 0;
  const x = round(Math.min(width - 1, Math.max(1, inner + share * (width - 2 * inner))));
  return `M${x} ${floor + 1}l2.5 3h-5z`;
}

/**
 * The parts of the chart that show a bin's range and can be picked.
 * @param {{counts: number[], column: AnswerColumn, scale: Scale, place: Place, step: number, floor: number}} props
 */
function Bins({ counts, column, scale, place, step, floor }) {
  const { on, key } = place;
  return scale.ranges.map((range, bin) =>
    html`
      <rect
        class="rg-bin"
        x=${round(bin * step)}
        width=${round(step)}
        height=${floor}
        onClick=${on.histogramBin && (() => on.histogramBin?.(column.name, range.lo, range.hi, key))}
      >
        <title>${`${scale.labels[bin]}: ${formatNumber(counts[bin] ?? 0)}`}</title>
      </rect>
    `
  );
}

/**
 * The bars. The build writes every bin into the page; a chart that is drawn in the page gets its bins when a pointer
 * or the focus first comes to it: a table of groups has thousands, which would hold up its rows.
 * @this {{reached?: boolean, setState: (state: object) => void}}
 * @param {{histogram: HistogramValue, column: AnswerColumn, domain: Domain, scale: Scale, place: Place}} props
 */
function Chart({ histogram, column, domain, scale, place }) {
  const { on, alive } = place;
  this.reached ??= !alive;
  const { width, height } = HISTOGRAM_SIZES[place.rowHeight];
  const floor = height - FOOT;
  const step = width / domain.bins;
  const bins = { counts: histogram.counts, column, scale, place, step, floor };
  const reach = this.reached ? undefined : () => {
    this.reached = true;
    this.setState({});
  };
  return html`
    <svg
      viewBox="0 0 ${width} ${height}"
      width=${width}
      height=${height}
      role="img"
      aria-label=${description(column, domain, scale.labels, histogram, place)}
      tabindex=${alive ? 0 : undefined}
      onPointerEnter=${reach}
      onFocus=${reach}
      onKeyDown=${on.histogramKey &&
        ((/** @type {Event} */ event) => on.histogramKey?.(event, column, place.key))}
    >
      <path class="rg-bars" d=${barsPath(histogram.counts, step, floor)} />
      <path class="rg-floor" d="M0 ${floor + 0.5}H${width}" />
      ${histogram.mean !== null && Number.isFinite(histogram.mean) &&
        html`<path class="rg-mean" d=${meanPath(histogram.mean, domain, width, floor)} />`}
      ${this.reached && html`<${Bins} ...${bins} />`}
    </svg>
  `;
}

/** @type {import("./types/view.d.ts").Component} */
export function HistogramCell({ value, column, scale, place }) {
  const histogram = /** @type {HistogramValue} */ (value);
  const domain = column.domain;
  if (!domain || !scale || histogram.n === 0 || histogram.counts.length === 0) {
    return html`<span class="rg-null">${leftOut(histogram) || "no values"}</span>`;
  }
  return html`
    <div class="rg-histogram">
      <${Chart} histogram=${histogram} column=${column} domain=${domain} scale=${scale} place=${place} />
      ${place.rowHeight !== "small" && html`<${Note} value=${histogram} column=${column} />`}
    </div>
  `;
}
