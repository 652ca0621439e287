/** Which component draws the marks of which kind of plot, and which places of it can be picked. */

import { barHits, Bars } from "./bars.js";
import { Boxes, boxHits } from "./boxes.js";
import { cellHits, Cells } from "./cells.js";
import { Cloud, cloudHits, Grid, gridHits } from "./cloud.js";
import { lineHits, Lines } from "./lines.js";

/**
 * @typedef {import("../sql/plots/types.d.ts").PlotAnswer} PlotAnswer
 * @typedef {import("./frame.js").Frame} Frame
 *
 * @typedef {object} Hit a place that can be picked
 * @property {number} x
 * @property {number} y
 * @property {number} width
 * @property {number} height
 * @property {string} title
 * @property {number} term its place among the plot's conditions, or -1
 * @property {() => string} [make] makes the condition where it is not among them
 *
 * @typedef {object} Marks
 * @property {(props: {plot: PlotAnswer, frame: Frame}) => import("../cells/types/preact.d.ts").VNode | null} draw
 * @property {(plot: PlotAnswer, frame: Frame) => Hit[]} hits
 */

/** @type {Record<string, Marks>} */
const MARKS = {
  bars: { draw: Bars, hits: barHits },
  lines: { draw: Lines, hits: lineHits },
  cloud: { draw: Cloud, hits: cloudHits },
  grid: { draw: Grid, hits: gridHits },
  cells: { draw: Cells, hits: cellHits },
  boxes: { draw: Boxes, hits: boxHits },
};

/** @param {PlotAnswer} plot @returns {Marks} */
export function marksOf(plot) {
  const name = Object.keys(MARKS).find((key) => key in plot);
  if (name === undefined) throw new Error(`nothing is known of how to draw '${plot.kind}'`);
  return MARKS[name];
}
