/** What a map shows: its rows as the table has them, where they lie, and what the colors are. */

import { as, ordered, ordinals, select } from "../sql/build.js";
import { writeName } from "../expr/index.js";
import { answerGroups } from "../sql/groups.js";
import { finiteBin } from "../count/bin.js";
import { scaleOf } from "../sql/histogram.js";
import { answerRows } from "../sql/rows.js";
import { ROW } from "../sql/scope.js";
import { begin } from "../sql/plots/begin.js";
import { usedCodes } from "../sql/plots/codes.js";
import { rowsOf, scaleAxis } from "../sql/plots/parts.js";
import { channelOf, sourceOf } from "../sql/plots/source.js";
import { METHODS } from "./projected.js";

/**
 * @typedef {import("../spec/types.js").Spec} Spec
 * @typedef {import("../spec/types.js").TableSchema} TableSchema
 * @typedef {import("../spec/types.js").Frame} Frame
 * @typedef {import("../sql/plots/source.js").Source} Source
 * @typedef {import("../sql/plots/begin.js").Begun} Begun
 * @typedef {import("./types.d.ts").MapAnswer} MapAnswer
 * @typedef {import("./types.d.ts").MapPoints} MapPoints
 * @typedef {import("./types.d.ts").MapSeries} MapSeries
 */

/** More points than this are shown as a density where there is no script. */
export const MOST_POINTS = 5000;
/** No live map has more points. */
const MOST_LIVE = 2_000_000;
const GRID = { x: 96, y: 72 };
/** As many colors as a map has, with names beside the points. */
const COLORS = { most: 12, bins: 6 };
const DIGITS = 5;

/**
 * @param {Spec} spec a canonical one
 * @param {TableSchema} schema
 * @param {{offset?: number}} [options]
 * @returns {import("../spec/types.js").Answering}
 */
export function* answerMap(spec, schema, options = {}) {
  const listed = yield* (spec.group?.length ? answerGroups : answerRows)(spec, schema, options);
  const source = sourceOfMap(spec, schema);
  const begun = yield* beginMap(source);
  const { codes, classes } = yield* classesOf(source, begun);
  const [x, y] = [channelOf(source, "x"), channelOf(source, "y")];
  const { of = "", method = "" } = spec.plot ?? {};
  const drawn = yield* (begun.count <= MOST_POINTS ? everyPoint : densityOf)(source, begun);
  /** @type {MapAnswer} */
  const plot = {
    kind: "map",
    title: `${of} by ${METHODS[method]}`,
    count: begun.count,
    x: scaleAxis(x, begun.bounds[0]),
    y: scaleAxis(y, begun.bounds[1]),
    color: source.channels.color?.label ?? null,
    steps: codes.steps,
    series: classes,
    notes: begun.notes,
    texts: { x: x.text, y: y.text },
    ...drawn,
  };
  return { ...listed, map: plot };
}

/**
 * Every point, for the page.
 * @param {Spec} spec
 * @param {TableSchema} schema
 * @returns {Generator<string[], MapPoints, Frame[]>}
 */
export function* mapPoints(spec, schema) {
  const source = sourceOfMap(spec, schema);
  const begun = yield* beginMap(source);
  const [{ columns }] = yield [pointsSql(source, begun, MOST_LIVE)];
  const [x, y, series, ids] = columns;
  return { x, y, series, ids };
}

/**
 * A map is drawn of the rows, whatever they are grouped by.
 * @param {Spec} spec
 * @param {TableSchema} schema
 */
function sourceOfMap(spec, schema) {
  const { x = "", y = "", color } = spec.plot ?? {};
  const plot = { x: writeName(x), y: writeName(y), ...color === undefined ? {} : { color } };
  return sourceOf({ ...spec, group: [], plot }, schema);
}

/** @param {Source} source */
function beginMap(source) {
  const scaled = [channelOf(source, "x"), channelOf(source, "y")];
  return begin(source, { scaled, coded: [{ channel: source.channels.color, ...COLORS }] });
}

