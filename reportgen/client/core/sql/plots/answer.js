/** The answer to a spec whose layout is a plot. */

import { bar } from "./bar.js";
import { box } from "./box.js";
import { calibration } from "./calibration.js";
import { pr, roc } from "./curves.js";
import { heatmap } from "./heatmap.js";
import { histogram } from "./histogram.js";
import { line } from "./line.js";
import { scatter } from "./scatter.js";
import { sourceOf } from "./source.js";

/**
 * @typedef {import("../../spec/types.js").Spec} Spec
 * @typedef {import("../../spec/types.js").TableSchema} TableSchema
 * @typedef {import("../../spec/types.js").Frame} Frame
 * @typedef {import("./source.js").Source} Source
 * @typedef {import("./begin.js").Begun} Begun
 * @typedef {import("./types.d.ts").PlotAnswer} PlotAnswer
 *
 * @typedef {{begun: Begun, plot: Omit<PlotAnswer, "kind" | "notes" | "unit">}} Plotted
 * @typedef {(source: Source, spec: Spec) => Generator<string[], Plotted, Frame[]>} Plotting
 */

/** @type {Record<string, Plotting>} */
const PLOTS = { histogram, bar, line, scatter, box, heatmap, calibration, pr, roc };

/** The layouts that are plots. */
export const PLOT_LAYOUTS = Object.keys(PLOTS);

/**
 * @param {Spec} spec a canonical one
 * @param {TableSchema} schema
 * @returns {import("../../spec/types.js").Answering}
 */
export function* answerPlot(spec, schema) {
  const source = sourceOf(spec, schema);
  return plotAnswer(source, spec, yield* PLOTS[spec.layout](source, spec));
}

/**
 * @param {Source} source
 * @param {Spec} spec
 * @param {Plotted} plotted
 * @returns {import("../../spec/types.js").Answer}
 */
export function plotAnswer(source, spec, { begun, plot }) {
  return {
    kind: "plot",
    total: source.scope.total,
    filtered: begun.filtered,
    groups: begun.groups,
    offset: 0,
    columns: [],
    rows: [],
    plot: { kind: spec.layout, unit: source.unit, notes: begun.notes, ...plot },
  };
}
