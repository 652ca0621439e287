/** The first question of every plot: how much there is, the ends of its scales, and what its colors and bands are. */

import { as, select } from "../build.js";
import { scaleOf } from "../histogram.js";
import { codesSql, ONE, readCodes } from "./codes.js";
import { counted, countsSql, drawn } from "./source.js";

/**
 * @typedef {import("../../spec/types.js").Frame} Frame
 * @typedef {import("./source.js").Source} Source
 * @typedef {import("./source.js").Channel} Channel
 * @typedef {import("./codes.js").Codes} Codes
 * @typedef {import("./codes.js").Wanted} Wanted
 * @typedef {import("./types.d.ts").Domain} Domain
 *
 * @typedef {object} Question
 * @property {Channel[]} scaled points are drawn where all of these have a finite number
 * @property {(Wanted & {channel: Channel | undefined})[]} coded
 * @property {string[]} [positive] names of numbers that must be above nought
 * @property {string} [also] a further condition
 *
 * @typedef {object} Begun
 * @property {string} usable the condition that a point can be drawn
 * @property {number} filtered rows
 * @property {number | null} groups
 * @property {number} count points that can be drawn
 * @property {Codes[]} codes
 * @property {([number, number] | null)[]} bounds
 * @property {string[]} notes
 */

/** As many colors as people tell apart. */
export const COLORS = { most: 8, bins: 6, byCount: true };

/**
 * @param {Source} source
 * @param {Question} question
 * @returns {Generator<string[], Begun, Frame[]>}
 */
export function* begin(source, { scaled, coded, positive = [], also }) {
  const conditions = [drawn(scaled), ...positive.map((number) => `${number} > 0`), ...also ? [also] : []];
  const usable = conditions.join(" AND ");
  const counts = countsSql(source, usable);
  const named = coded.filter(({ channel }) => channel);
  const frames = yield [
    ...counts,
    ...scaled.length ? [boundsSql(source, scaled, usable)] : [],
    ...named.map(({ channel, most }) => codesSql(source, /** @type {Channel} */ (channel), most, usable)),
  ];
  const [points, count] = frames[0].columns.map(([one]) => one);
  const rest = frames.slice(counts.length);
  const bounds = scaled.length ? readBounds(/** @type {Frame} */ (rest.shift())) : [];
  const codes = coded.map(({ channel, ...wanted }) =>
    channel ? readCodes(channel, /** @type {Frame} */ (rest.shift()), wanted) : ONE
  );
  const left = positive.length ? "without a positive value" : "without a value";
  return {
    usable,
    filtered: source.unit === "rows" ? points : frames[1].columns[0][0],
    groups: source.unit === "rows" ? null : points,
    count,
    codes,
    bounds,
    notes: [
      ...points > count ? [counted(points - count, source.unit, left)] : [],
      ...codes.flatMap(({ note }) => note === null ? [] : [note]),
    ],
  };
}

/**
 * @param {Source} source
 * @param {Channel[]} scaled
 * @param {string} usable
 */
function boundsSql({ wide, scope }, scaled, usable) {
  const ends = scaled.flatMap(({ number }) => [`min(${number})`, `max(${number})`]);
  return select({
    columns: ends.map((sql, i) => as(sql, scope.alias(40 + i))),
    from: wide,
    where: [usable],
  });
}

/**
 * @param {Frame} frame
 * @returns {([number, number] | null)[]}
 */
function readBounds({ columns }) {
  return Array.from({ length: columns.length / 2 }, (_, i) => {
    const [lo, hi] = [columns[2 * i][0], columns[2 * i + 1][0]];
    return lo === null ? null : [lo, hi];
  });
}

/**
 * The bins of a channel.
 * @param {Channel} channel
 * @param {[number, number]} bounds
 * @param {number} bins
 * @returns {Domain}
 */
export function binsOf({ type }, [lo, hi], bins) {
  return scaleOf(lo, hi, type.kind === "integer", bins);
}
