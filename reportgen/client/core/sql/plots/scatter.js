/** A scatter plot: every point, or their density on a grid where they are too many to be told apart. */

import { formatNumber } from "../../cells/numbers.js";
import { toCellSql } from "../../expr/index.js";
import { as, ordered, ordinals, select } from "../build.js";
import { finiteBin } from "../../count/bin.js";
import { scaleOf } from "../histogram.js";
import { ROW } from "../scope.js";
import { begin, binsOf, COLORS } from "./begin.js";
import { usedCodes } from "./codes.js";
import { rowsOf, scaleAxis, seriesOf } from "./parts.js";
import { channelOf } from "./source.js";
import { both, termList, valueTerm } from "./terms.js";

/**
 * @typedef {import("./source.js").Source} Source
 * @typedef {import("./source.js").Channel} Channel
 * @typedef {import("./begin.js").Begun} Begun
 * @typedef {import("./types.d.ts").Cloud} Cloud
 * @typedef {import("./types.d.ts").Domain} Domain
 */

/** More points than this are shown as a density. */
export const MOST_POINTS = 5000;
const GRID = { x: 64, y: 40 };
/** How many sizes points have. */
const SIZES = 6;

/** @type {import("./answer.js").Plotting} */
export function* scatter(source) {
  const [x, y] = [channelOf(source, "x"), channelOf(source, "y")];
  const { color, size } = source.channels;
  const { x_scale, y_scale } = source.plot;
  const positive = [...x_scale ? [x.number] : [], ...y_scale ? [y.number] : []];
  const scaled = [x, y, ...size ? [size] : []];
  const begun = yield* begin(source, { scaled, coded: [{ channel: color, ...COLORS }], positive });
  const axes = {
    x: scaleAxis(x, begun.bounds[0], x_scale),
    y: scaleAxis(y, begun.bounds[1], y_scale),
    ...x.rows ? { texts: { x: x.text, y: y.text } } : {},
  };
  if (begun.count > MOST_POINTS) return yield* density(source, begun, axes);
  const points = rowsOf((yield [pointsSql(source, begun)])[0]);
  const codes = usedCodes(begun.codes[0], points.map(([, , code]) => code));
  const terms = termList();
  return {
    begun,
    plot: {
      ...axes,
      color: color?.label ?? null,
      steps: codes.steps,
      series: seriesOf(codes, terms.add),
      terms: terms.list,
      cloud: cloudOf(source, points, begun.bounds[2]),
    },
  };
}

/**
 * @param {Source} source
 * @param {Begun} begun
 */
function pointsSql(source, { usable, codes }) {
  const { scope, channels, points, unit } = source;
  const columns = [channelOf(source, "x").number, channelOf(source, "y").number, codes[0].sql];
  const size = channels.size?.number ?? "0";
  // A grouped plot's points are told apart by the keys of their groups.
  const keys = unit === "groups" ? scope.keys.map(({ type }, i) => toCellSql(scope.alias(60 + i), type)) : [];
  const all = [...columns, size, ...keys];
  return select({
    columns: all.map((sql, i) => as(sql, scope.alias(40 + i))),
    from: points,
    where: [usable],
    order: unit === "groups" ? ordinals(all.length) : [ROW],
  });
}

/**
 * @param {Source} source
 * @param {any[][]} points
 * @param {[number, number] | null | undefined} sizes
 * @returns {Cloud}
 */
function cloudOf({ scope, unit }, points, sizes) {
  const [lo, hi] = sizes ?? [0, 0];
  const sizeOf = (/** @type {number} */ value) =>
    hi > lo ? Math.min(SIZES - 1, Math.floor((value / (hi - lo) - lo / (hi - lo)) * SIZES)) : 0;
  const term = (/** @type {unknown[]} */ keys) =>
    both(scope.keys.map(({ text, type }, i) => valueTerm(text, type, keys[i])));
  return {
    x: points.map(([x]) => x),
    y: points.map(([, y]) => y),
    series: points.map(([, , code]) => code),
    size: points.map(([, , , size]) => sizeOf(size)),
    terms: unit === "groups" ? points.map((point) => term(point.slice(4))) : null,
  };
}

/**
 * @param {Source} source
 * @param {Begun} begun
 * @param {any} axes
 * @returns {Generator<string[], import("./answer.js").Plotted, import("../../spec/types.js").Frame[]>}
 */
function* density(source, begun, axes) {
  const x = gridAxis(channelOf(source, "x"), begun.bounds[0], GRID.x, source.plot.x_scale);
  const y = gridAxis(channelOf(source, "y"), begun.bounds[1], GRID.y, source.plot.y_scale);
  const [frame] = yield [gridSql(source, begun, x, y)];
  /** @type {Map<number, number>} */
  const counts = new Map();
  for (const [column, row, n] of rowsOf(frame)) {
    // The greatest values fall one behind the last bin.
    const at = within(column, x.domain) * GRID.y + within(row, y.domain);
    counts.set(at, (counts.get(at) ?? 0) + n);
  }
  const { color, size } = source.channels;
  const left = [...color ? ["color"] : [], ...size ? ["size"] : []].join(" and ");
  const note = `more than ${
    formatNumber(MOST_POINTS)
  } ${source.unit}: shown as how many there are in each cell`;
  return {
    begun: { ...begun, notes: [...begun.notes, left ? `${note}, without ${left}` : note] },
    plot: {
      ...axes,
      color: null,
      steps: false,
      series: [{ label: "", term: -1 }],
      terms: [],
      grid: {
        x: x.domain,
        y: y.domain,
        cells: [...counts].map(([at, n]) => [Math.floor(at / GRID.y), at % GRID.y, n]),
      },
    },
  };
}

/** @param {number} bin @param {Domain} domain */
function within(bin, { bins }) {
  return Math.max(0, Math.min(bin, bins - 1));
}

/**
 * The bins of one side of the grid; of a logarithmic scale they are bins of the logarithm.
 * @param {Channel} channel
 * @param {[number, number] | null} bounds
 * @param {number} bins
 * @param {"log"} [scale]
 * @returns {{sql: string, domain: Domain}}
 */
function gridAxis(channel, bounds, bins, scale) {
  const [lo, hi] = bounds ?? [0, 0];
  if (!scale) return { sql: channel.number, domain: binsOf(channel, [lo, hi], bins) };
  const domain = scaleOf(Math.log10(lo), Math.log10(hi), false, bins);
  return { sql: `log10(${channel.number})`, domain };
}

/**
 * @param {Source} source
 * @param {Begun} begun
 * @param {{sql: string, domain: Domain}} x
 * @param {{sql: string, domain: Domain}} y
 */
function gridSql({ points, scope }, { usable }, x, y) {
  const columns = [finiteBin(x.sql, x.domain), finiteBin(y.sql, y.domain), "count(*)"];
  return select({
    columns: columns.map((sql, i) => as(sql, scope.alias(40 + i))),
    from: points,
    where: [usable],
    group: ordinals(2),
    order: ["1", "2"].map((place) => ordered(place)),
  });
}
