/** Scales: where values lie on the drawing, and where ticks do. */

import { edgeText } from "../cells/bins.js";
import { formatShort } from "../cells/numbers.js";
import { durationTicks, timeTicks } from "./time.js";
import { linearTicks, logTicks, niceEnds } from "./ticks.js";

/**
 * @typedef {import("../sql/plots/types.d.ts").Axis} Axis
 * @typedef {import("./ticks.js").Tick} Tick
 *
 * @typedef {object} Scale
 * @property {(value: number) => number} place where a value lies, in units of the drawing
 * @property {number} band the room of one place of a band, else 0
 * @property {Tick[]} ticks
 * @property {(value: number) => string} text a value in words
 *
 * @typedef {object} Fit
 * @property {number} count about how many ticks
 * @property {boolean} [out] move the ends out to ticks
 * @property {number} [pad] leave this share free at both ends
 */

/**
 * @param {Axis} axis
 * @param {number} from where its least value lies
 * @param {number} to where its greatest value lies
 * @param {Fit} fit
 * @returns {Scale}
 */
export function scaleOf(axis, from, to, fit) {
  if (axis.scale === "band") return bandScale(axis, from, to);
  const isLog = axis.scale === "log";
  const [lo, hi] = endsOf(axis, fit);
  const turn = isLog ? Math.log10 : (/** @type {number} */ value) => value;
  const [start, end] = [turn(lo), turn(hi)];
  // Halves, so that the widest domains do not overflow.
  const width = end / 2 - start / 2 || 1;
  const place = (/** @type {number} */ value) => from + ((turn(value) / 2 - start / 2) / width) * (to - from);
  return { place, band: 0, ticks: ticksOf(axis, lo, hi, fit.count), text: (value) => valueText(value, axis) };
}

/** @param {Axis} axis @param {number} from @param {number} to @returns {Scale} */
function bandScale({ labels = [] }, from, to) {
  const band = (to - from) / Math.max(1, labels.length);
  const place = (/** @type {number} */ index) => from + (index + 0.5) * band;
  const ticks = labels.map((label, value) => ({ value, label }));
  return { place, band: Math.abs(band), ticks, text: (index) => labels[index] ?? "" };
}

/** @param {Axis} axis @param {Fit} fit @returns {[number, number]} */
function endsOf({ domain, scale, type, zero }, { count, out, pad = 0 }) {
  if (!domain) return scale === "log" ? [1, 10] : [0, 1];
  const [lo, hi] = domain;
  if (scale === "log") {
    const by = hi > lo ? (hi / lo) ** pad : 2;
    return [lo / by, hi * by];
  }
  if (out && scale === "linear" && type.kind !== "duration") return niceEnds(lo, hi, count);
  if (hi === lo) return [lo - (Math.abs(lo) / 2 || 1), hi + (Math.abs(hi) / 2 || 1)];
  const room = (hi / 2 - lo / 2) * 2 * pad;
  const ends = [zero && lo === 0 ? 0 : lo - room, zero && hi === 0 ? 0 : hi + room];
  return ends.every(Number.isFinite) ? [ends[0], ends[1]] : [lo, hi];
}

/** @param {Axis} axis @param {number} lo @param {number} hi @param {number} count */
function ticksOf({ scale, type }, lo, hi, count) {
  if (scale === "log") return logTicks(lo, hi, count);
  if (scale === "time") return timeTicks(lo, hi, count);
  if (type.kind === "duration") return durationTicks(lo, hi, count);
  return linearTicks(lo, hi, count, type.kind === "integer");
}

/** A value of an axis, as tooltips say it. @param {number} value @param {Axis} axis */
export function valueText(value, { type }) {
  return type.kind === "integer" ? formatShort(Math.round(value * 1000) / 1000) : edgeText(value, type);
}
