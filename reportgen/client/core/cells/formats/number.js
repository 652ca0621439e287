/** Cells of numbers that a format writes: alone, beside a bar, on a color. */

import { html } from "../html.js";
import { formatCell } from "../text.js";
import { formatOf } from "./known.js";
import { numberOf, numberText } from "./numbers.js";
import { formatNumber } from "../numbers.js";

/** @typedef {import("./types.js").Format} Format */
/** @typedef {import("../types/view.d.ts").CellProps} CellProps */
/** @typedef {import("../types/view.d.ts").Component} Component */

/** Steps of a color scale; the style sheet has a class for each. A diverging scale's middle step is `MIDDLE`. */
export const STEPS = 9;
const MIDDLE = (STEPS - 1) / 2;

/** A value's text, and the whole value in a tooltip where the text does not say it. @param {string} text @param {unknown} value */
function written(text, value) {
  const exact = String(value);
  return text.replaceAll(",", "") === exact ? text : html`<span title=${exact}>${text}</span>`;
}

/** @param {CellProps} props @param {Format | undefined} own */
function textOf({ value, format, column }, own) {
  const text = own ? numberText(value, own) : null;
  if (text !== null) return text;
  return typeof value === "number" ? formatNumber(value, format) : formatCell(value, column.type);
}

/** @type {Component} */
export function WrittenCell(props) {
  return written(textOf(props, formatOf(props.column.format ?? "") ?? undefined), props.value);
}

/** @type {Component} */
export function BarCell(props) {
  const { value, column } = props;
  const text = textOf(props, formatOf(column.format ?? "")?.inner);
  const size = finite(value);
  if (size === null || !column.range) return written(text, value);
  return html`<div class="rg-in-bar"><span>${
    written(text, value)
  }</span><${Bar} value=${size} range=${column.range} /></div>`;
}

/** A bar from zero to the value, on the scale of its column. @param {{value: number, range: {lo: number, hi: number}}} props */
function Bar({ value, range }) {
  const [lo, hi] = [Math.min(0, range.lo), Math.max(0, range.hi)];
  const place = (/** @type {number} */ at) => hi > lo ? round((100 * (at - lo)) / (hi - lo)) : 0;
  const [zero, end] = [place(0), Math.min(100, Math.max(0, place(value)))];
  const width = value === 0 ? 0 : Math.max(1, round(Math.abs(end - zero)));
  return html`
    <svg class="rg-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
      <rect class="rg-bar-track" width="100" height="4" />
      <rect class=${value < 0 ? "rg-bar-minus" : undefined} x=${Math.min(
        zero,
        end,
        100 - width,
      )} width=${width} height="4" />
      ${lo < 0 && hi > 0 &&
        html`<rect class="rg-bar-zero" x=${round(Math.min(99, zero))} width="1" height="4" />`}
    </svg>
  `;
}

/** @param {number} number */
function round(number) {
  return Math.round(number * 10) / 10;
}

/** @type {Component} */
export function ScaleCell(props) {
  const { value, column } = props;
  const format = formatOf(column.format ?? "");
  const text = written(textOf(props, format?.inner), value);
  const size = finite(value);
  if (size === null || !column.range) return text;
  const step = format?.diverging ? divergingStep(size, column.range) : sequentialStep(size, column.range);
  const name = format?.diverging ? "div" : "seq";
  return html`<span class=${`rg-shade rg-${name}-${step}`}>${text}</span>`;
}

/** @param {unknown} value */
function finite(value) {
  const number = Number(numberOf(value) ?? NaN);
  return Number.isFinite(number) ? number : null;
}

/** @param {number} value @param {{lo: number, hi: number}} range */
export function sequentialStep(value, { lo, hi }) {
  if (!(hi > lo)) return MIDDLE;
  // Halved, for the span of two large numbers may be more than a number holds.
  const share = (value / 2 - lo / 2) / (hi / 2 - lo / 2);
  return Math.max(0, Math.min(STEPS - 1, Math.floor(share * STEPS)));
}

/** Zero is the middle, and both sides have one measure. @param {number} value @param {{lo: number, hi: number}} range */
export function divergingStep(value, { lo, hi }) {
  const most = Math.max(Math.abs(lo), Math.abs(hi));
  if (!(most > 0)) return MIDDLE;
  const share = Math.max(-1, Math.min(1, value / most));
  return MIDDLE + Math.sign(share) * Math.round(Math.abs(share) * MIDDLE);
}
