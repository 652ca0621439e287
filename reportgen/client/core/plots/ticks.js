/** Where an axis has its ticks: round numbers in steps of 1, 2 or 5. */

import { formatNumber } from "../cells/numbers.js";

/** @typedef {{value: number, label: string}} Tick */

/** Steps of tens that are easy to read. */
const STEPS = [1, 2, 5, 10];

/**
 * The distance of ticks, so that there are about `count`.
 * @param {number} lo
 * @param {number} hi
 * @param {number} count
 */
export function stepOf(lo, hi, count) {
  const rough = (hi - lo) / Math.max(1, count) || 1;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = STEPS.find((one) => one * power >= rough * (1 - 1e-9)) ?? 10;
  return step * power;
}

/**
 * @param {number} lo
 * @param {number} hi
 * @param {number} count about how many
 * @param {boolean} [whole] whether only whole numbers make sense
 * @returns {Tick[]}
 */
export function linearTicks(lo, hi, count, whole = false) {
  if (!(hi > lo)) return [{ value: lo, label: shortNumber(lo, 0) }];
  const step = Math.max(stepOf(lo, hi, count), whole ? 1 : 0);
  const first = Math.ceil(lo / step - 1e-9);
  const last = Math.floor(hi / step + 1e-9);
  if (!Number.isSafeInteger(first) || last - first > 100) return [lo, hi].map((value) => tick(value, step));
  return Array.from({ length: last - first + 1 }, (_, index) => tick((first + index) * step, step));
}

/** @param {number} value @param {number} step @returns {Tick} */
function tick(value, step) {
  // A multiple of the step, without the dust of its multiplication.
  const round = Number(value.toPrecision(12));
  return { value: round, label: shortNumber(round, step) };
}

/**
 * The ends of a scale, moved out to ticks.
 * @param {number} lo
 * @param {number} hi
 * @param {number} count
 * @returns {[number, number]}
 */
export function niceEnds(lo, hi, count) {
  if (!(hi > lo)) return lo === 0 ? [0, 1] : [Math.min(0, lo * 2), Math.max(0, lo * 2)];
  const step = stepOf(lo, hi, count);
  const ends = [Math.floor(lo / step + 1e-9) * step, Math.ceil(hi / step - 1e-9) * step];
  return ends.every(Number.isFinite) ? [ends[0], ends[1]] : [lo, hi];
}

/**
 * Powers of ten; where these are few, 2 and 5 times them too.
 * @param {number} lo above nought
 * @param {number} hi
 * @param {number} count
 * @returns {Tick[]}
 */
export function logTicks(lo, hi, count) {
  const [first, last] = [Math.floor(Math.log10(lo) + 1e-9), Math.ceil(Math.log10(hi) - 1e-9)];
  const skip = Math.max(1, Math.ceil((last - first + 1) / Math.max(1, count)));
  const powers = Array.from({ length: last - first + 1 }, (_, index) => first + index);
  const inner = last - first <= 2 ? [1, 2, 5] : [1];
  return powers.filter((power) => (power - first) % skip === 0).flatMap((power) =>
    inner.map((factor) => Number(`${factor}e${power}`))
  ).filter((value) => value >= lo * (1 - 1e-9) && value <= hi * (1 + 1e-9)).map((value) => ({
    value,
    label: value >= 1e-4 && value < 1e6 ? formatNumber(value) : value.toExponential(0).replace("e+", "e"),
  }));
}

/** Large numbers by thousands of thousands. @type {[number, string][]} */
const UNITS = [[1e12, "T"], [1e9, "B"], [1e6, "M"]];

/**
 * A number with as many decimals as tell it from its neighbors.
 * @param {number} value
 * @param {number} step
 */
export function shortNumber(value, step) {
  const size = Math.abs(value);
  if (value === 0) return "0";
  if (size >= 1e15 || (size < 1e-4 && step < 1e-4)) return formatNumber(value, { exponent: true });
  const unit = UNITS.find(([least]) => size >= least);
  const [by, name] = unit ?? [1, ""];
  return `${formatNumber(value / by, { decimals: decimalsOf((step || value) / by) })}${name}`;
}

/** How many decimals a step has. @param {number} step */
function decimalsOf(step) {
  const text = String(Number(Math.abs(step).toPrecision(6)));
  const [mantissa, exponent] = text.split("e");
  const own = mantissa.includes(".") ? mantissa.length - mantissa.indexOf(".") - 1 : 0;
  return Math.min(8, Math.max(0, own - Number(exponent ?? 0)));
}
