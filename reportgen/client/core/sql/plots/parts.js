/** Parts that the answers of plots are put together from. */

/**
 * @typedef {import("../../spec/types.js").Frame} Frame
 * @typedef {import("./source.js").Source} Source
 * @typedef {import("./source.js").Channel} Channel
 * @typedef {import("./source.js").Measure} Measure
 * @typedef {import("./codes.js").Codes} Codes
 * @typedef {import("./types.d.ts").Axis} Axis
 * @typedef {import("./types.d.ts").Series} Series
 */

/** A frame's rows, each as its values. @param {Frame} frame @returns {any[][]} */
export function rowsOf({ columns, length }) {
  return Array.from({ length }, (_, row) => columns.map((column) => column[row]));
}

/**
 * The axis of a channel's numbers.
 * @param {Channel} channel
 * @param {[number, number] | null} domain
 * @param {"log"} [wanted]
 * @returns {Axis}
 */
export function scaleAxis({ label, type }, domain, wanted) {
  const moment = type.kind === "timestamp" || type.kind === "date";
  return { label, type, domain, scale: wanted ?? (moment ? "time" : "linear") };
}

/**
 * An axis with one place for each code.
 * @param {Channel | undefined} channel
 * @param {Codes} codes
 * @returns {Axis}
 */
export function bandAxis(channel, codes) {
  return {
    label: channel?.label ?? "",
    type: channel?.type ?? { kind: "text" },
    domain: null,
    scale: "band",
    labels: codes.labels,
  };
}

/**
 * The axis of what is measured.
 * @param {Measure} measure
 * @param {number[]} values
 * @param {{zero: boolean, wanted?: "log"}} how
 * @returns {Axis}
 */
export function valueAxis({ label, type }, values, { zero, wanted }) {
  const ends = zero ? [0, ...values] : values;
  const least = ends.reduce((a, b) => Math.min(a, b), Infinity);
  const most = ends.reduce((a, b) => Math.max(a, b), -Infinity);
  const domain = /** @type {[number, number] | null} */ (least <= most ? [least, most] : null);
  const moment = type.kind === "timestamp" || type.kind === "date";
  return { label, type, domain, zero, scale: wanted ?? (moment ? "time" : "linear") };
}

/**
 * The colors of a plot: what they are called, and what a click on one adds.
 * @param {Codes} codes
 * @param {(term: string) => number} add
 * @returns {Series[]}
 */
export function seriesOf({ labels, terms }, add) {
  return labels.map((label, index) => ({ label, term: add(terms[index]) }));
}

/**
 * The numbers that can be drawn, and a note about the others.
 * @template T
 * @param {T[]} marks
 * @param {(mark: T) => unknown} value
 * @param {string} what the marks
 * @returns {{kept: T[], notes: string[]}}
 */
export function finite(marks, value, what) {
  const kept = marks.filter((mark) => Number.isFinite(value(mark)));
  const left = marks.length - kept.length;
  return { kept, notes: left ? [`${left} ${left === 1 ? what : `${what}s`} without a value`] : [] };
}
