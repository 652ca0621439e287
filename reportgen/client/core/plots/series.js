/** The colors of a plot: classes, so that light and dark pages have their own. */

/** @typedef {import("../sql/plots/types.d.ts").PlotAnswer} PlotAnswer */

/** How many colors there are besides that of the rest. */
const COLORS = 8;
const REST = new Set(["other", "null", "no number"]);

/**
 * The class of one color of a plot: of categories, of steps of a scale, or of what has no value.
 * @param {PlotAnswer} plot
 * @param {number} index
 */
export function seriesClass({ series, steps, color }, index) {
  if (color === null || series.length < 2) return "rg-s0";
  const { label, term } = series[index];
  if (REST.has(label) && (term < 0 || label === "null")) return "rg-rest";
  return steps ? `rg-q${index}` : `rg-s${index % COLORS}`;
}

/** From how much of the largest value on a level of shading begins. */
export const LEVELS = 9;

/**
 * The shade of a value: 0 for nothing, `LEVELS - 1` for the most.
 * @param {number} value
 * @param {number} least
 * @param {number} most
 */
export function levelOf(value, least, most) {
  if (!(most > least)) return value > 0 ? LEVELS - 1 : 0;
  const share = value / (most - least) - least / (most - least);
  return Math.max(0, Math.min(LEVELS - 1, Math.round(share * (LEVELS - 1))));
}
