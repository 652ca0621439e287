/** The room of a drawing: its size, its margins, its axes. */

import { html } from "../cells/html.js";
import { clip } from "../cells/text.js";
import { scaleOf } from "./scale.js";

/**
 * @typedef {import("../sql/plots/types.d.ts").PlotAnswer} PlotAnswer
 * @typedef {import("../sql/plots/types.d.ts").Axis} Axis
 * @typedef {import("./scale.js").Scale} Scale
 * @typedef {import("./ticks.js").Tick} Tick
 *
 * @typedef {{width: number, height: number, name: "wide" | "narrow"}} Size
 * @typedef {object} Frame
 * @property {Size} size
 * @property {Scale} x
 * @property {Scale} y
 * @property {{left: number, right: number, top: number, bottom: number}} area the edges of what is drawn in
 * @property {boolean} slanted whether the labels below stand aslant
 */

/** On a page, and on a telephone. @type {Size[]} */
export const SIZES = [
  { width: 640, height: 360, name: "wide" },
  { width: 340, height: 300, name: "narrow" },
];

const LETTER = 6.4;
const LINE = 15;
/** Labels below are cut to this. */
const SLANTED = 16;
const LEFT_MOST = 130;
const SLOPE = Math.sin(Math.PI / 5);

/** How wide a text is, about. @param {string} text */
export function widthOf(text) {
  return text.length * LETTER;
}

/**
 * @param {PlotAnswer} plot
 * @param {Size} size
 * @param {number} [room] that is kept free at the right
 * @returns {Frame}
 */
export function frameOf(plot, size, room = 0) {
  const { width, height } = size;
  const top = plot.y.label ? LINE + 10 : 10;
  const yFit = { count: Math.round(height / 60), out: Boolean(plot.y.zero), pad: 0.04 };
  const labels = scaleOf(plot.y, 1, 0, yFit).ticks.map(({ label }) => widthOf(clip(label, SLANTED)));
  const left = Math.min(LEFT_MOST, Math.max(24, ...labels) + 12);
  const right = width - Math.max(room, 14);
  const slanted = isCrowded(plot.x, right - left);
  const below = slanted ? slantedRoom(plot.x) : LINE + 6;
  const bottom = height - below - (plot.x.label ? LINE + 4 : 4);
  const isFixed = plot.kind === "histogram" || plot.kind === "calibration";
  const xFit = { count: Math.round((right - left) / 80), pad: isFixed ? 0.01 : 0.04 };
  return {
    size,
    area: { left, right, top, bottom },
    slanted,
    x: scaleOf(plot.x, left, right, xFit),
    // The first row of a heat map is at the top.
    y: plot.y.scale === "band" ? scaleOf(plot.y, top, bottom, yFit) : scaleOf(plot.y, bottom, top, yFit),
  };
}

/** Whether the labels of a band do not fit side by side. @param {Axis} axis @param {number} width */
function isCrowded({ scale, labels = [] }, width) {
  const longest = Math.max(0, ...labels.map(widthOf));
  return scale === "band" && longest + 8 > width / Math.max(1, labels.length);
}

/** @param {Axis} axis */
function slantedRoom({ labels = [] }) {
  const longest = Math.max(0, ...labels.map((label) => widthOf(clip(label, SLANTED))));
  return Math.round(longest * SLOPE + LINE + 4);
}

/** @param {number} value */
export function round(value) {
  return Math.round(value * 100) / 100;
}

/**
 * Ticks as far apart as labels need.
 * @param {Scale} scale
 * @param {number} room of one label
 */
function spaced({ ticks, band }, room) {
  const every = band ? Math.max(1, Math.ceil(room / band)) : 1;
  return ticks.filter((_, index) => index % every === 0);
}

/** @param {{frame: Frame, plot: PlotAnswer}} props */
export function Axes({ frame, plot }) {
  const { area } = frame;
  return html`
    <g class="rg-axes">
      <${YTicks} frame=${frame} axis=${plot.y} />
      <${XTicks} frame=${frame} axis=${plot.x} />
      ${plot.x.scale !== "band" || plot.y.scale !== "band"
        ? html`<path class="rg-floor" d=${`M${area.left} ${area.bottom}H${area.right}`} />`
        : null}
      ${plot.x.label && html`
        <text class="rg-axis-title" x=${(area.left + area.right) / 2} y=${frame.size.height - 5}
          text-anchor="middle">${titleOf(plot.x, area.right - area.left)}</text>
      `}
      ${plot.y.label && html`
        <text class="rg-axis-title" x="2" y="12">${titleOf(plot.y, frame.size.width)}</text>
      `}
    </g>
  `;
}

/** @param {Axis} axis @param {number} room */
function titleOf({ label, scale }, room) {
  return clip(scale === "log" ? `${label} (log)` : label, Math.max(8, Math.floor(room / LETTER)));
}

/** @param {{frame: Frame, axis: Axis}} props */
function YTicks({ frame, axis }) {
  const { left, right } = frame.area;
  return spaced(frame.y, LINE - 3).map(({ value, label }) => {
    const y = round(frame.y.place(value));
    return html`
      ${axis.scale !== "band" && html`<path class="rg-grid" d=${`M${left} ${y}H${right}`} />`}
      <text x=${left - 6} y=${y + 4} text-anchor="end">${clip(label, SLANTED)}${label.length > SLANTED &&
        html`<title>${label}</title>`}</text>
    `;
  });
}

/** @param {{frame: Frame, axis: Axis}} props */
function XTicks({ frame, axis }) {
  const { bottom } = frame.area;
  return spaced(frame.x, frame.slanted ? LINE / SLOPE - 4 : 0).map(({ value, label }) => {
    const x = round(frame.x.place(value));
    const text = frame.slanted
      ? html`<text transform=${`translate(${x + 4} ${bottom + 13}) rotate(-36)`} text-anchor="end">${
        clip(label, SLANTED)
      }${label.length > SLANTED && html`<title>${label}</title>`}</text>`
      : html`<text x=${x} y=${bottom + LINE + 1} text-anchor="middle">${label}</text>`;
    return html`
      ${axis.scale !== "band" && html`<path class="rg-tick" d=${`M${x} ${bottom}v4`} />`}${text}
    `;
  });
}
