/** Boxes from quartile to quartile, their whiskers, and what lies beyond. */

import { formatNumber } from "../cells/numbers.js";
import { html } from "../cells/html.js";
import { round } from "./frame.js";

/**
 * @typedef {import("../sql/plots/types.d.ts").PlotAnswer} PlotAnswer
 * @typedef {import("../sql/plots/types.d.ts").Box} Box
 * @typedef {import("./frame.js").Frame} Frame
 */

const FILL = 0.6;
const WIDEST = 72;

/** @param {Frame} frame */
function widthOf({ x }) {
  return Math.min(WIDEST, x.band * FILL);
}

/** @param {{plot: PlotAnswer, frame: Frame}} props */
export function Boxes({ plot, frame }) {
  return html`${(plot.boxes ?? []).map((box) => html`<${One} box=${box} frame=${frame} />`)}`;
}

/** @param {{box: Box, frame: Frame}} props */
function One({ box, frame }) {
  const x = frame.x.place(box.at);
  const half = widthOf(frame) / 2;
  const [q1, median, q3, low, high] = [box.q1, box.median, box.q3, box.low, box.high].map((value) =>
    round(frame.y.place(value))
  );
  const [left, right] = [round(x - half), round(x + half)];
  const cap = round(half / 2);
  const at = round(x);
  const whiskers = `M${at} ${q3}V${high}M${at} ${q1}V${low}M${round(at - cap)} ${high}h${2 * cap}M${
    round(at - cap)
  } ${low}h${2 * cap}`;
  const dots = box.outliers.map((value) => `M${at} ${round(frame.y.place(value))}h0`).join("");
  return html`
    <path class="rg-whisker" d=${whiskers} />
    <path class="rg-box-body" d=${`M${left} ${q3}H${right}V${q1}H${left}z`} />
    <path class="rg-median" d=${`M${left} ${median}H${right}`} />
    ${dots && html`<path class="rg-points rg-outliers rg-s0" d=${dots} />`}
  `;
}

/** @type {import("./marks.js").Marks["hits"]} */
export function boxHits(plot, frame) {
  return (plot.boxes ?? []).map((box) => {
    const [top, bottom] = [frame.y.place(box.q3), frame.y.place(box.q1)];
    const width = widthOf(frame);
    return {
      x: frame.x.place(box.at) - width / 2,
      y: Math.min(top, bottom - 6),
      width,
      height: Math.max(6, bottom - top),
      title: titleOf(box, plot, frame.y.text),
      term: box.term,
    };
  });
}

/** @param {Box} box @param {PlotAnswer} plot @param {(value: number) => string} text */
export function titleOf(box, plot, text) {
  const name = plot.x.labels?.[box.at];
  const outside = box.outliers.length + box.more;
  return [
    `${name ? `${name}: ` : ""}median ${text(box.median)}`,
    `half of ${formatNumber(box.n)} from ${text(box.q1)} to ${text(box.q3)}`,
    ...outside ? [`${formatNumber(outside)} ${outside === 1 ? "outlier" : "outliers"}`] : [],
  ].join(", ");
}
