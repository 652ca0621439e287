/** The cells of a heat map, with their numbers where there is room. */

import { formatNumber, formatShort } from "../cells/numbers.js";
import { html } from "../cells/html.js";
import { round, widthOf } from "./frame.js";
import { levelOf, LEVELS } from "./series.js";

/**
 * @typedef {import("../sql/plots/types.d.ts").PlotAnswer} PlotAnswer
 * @typedef {import("../sql/plots/types.d.ts").Cell} Cell
 * @typedef {import("./frame.js").Frame} Frame
 */

/** From this level on, numbers are light on dark. */
const DARK = 5;

/** @param {number | null} value @param {PlotAnswer} plot */
function valueText(value, { share }) {
  if (value === null) return "–";
  if (!share) return formatShort(value);
  return `${formatNumber(100 * value, { decimals: value > 0 && value < 0.1 ? 1 : 0 })}%`;
}

/** @param {PlotAnswer} plot */
function ends({ cells = [] }) {
  const values = cells.map(({ value }) => value ?? 0);
  return [Math.min(0, ...values), Math.max(0, ...values)];
}

/** @param {{plot: PlotAnswer, frame: Frame}} props */
export function Cells({ plot, frame }) {
  const [least, most] = ends(plot);
  const { x, y } = frame;
  const paths = new Array(LEVELS).fill("");
  const texts = [];
  const cells = plot.cells ?? [];
  const widest = Math.max(0, ...cells.map(({ value }) => widthOf(valueText(value, plot))));
  const roomy = widest + 4 <= x.band && y.band >= 15;
  for (const cell of cells) {
    const level = levelOf(cell.value ?? 0, least, most);
    const [left, top] = [x.place(cell.x) - x.band / 2, y.place(cell.y) - y.band / 2];
    paths[level] += `M${round(left)} ${round(top)}h${round(x.band - 1)}v${round(y.band - 1)}h${
      round(1 - x.band)
    }z`;
    if (roomy) texts.push({ cell, level });
  }
  return html`
    ${paths.map((d, level) => d && html`<path class=${`rg-shade rg-h${level}`} d=${d} />`)}
    ${texts.map(({ cell, level }) =>
      html`
        <text class=${level >= DARK ? "rg-cell-text rg-on-dark" : "rg-cell-text"} text-anchor="middle"
          x=${round(x.place(cell.x))} y=${round(y.place(cell.y) + 4)}>${valueText(cell.value, plot)}</text>
      `
    )}
  `;
}

/** @type {import("./marks.js").Marks["hits"]} */
export function cellHits(plot, frame) {
  const { x, y } = frame;
  return (plot.cells ?? []).map((cell) => ({
    x: x.place(cell.x) - x.band / 2,
    y: y.place(cell.y) - y.band / 2,
    width: x.band - 1,
    height: y.band - 1,
    title: titleOf(cell, plot),
    term: cell.term,
  }));
}

/** @param {Cell} cell @param {PlotAnswer} plot */
export function titleOf({ x, y, value, n }, plot) {
  const where = `${plot.x.label} ${plot.x.labels?.[x]}, ${plot.y.label} ${plot.y.labels?.[y]}`;
  const rows = `${formatNumber(n)} ${n === 1 ? "row" : "rows"}`;
  return value === n && !plot.share ? `${where}: ${rows}` : `${where}: ${valueText(value, plot)} (${rows})`;
}