/**
 * The classes: how many points each has, and where the middle of them lies.
 * @param {Source} source
 * @param {Begun} begun
 * @returns {Generator<string[], {codes: Begun["codes"][0], classes: MapSeries[]}, Frame[]>}
 */
function* classesOf(source, begun) {
  const { scope, points } = source;
  const [x, y] = [channelOf(source, "x").number, channelOf(source, "y").number];
  const columns = [begun.codes[0].sql, "count(*)", `median(${x})`, `median(${y})`];
  const [frame] = yield [
    select({
      columns: columns.map((sql, i) => as(sql, scope.alias(40 + i))),
      from: points,
      where: [begun.usable],
      group: ordinals(1),
      order: ["1"],
    }),
  ];
  const found = new Map(rowsOf(frame).map(([code, n, mx, my]) => [code, { n, at: [short(mx), short(my)] }]));
  const codes = usedCodes(begun.codes[0], [...found.keys()]);
  const classes = codes.labels.map((label, index) => {
    const { n = 0, at = null } = found.get(index) ?? {};
    return { label, term: codes.terms[index], n, at: /** @type {[number, number] | null} */ (at) };
  });
  return { codes, classes };
}

/**
 * @param {Source} source
 * @param {Begun} begun
 * @param {number} [limit]
 */
function pointsSql(source, { usable, codes }, limit) {
  const { scope, points } = source;
  const columns = [channelOf(source, "x").number, channelOf(source, "y").number, codes[0].sql, ROW];
  return select({
    columns: columns.map((sql, i) => as(sql, scope.alias(40 + i))),
    from: points,
    where: [usable],
    order: limit === undefined ? [ROW] : [],
    limit,
  });
}

/**
 * @param {Source} source
 * @param {Begun} begun
 * @returns {Generator<string[], {points: MapPoints}, Frame[]>}
 */
function* everyPoint(source, begun) {
  const [{ columns: [x, y, series, ids] }] = yield [pointsSql(source, begun)];
  return { points: { x: x.map(short), y: y.map(short), series, ids } };
}

/** As many digits as a drawing shows. @param {number} value */
function short(value) {
  return Number(value.toPrecision(DIGITS));
}

/**
 * How many points of which class lie in each cell of a grid: the most frequent class gives its color.
 * @param {Source} source
 * @param {Begun} begun
 * @returns {Generator<string[], {grid: import("./types.d.ts").MapGrid}, Frame[]>}
 */
function* densityOf(source, begun) {
  const [x, y] = begun.bounds.map((ends, axis) => {
    const [lo, hi] = ends ?? [0, 0];
    return scaleOf(lo, hi, false, axis ? GRID.y : GRID.x);
  });
  const columns = [
    finiteBin(channelOf(source, "x").number, x),
    finiteBin(channelOf(source, "y").number, y),
    begun.codes[0].sql,
    "count(*)",
  ];
  const [frame] = yield [
    select({
      columns: columns.map((sql, i) => as(sql, source.scope.alias(40 + i))),
      from: source.points,
      where: [begun.usable],
      group: ordinals(3),
      order: ordinals(3).map((place) => ordered(place)),
    }),
  ];
  /** @type {Map<number, {n: number, most: number, series: number}>} */
  const cells = new Map();
  for (const [column, row, series, n] of rowsOf(frame)) {
    // The greatest values fall one behind the last bin.
    const at = Math.min(column, x.bins - 1) * GRID.y + Math.min(row, y.bins - 1);
    const cell = cells.get(at) ?? { n: 0, most: 0, series: 0 };
    cells.set(at, {
      n: cell.n + n,
      ...n > cell.most ? { most: n, series } : { most: cell.most, series: cell.series },
    });
  }
  const found = [...cells].map(([at, { n, series }]) => [Math.floor(at / GRID.y), at % GRID.y, n, series]);
  return { grid: { x, y, cells: /** @type {[number, number, number, number][]} */ (found) } };
}
