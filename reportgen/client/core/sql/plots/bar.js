/** A bar chart: a count or an aggregate for each value. */

import { as, ordinals, select } from "../build.js";
import { begin, COLORS } from "./begin.js";
import { usedCodes } from "./codes.js";
import { bandAxis, finite, rowsOf, seriesOf, valueAxis } from "./parts.js";
import { channelOf } from "./source.js";
import { both, termList } from "./terms.js";

/**
 * @typedef {import("./source.js").Source} Source
 * @typedef {import("./codes.js").Codes} Codes
 * @typedef {import("./types.d.ts").Bar} Bar
 */

const PLACES = { most: 30, bins: 20, byCount: true };

/** @type {import("./answer.js").Plotting} */
export function* bar(source, spec) {
  const begun = yield* beginBar(source);
  return barOf(source, spec, begun, rowsOf((yield [barsSql(source, begun)])[0]));
}

/** @param {Source} source */
export function beginBar(source) {
  const coded = [{ channel: channelOf(source, "x"), ...PLACES }, {
    channel: source.channels.color,
    ...COLORS,
  }];
  return begin(source, { scaled: [], coded });
}

/**
 * @param {Source} source
 * @param {import("../../spec/types.js").Spec} spec
 * @param {import("./begin.js").Begun} begun
 * @param {any[][]} all `[code of the place, code of the color, rows, value]`
 * @returns {import("./answer.js").Plotted}
 */
export function barOf(source, spec, begun, all) {
  const [x, color] = [channelOf(source, "x"), source.channels.color];
  const { kept, notes } = finite(all, ([, , , value]) => value, "bar");
  const places = sorted(usedCodes(begun.codes[0], all.map(([code]) => code)), kept, source, spec);
  const colors = usedCodes(begun.codes[1], all.map(([, code]) => code));
  const terms = termList();
  const stacked = source.measure.adds && kept.every(([, , , value]) => value >= 0);
  const bars = barsOf(places, colors, kept, stacked, terms.add);
  return {
    begun: { ...begun, notes: [...begun.notes, ...notes] },
    plot: {
      x: bandAxis(x, places),
      y: valueAxis(source.measure, bars.flatMap(({ from, to }) => [from, to]), { zero: true }),
      color: color?.label ?? null,
      steps: colors.steps,
      series: seriesOf(colors, terms.add),
      terms: terms.list,
      bars,
      stacked,
    },
  };
}

/**
 * @param {Source} source
 * @param {import("./begin.js").Begun} begun
 */
function barsSql({ points, scope, measure }, { codes }) {
  const columns = [codes[0].sql, codes[1].sql, "count(*)", measure.sql];
  return select({
    columns: columns.map((sql, i) => as(sql, scope.alias(40 + i))),
    from: points,
    group: ordinals(2),
    order: ["1", "2"],
  });
}

/**
 * The places in the order that the spec sorts by, if it sorts by what is drawn.
 * @param {Codes} codes
 * @param {any[][]} cells
 * @param {Source} source
 * @param {import("../../spec/types.js").Spec} spec
 * @returns {Codes & {order: number[]}} `order`: the place of each code
 */
function sorted(codes, cells, { plot }, { sort = [] }) {
  const places = codes.labels.map((_, index) => index);
  const [by] = sort;
  const byValue = by && (by.by === plot.y || (plot.y === undefined && by.by.startsWith("count")));
  if (byValue) {
    const heights = places.map((place) =>
      cells.filter(([code]) => code === place).reduce((sum, [, , , value]) => sum + value, 0)
    );
    places.sort((a, b) => (heights[a] - heights[b]) * (by.dir === "desc" ? -1 : 1) || a - b);
  } else if (by?.by === plot.x && by?.dir === "desc") places.reverse();
  const order = places.map((_, code) => places.indexOf(code));
  const pick = (/** @type {string[]} */ list) => places.map((code) => list[code]);
  return { ...codes, labels: pick(codes.labels), terms: pick(codes.terms), order };
}

/**
 * @param {Codes & {order: number[]}} places
 * @param {Codes} colors
 * @param {any[][]} cells
 * @param {boolean} stacked
 * @param {(term: string) => number} add
 * @returns {Bar[]}
 */
function barsOf(places, colors, cells, stacked, add) {
  const tops = places.labels.map(() => 0);
  const alone = colors.labels.length === 1;
  return [...cells].sort((a, b) => a[1] - b[1]).map(([code, series, n, value]) => {
    const at = places.order[code];
    const from = stacked ? tops[at] : 0;
    tops[at] = from + value;
    const known = places.terms[at] !== "" && (alone || colors.terms[series] !== "");
    const term = add(known ? both([places.terms[at], colors.terms[series]]) : "");
    return { at, series, from, to: from + value, n, term };
  });
}
