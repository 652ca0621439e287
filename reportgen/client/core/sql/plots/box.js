/** A box plot: quartiles, whiskers of at most 1.5 times their distance, and what lies beyond. */

import { formatNumber } from "../../cells/numbers.js";
import { as, ordinals, select } from "../build.js";
import { begin } from "./begin.js";
import { usedCodes } from "./codes.js";
import { bandAxis, rowsOf, scaleAxis, seriesOf } from "./parts.js";
import { channelOf } from "./source.js";
import { termList } from "./terms.js";

/**
 * @typedef {import("./source.js").Source} Source
 * @typedef {import("./begin.js").Begun} Begun
 * @typedef {import("./types.d.ts").Box} Box
 */

const PLACES = { most: 30, bins: 20, byCount: true };
const WHISKER = 1.5;
/** So many outliers of a box are drawn: those farthest out. */
const MOST_OUTLIERS = 50;

/** @type {import("./answer.js").Plotting} */
export function* box(source) {
  const [y, x] = [channelOf(source, "y"), source.channels.x];
  const begun = yield* begin(source, { scaled: [y], coded: [{ channel: x, ...PLACES }] });
  const quartiles = rowsOf((yield [quartilesSql(source, begun)])[0]);
  const fences = quartiles.map(([code, , [q1, , q3]]) => {
    const reach = WHISKER * (q3 - q1);
    return [code, q1 - reach, q3 + reach];
  });
  const ends = fences.length ? rowsOf((yield [endsSql(source, begun, fences)])[0]) : [];
  const codes = usedCodes(begun.codes[0], quartiles.map(([code]) => code));
  const terms = termList();
  const boxes = quartiles.map((row, i) => boxOf(row, ends[i], terms.add(codes.terms[row[0]])));
  const more = boxes.reduce((sum, one) => sum + one.more, 0);
  const notes = more ? [`${formatNumber(more)} more outliers, not as far out as those that are drawn`] : [];
  return {
    begun: { ...begun, notes: [...begun.notes, ...notes] },
    plot: {
      x: bandAxis(x, codes),
      y: scaleAxis(y, begun.bounds[0]),
      color: null,
      steps: false,
      series: seriesOf({ ...codes, labels: [""], terms: [""] }, terms.add),
      terms: terms.list,
      boxes,
    },
  };
}

/**
 * @param {Source} source
 * @param {Begun} begun
 */
function quartilesSql(source, { usable, codes }) {
  const { number } = channelOf(source, "y");
  const columns = [codes[0].sql, "count(*)", `quantile_cont(${number}, [0.25, 0.5, 0.75])`];
  return select({
    columns: columns.map((sql, i) => as(sql, source.scope.alias(40 + i))),
    from: source.points,
    where: [usable],
    group: ordinals(1),
    order: ["1"],
  });
}

/**
 * Where the whiskers end, and what lies outside the fences.
 * @param {Source} source
 * @param {Begun} begun
 * @param {number[][]} fences code, lower and upper fence
 */
function endsSql(source, { usable, codes }, fences) {
  const { alias } = source.scope;
  const { number } = channelOf(source, "y");
  const [code, lo, hi] = [50, 51, 52].map(alias);
  const rows = fences.map(([one, ...ends]) => `(${[one, ...ends.map(double)].join(", ")})`);
  const inside = `${number} >= ${lo} AND ${number} <= ${hi}`;
  const far = `{'d': greatest(${lo} - ${number}, ${number} - ${hi}), 'v': ${number}}`;
  const columns = [
    code,
    `min(${number}) FILTER (WHERE ${inside})`,
    `max(${number}) FILTER (WHERE ${inside})`,
    `count(*) FILTER (WHERE NOT (${inside}))`,
    `max(${far}, ${MOST_OUTLIERS}) FILTER (WHERE NOT (${inside}))`,
  ];
  return select({
    columns: columns.map((sql, i) => as(sql, alias(40 + i))),
    from: `${source.points} JOIN (VALUES ${rows.join(", ")}) AS fences(${code}, ${lo}, ${hi}) ON ${
      codes[0].sql
    } = ${code}`,
    where: [usable],
    group: ordinals(1),
    order: ["1"],
  });
}

/** A DOUBLE exactly. @param {number} value */
function double(value) {
  return `CAST('${value}' AS DOUBLE)`;
}

/**
 * @param {any[]} quartiles
 * @param {any[]} ends
 * @param {number} term
 * @returns {Box}
 */
function boxOf([at, n, [q1, median, q3]], [, low, high, outside, far], term) {
  const outliers = (far ?? []).map((/** @type {{v: number}} */ { v }) => v).sort(
    (/** @type {number} */ a, /** @type {number} */ b) => a - b,
  );
  return { at, n, q1, median, q3, low, high, outliers, more: outside - outliers.length, term };
}
