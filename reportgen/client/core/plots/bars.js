/** Bars, stacked or side by side: on a band, or between the edges of bins. */

import { formatNumber } from "../cells/numbers.js";
import { rangeText } from "../cells/bins.js";
import { html } from "../cells/html.js";
import { round } from "./frame.js";
import { valueText } from "./scale.js";
import { seriesClass } from "./series.js";

/**
 * @typedef {import("../sql/plots/types.d.ts").PlotAnswer} PlotAnswer
 * @typedef {import("../sql/plots/types.d.ts").Bar} Bar
 * @typedef {import("./frame.js").Frame} Frame
 */

/** What of a band is filled. */
const FILL = 0.8;
/** Anything that is there is at least this tall. */
const LEAST = 1.5;

/**
 * @param {Bar} bar
 * @param {PlotAnswer} plot
 * @param {Frame} frame
 */
function rectangle({ at, series, from, to }, { series: all, stacked }, { x, y }) {
  const [low, high] = [y.place(from), y.place(to)];
  const height = Math.max(LEAST, Math.abs(low - high));
  const top = to < from ? low : low - height;
  if (typeof at !== "number") {
    const [left, right] = [x.place(at[0]), x.place(at[1])];
    const gap = right - left > 4 ? 1 : 0;
    return { left: left + gap / 2, width: Math.max(0.5, right - left - gap), top, height };
  }
  const room = x.band * FILL;
  const width = stacked ? room : room / all.length;
  const left = x.place(at) - room / 2 + (stacked ? 0 : series * width);
  return { left, width: Math.max(0.5, width - (stacked ? 0 : Math.min(1, width / 8))), top, height };
}

/** @param {{plot: PlotAnswer, frame: Frame}} props */
export function Bars({ plot, frame }) {
  const paths = plot.series.map((_, series) =>
    (plot.bars ?? []).filter((bar) => bar.series === series).map((bar) => {
      const { left, width, top, height } = rectangle(bar, plot, frame);
      return `M${round(left)} ${round(top)}h${round(width)}v${round(height)}h${round(-width)}z`;
    }).join("")
  );
  return html`${
    paths.map((d, series) => d && html`<path class=${`rg-fill ${seriesClass(plot, series)}`} d=${d} />`)
  }`;
}

/** @type {import("./marks.js").Marks["hits"]} */
export function barHits(plot, frame) {
  return (plot.bars ?? []).map((bar) => {
    const { left, width, top, height } = rectangle(bar, plot, frame);
    return { x: left, y: top, width, height, title: titleOf(bar, plot), term: bar.term };
  });
}

/** @param {Bar} bar @param {PlotAnswer} plot */
export function titleOf({ at, series, from, to, n }, plot) {
  const where = typeof at === "number" ? plot.x.labels?.[at] : spanText(at, plot);
  const color = plot.color === null ? "" : `, ${plot.color} ${plot.series[series].label}`;
  const isCount = to - from === n;
  const value = isCount ? formatNumber(n) : `${plot.y.label} ${valueText(to - from, plot.y)}`;
  const rows = isCount ? "" : ` (${formatNumber(n)} ${n === 1 ? plot.unit.slice(0, -1) : plot.unit})`;
  return `${where}${color}: ${value}${rows}`;
}

/** A bin; the bin of one integer is said as it. @param {[number, number]} at @param {PlotAnswer} plot */
function spanText([lo, hi], { x, bars = [] }) {
  const whole = x.type.kind === "integer" && hi - lo === 1 && lo % 1 !== 0;
  if (whole) return valueText(lo + 0.5, x);
  const domain = { lo, hi, bins: Math.min(bars.length, 1) || 1, integer: false };
  return rangeText({ lo, hi }, domain, x.type);
}
