/** Adds plots to the layouts that every page has. */

import { FACES } from "../cells/faces.js";
import { PLOTS } from "../spec/layouts.js";
import { checkPlot, optionOf, PLOT_KEYS } from "../spec/plot.js";
import { LAYOUTS } from "../spec/types.js";
import { BRUSHED, LAYOUT_ANSWERS } from "../sql/answer.js";
import { brushedPlot } from "../sql/plots/brushed.js";
import { answerPlot, PLOT_LAYOUTS } from "../sql/plots/answer.js";
import { plotSql } from "../sql/plots/print.js";
import { LAYOUT_SQL } from "../sql/print.js";
import { PlotFace } from "./face.js";

/** May be called more than once. */
export function installPlots() {
  PLOTS.options = [...new Set([...PLOTS.options, ...PLOT_KEYS.map(optionOf)])];
  PLOTS.check = checkPlot;
  FACES.plot = PlotFace;
  BRUSHED.plot = brushedPlot;
  LAYOUTS.push(...PLOT_LAYOUTS.filter((layout) => !LAYOUTS.includes(layout)));
  for (const layout of PLOT_LAYOUTS) {
    LAYOUT_ANSWERS[layout] = answerPlot;
    LAYOUT_SQL[layout] = plotSql;
  }
}
