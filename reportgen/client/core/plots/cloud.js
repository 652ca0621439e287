/** Points by the thousand, as few paths; and their density on a grid. */

import { lowerEdge } from "../sql/plots/edges.js";
import { both, inBin, numberTerm } from "../sql/plots/terms.js";
import { formatNumber } from "../cells/numbers.js";
import { html } from "../cells/html.js";
import { round } from "./frame.js";
import { levelOf, LEVELS, seriesClass } from "./series.js";

/**
 * @typedef {import("../sql/plots/types.d.ts").PlotAnswer} PlotAnswer
 * @typedef {import("../sql/plots/types.d.ts").Domain} Domain
 * @typedef {import("./frame.js").Frame} Frame
 */

const SIZES = 6;
const REACH = 5;
/** From so many points on they are drawn smaller. */
const MANY = 1000;

/** @param {{plot: PlotAnswer, frame: Frame}} props */
export function Cloud({ plot, frame }) {
  const { cloud } = plot;
  if (!cloud) return null;
  const paths = plot.series.map(() => new Array(SIZES).fill(""));
  cloud.x.forEach((x, i) => {
    const place = `M${round(frame.x.place(x))} ${round(frame.y.place(cloud.y[i]))}h0`;
    paths[cloud.series[i]][cloud.size[i]] += place;
  });
  const dense = cloud.x.length > MANY && !cloud.size.some((size) => size > 0) ? " rg-many" : "";
  return html`${
    paths.map((sizes, series) =>
      sizes.map((d, size) =>
        d && html`<path class=${`rg-points rg-size${size} ${seriesClass(plot, series)}${dense}`} d=${d} />`
      )
    )
  }`;
}

/** @type {import("./marks.js").Marks["hits"]} */
export function cloudHits(plot, frame) {
  const { cloud, texts } = plot;
  if (!cloud) return [];
  return cloud.x.map((x, i) => {
    const y = cloud.y[i];
    const color = plot.color === null ? "" : `, ${plot.color} ${plot.series[cloud.series[i]].label}`;
    const where = `${plot.x.label} ${frame.x.text(x)}, ${plot.y.label} ${frame.y.text(y)}${color}`;
    const own = cloud.terms?.[i];
    return {
      x: frame.x.place(x) - REACH,
      y: frame.y.place(y) - REACH,
      width: 2 * REACH,
      height: 2 * REACH,
      title: own === undefined ? where : `${own}: ${where}`,
      term: -1,
      make: () => own ?? (texts ? pointTerm(plot, x, y) : ""),
    };
  });
}

/** The rows that lie at a point. @param {PlotAnswer} plot @param {number} x @param {number} y */
function pointTerm({ texts, ...plot }, x, y) {
  if (!texts) return "";
  return both([numberTerm(texts.x, plot.x.type, x), numberTerm(texts.y, plot.y.type, y)]);
}

/**
 * The edges of a bin on the drawing; the bins of a logarithmic scale are those of the logarithm.
 * @param {Domain} domain
 * @param {number} bin
 * @param {import("../sql/plots/types.d.ts").Axis} axis
 * @param {import("./scale.js").Scale} scale
 */
function span(domain, bin, axis, scale) {
  const { lo, hi, bins } = domain;
  const turn = (/** @type {number} */ value) => axis.scale === "log" ? 10 ** value : value;
  if (hi === lo) {
    const at = scale.place(turn(lo));
    return [at - REACH, at + REACH];
  }
  const width = hi / bins - lo / bins;
  return [scale.place(turn(lo + bin * width)), scale.place(turn(lo + (bin + 1) * width))];
}

/** @param {PlotAnswer} plot @param {Frame} frame */
function rectangles({ grid, x, y }, frame) {
  return (grid?.cells ?? []).map(([column, row, n]) => {
    const across = span(/** @type {any} */ (grid).x, column, x, frame.x);
    const up = span(/** @type {any} */ (grid).y, row, y, frame.y);
    const left = Math.min(...across);
    const top = Math.min(...up);
    return {
      x: left,
      y: top,
      width: Math.max(...across) - left,
      height: Math.max(...up) - top,
      column,
      row,
      n,
    };
  });
}

/** Shades go by the square root of the counts, so that thin parts are seen. @param {{plot: PlotAnswer, frame: Frame}} props */
export function Grid({ plot, frame }) {
  const all = rectangles(plot, frame);
  const most = Math.sqrt(all.reduce((a, { n }) => Math.max(a, n), 0));
  const paths = new Array(LEVELS).fill("");
  for (const { x, y, width, height, n } of all) {
    const level = Math.max(1, levelOf(Math.sqrt(n), 0, most));
    paths[level] += `M${round(x)} ${round(y)}h${round(width)}v${round(height)}h${round(-width)}z`;
  }
  return html`${paths.map((d, level) => d && html`<path class=${`rg-shade rg-h${level}`} d=${d} />`)}`;
}

/** @type {import("./marks.js").Marks["hits"]} */
export function gridHits(plot, frame) {
  return rectangles(plot, frame).map(({ column, row, n, ...box }) => ({
    ...box,
    title: `${cornerText(plot, frame, column, row)}: ${formatNumber(n)}`,
    term: -1,
    make: () => cellTerm(plot, column, row),
  }));
}

/** @param {PlotAnswer} plot @param {Frame} frame @param {number} column @param {number} row */
function cornerText({ grid, x, y }, frame, column, row) {
  const edge = (/** @type {any} */ axis, /** @type {any} */ domain, /** @type {number} */ bin) =>
    axis.scale === "log" ? 10 ** lowerEdge(bin, domain) : lowerEdge(bin, domain);
  const right = frame.x.text(edge(x, grid?.x, column));
  return `${x.label} from ${right}, ${y.label} from ${frame.y.text(edge(y, grid?.y, row))}`;
}

/** The rows of a cell; the edges of logarithms are not to be said exactly. @param {PlotAnswer} plot @param {number} column @param {number} row */
function cellTerm({ texts, grid, x, y }, column, row) {
  if (!texts || !grid || x.scale === "log" || y.scale === "log") return "";
  return both([inBin(texts.x, x.type, grid.x, column), inBin(texts.y, y.type, grid.y, row)]);
}
