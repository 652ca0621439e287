/** Lines through points, with their names at their ends where there is room; and the diagonal of chance. */

import { formatNumber, formatShort } from "../cells/numbers.js";
import { html } from "../cells/html.js";
import { clip } from "../cells/text.js";
import { round, widthOf } from "./frame.js";
import { seriesClass } from "./series.js";

/**
 * @typedef {import("../sql/plots/types.d.ts").PlotAnswer} PlotAnswer
 * @typedef {import("../sql/plots/types.d.ts").Line} Line
 * @typedef {import("../sql/plots/types.d.ts").Point} Point
 * @typedef {import("./frame.js").Frame} Frame
 */

/** So few points are shown as dots too. */
const DOTTED = 60;
const LABELED = 6;
const NAME = 18;
const LINE = 14;
/** Half the side of the square around a point in which it is picked. */
const REACH = 7;

/** Whether the lines carry their names themselves. @param {PlotAnswer} plot @param {import("./frame.js").Size} size */
export function isLabeled(plot, size) {
  return plot.kind === "line" && plot.color !== null && size.name === "wide" &&
    (plot.lines ?? []).length <= LABELED;
}

/** The room that names at the ends of lines need. @param {PlotAnswer} plot @param {import("./frame.js").Size} size */
export function labelRoom(plot, size) {
  if (!isLabeled(plot, size)) return 0;
  return 14 + Math.max(0, ...plot.series.map(({ label }) => widthOf(clip(label, NAME))));
}

/** @param {{plot: PlotAnswer, frame: Frame}} props */
export function Lines({ plot, frame }) {
  const lines = plot.lines ?? [];
  return html`
    <${Guide} plot=${plot} frame=${frame} />
    ${lines.map((line) => html`<${One} line=${line} plot=${plot} frame=${frame} />`)}
    ${isLabeled(plot, frame.size) && html`<${Names} plot=${plot} frame=${frame} />`}
  `;
}

/** What chance, or a calibrated model, would draw. @param {{plot: PlotAnswer, frame: Frame}} props */
function Guide({ plot, frame }) {
  const { x, y } = frame;
  if (plot.kind === "pr") {
    return (plot.areas ?? []).map(({ series, positives, negatives }) => {
      const at = round(y.place(positives / (positives + negatives)));
      const d = `M${round(x.place(0))} ${at}H${round(x.place(1))}`;
      return html`<path class=${`rg-guide ${seriesClass(plot, series)}`} d=${d} />`;
    });
  }
  if (plot.kind !== "roc" && plot.kind !== "calibration") return null;
  const d = `M${round(x.place(0))} ${round(y.place(0))}L${round(x.place(1))} ${round(y.place(1))}`;
  return html`<path class="rg-guide" d=${d} />`;
}

/** @param {{line: Line, plot: PlotAnswer, frame: Frame}} props */
function One({ line: { series, points }, plot, frame }) {
  const places = points.map(({ x, y }) => `${round(frame.x.place(x))} ${round(frame.y.place(y))}`);
  const name = seriesClass(plot, series);
  const dots = plot.kind === "calibration" || plot.kind === "line" && points.length <= DOTTED;
  // A step keeps its precision until the next threshold is passed: in between there is nothing to choose.
  return html`
    <path class=${`rg-stroke ${name}`} d=${`M${places.join("L")}`} />
    ${dots && html`<path class=${`rg-dots ${name}`} d=${places.map((place) => `M${place}h0`).join("")} />`}
  `;
}

/** The lines' names, moved apart. @param {{plot: PlotAnswer, frame: Frame}} props */
function Names({ plot, frame }) {
  const ends = (plot.lines ?? []).map(({ series, points }) => {
    const last = points[points.length - 1];
    return { series, x: frame.x.place(last.x), y: frame.y.place(last.y) };
  }).sort((a, b) => a.y - b.y);
  ends.forEach((end, index) => {
    if (index > 0) end.y = Math.max(end.y, ends[index - 1].y + LINE);
  });
  const over = ends.length ? Math.max(0, ends[ends.length - 1].y - frame.area.bottom) : 0;
  return ends.map(({ series, y }) =>
    html`
      <text class=${`rg-line-name ${seriesClass(plot, series)}`} x=${frame.area.right + 6} y=${round(
        y - over + 4,
      )}>${clip(plot.series[series].label, NAME)}</text>
    `
  );
}

/** @type {import("./marks.js").Marks["hits"]} */
export function lineHits(plot, frame) {
  return (plot.lines ?? []).flatMap(({ series, points }) =>
    points.filter(({ n }) => n > 0).map((point) => ({
      x: frame.x.place(point.x) - REACH,
      y: frame.y.place(point.y) - REACH,
      width: 2 * REACH,
      height: 2 * REACH,
      title: titleOf(point, series, plot, frame),
      term: point.term,
    }))
  );
}

/** @param {Point} point @param {number} series @param {PlotAnswer} plot @param {Frame} frame */
function titleOf({ x, y, n, at }, series, plot, frame) {
  const color = plot.color === null ? "" : `${plot.series[series].label}: `;
  const rows = `${formatNumber(n)} ${n === 1 ? "row" : "rows"}`;
  if (at !== undefined) {
    return `${color}from ${formatShort(at)} on, ${plot.x.label} ${percent(x)}, ${plot.y.label} ${percent(y)}`;
  }
  if (plot.kind === "calibration") return `${color}scores about ${percent(x)}: ${percent(y)} true of ${rows}`;
  const where = plot.x.scale === "band" ? frame.x.text(x) : `${plot.x.label} ${frame.x.text(x)}`;
  const value = y === n ? "" : `${plot.y.label} ${frame.y.text(y)}, `;
  return `${color}${where}: ${value}${rows}`;
}

/** @param {number} share */
function percent(share) {
  return `${formatNumber(100 * share, { decimals: 1 })}%`;
}
