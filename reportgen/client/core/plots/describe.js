/** A plot in a sentence, for those who do not see it. */

import { formatNumber } from "../cells/numbers.js";
import { titleOf as barText } from "./bars.js";
import { titleOf as boxText } from "./boxes.js";
import { titleOf as cellText } from "./cells.js";
import { valueText } from "./scale.js";

/** @typedef {import("../sql/plots/types.d.ts").PlotAnswer} PlotAnswer */

/** So many marks are told. */
const TOLD = 5;

/** @type {Record<string, string>} */
const NAMES = {
  histogram: "histogram",
  bar: "bar chart",
  line: "line chart",
  scatter: "scatter plot",
  box: "box plot",
  heatmap: "heat map",
  calibration: "calibration curve",
  pr: "precision–recall curve",
  roc: "ROC curve",
};

/** @param {PlotAnswer} plot @returns {string} */
export function describe(plot) {
  const { x, y, kind, color } = plot;
  const across = x.label ? ` by ${x.label}` : "";
  const by = color === null || kind === "heatmap" ? "" : `, colored by ${color}`;
  const what = kind === "heatmap" ? `${color} by ${x.label} and ${y.label}` : `${y.label}${across}${by}`;
  const parts = [`${NAMES[kind]} of ${what}`, spans(plot), ...facts(plot)].filter((part) => part !== "");
  return parts.join("; ");
}

/** The ends of its scales. @param {PlotAnswer} plot */
function spans({ x, y }) {
  return [x, y].filter(({ domain }) => domain).map((axis) => {
    const [lo, hi] = /** @type {[number, number]} */ (axis.domain);
    return `${axis.label} from ${valueText(lo, axis)} to ${valueText(hi, axis)}`;
  }).join(", ");
}

/** @param {PlotAnswer} plot @returns {string[]} */
function facts(plot) {
  const { bars, cells, boxes, cloud, grid, series } = plot;
  if (cloud) return [`${formatNumber(cloud.x.length)} points`];
  if (grid) return [`${formatNumber(grid.cells.reduce((sum, [, , n]) => sum + n, 0))} points as a density`];
  if (bars) return most(bars, ({ from, to }) => Math.abs(to - from), (bar) => barText(bar, plot));
  if (cells) return most(cells, ({ value }) => value ?? 0, (cell) => cellText(cell, plot));
  if (boxes) {
    return boxes.slice(0, TOLD).map((box) => boxText(box, plot, (value) => valueText(value, plot.y)));
  }
  return series.flatMap(({ label, fact }) => fact ? [label ? `${label}: ${fact}` : fact] : []);
}

/**
 * The greatest of the marks.
 * @template T
 * @param {T[]} marks
 * @param {(mark: T) => number} size
 * @param {(mark: T) => string} say
 */
function most(marks, size, say) {
  const first = [...marks].sort((a, b) => size(b) - size(a)).slice(0, TOLD).map(say);
  return first.length < marks.length ? [`greatest: ${first.join("; ")}`] : first;
}
