/** Ticks of moments and durations, at full seconds, minutes, hours, days, months and years. */

import { formatDuration } from "../cells/moment.js";
import { stepOf } from "./ticks.js";

/** @typedef {import("./ticks.js").Tick} Tick */

const SECOND = 1e6;
const [MINUTE, HOUR, DAY] = [60 * SECOND, 3600 * SECOND, 86400 * SECOND];
const STEPS = [
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 7, 14].map((n) => n * DAY),
];
const MONTH = 30.4 * DAY;
/** Months and years differ in length: a step may be so much shorter than is asked for. */
const NEARLY = 0.8;
const MONTHS = [1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200];

/**
 * @param {number} lo microseconds since 1970
 * @param {number} hi
 * @param {number} count about how many
 * @returns {Tick[]}
 */
export function timeTicks(lo, hi, count) {
  const rough = (hi - lo) / Math.max(1, count);
  if (!(rough > 0)) return [{ value: lo, label: momentText(lo, rough) }];
  const step = rough < SECOND ? stepOf(lo, hi, count) : STEPS.find((one) => one >= rough);
  if (step === undefined) return monthTicks(lo, hi, rough);
  return multiples(lo, hi, step).map((value) => ({ value, label: momentText(value, step) }));
}

/**
 * @param {number} lo microseconds
 * @param {number} hi
 * @param {number} count
 * @returns {Tick[]}
 */
export function durationTicks(lo, hi, count) {
  const rough = (hi - lo) / Math.max(1, count);
  if (!(rough > 0)) return [{ value: lo, label: formatDuration(Math.round(lo)) }];
  const step = STEPS.find((one) => one >= rough) ?? stepOf(lo / DAY, hi / DAY, count) * DAY;
  const whole = rough < SECOND ? stepOf(lo, hi, count) : step;
  return multiples(lo, hi, whole).map((value) => ({ value, label: formatDuration(Math.round(value)) }));
}

/** @param {number} lo @param {number} hi @param {number} step */
function multiples(lo, hi, step) {
  const first = Math.ceil(lo / step);
  const last = Math.floor(hi / step);
  return Array.from({ length: Math.min(100, last - first + 1) }, (_, index) => (first + index) * step);
}

/** @param {number} lo @param {number} hi @param {number} rough @returns {Tick[]} */
function monthTicks(lo, hi, rough) {
  const months = MONTHS.find((one) => one * MONTH >= rough * NEARLY) ?? MONTHS[MONTHS.length - 1];
  const start = new Date(lo / 1000);
  const from = Math.floor((start.getUTCFullYear() * 12 + start.getUTCMonth()) / months) * months;
  const ticks = [];
  for (let at = from; ticks.length < 100; at += months) {
    const value = Date.UTC(Math.floor(at / 12), at % 12) * 1000;
    // Beyond what dates can say there is no number.
    if (!(value <= hi)) break;
    if (value < lo) continue;
    ticks.push({ value, label: new Date(value / 1000).toISOString().slice(0, months % 12 ? 7 : 4) });
  }
  return ticks;
}

/**
 * A moment, as finely as its step asks for.
 * @param {number} micros
 * @param {number} step
 */
export function momentText(micros, step) {
  const date = new Date(micros / 1000);
  if (Number.isNaN(date.getTime())) return String(micros);
  const text = date.toISOString();
  if (step >= DAY) return text.slice(0, 10);
  const isMidnight = text.endsWith("T00:00:00.000Z");
  if (isMidnight) return text.slice(0, 10);
  return step >= MINUTE ? text.slice(11, 16) : step >= SECOND ? text.slice(11, 19) : text.slice(11, 23);
}
