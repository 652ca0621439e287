/** Precision–recall and ROC curves, exact: every score is a threshold, and rows of one score pass it together. */

import { formatNumber } from "../../cells/numbers.js";
import { as, select, sub } from "../build.js";
import { begin, COLORS } from "./begin.js";
import { usedCodes } from "./codes.js";
import { rowsOf, seriesOf } from "./parts.js";
import { channelOf } from "./source.js";
import { both, numberTerm, operand, termList } from "./terms.js";
import { positiveSql } from "./truth.js";

/**
 * @typedef {import("./source.js").Source} Source
 * @typedef {import("./begin.js").Begun} Begun
 * @typedef {"pr" | "roc"} CurveKind
 */

/** A curve has at most two points in each of so many parts of its length, and its ends. */
const PARTS = 254;
/** @type {import("../../spec/types.js").Type} */
const SHARE = { kind: "float", bits: 64 };

/** @type {import("./answer.js").Plotting} */
export function roc(source) {
  return curves(source, "roc");
}

/** @type {import("./answer.js").Plotting} */
export function pr(source) {
  return curves(source, "pr");
}

/**
 * @param {Source} source
 * @param {CurveKind} kind
 * @returns {ReturnType<import("./answer.js").Plotting>}
 */
function* curves(source, kind) {
  const [score, color] = [channelOf(source, "score"), source.channels.color];
  const positive = positiveSql(source);
  const known = `(${positive}) IS NOT NULL`;
  const begun = yield* begin(source, {
    scaled: [score],
    coded: [{ channel: color, ...COLORS }],
    also: known,
  });
  const names = namesOf(source);
  const steps = stepsSql(source, begun, positive, names);
  const [areas, points] = (yield [areaSql(steps, names, kind), curveSql(steps, names, kind)]).map(rowsOf);
  const codes = usedCodes(begun.codes[0], areas.map(([code]) => code));
  const terms = termList();
  const whole = areas.filter(([, , positives, negatives]) =>
    positives > 0 && (kind === "pr" || negatives > 0)
  );
  const lines = whole.map(([series]) => {
    const found = points.filter(([code]) => code === series);
    const all = codes.labels.length === 1 || codes.terms[series] !== "";
    const term = (/** @type {number} */ at) =>
      all ? terms.add(both([above(score, at), codes.terms[series]])) : -1;
    return { series, points: withStart(found.map((row) => pointOf(row, kind, term)), kind) };
  });
  const facts = new Map(whole.map(([code, area]) => [code, area]));
  const name = kind === "pr" ? "AP" : "AUC";
  const series = seriesOf(codes, terms.add).map((one, index) => {
    const area = facts.get(index);
    return {
      ...one,
      fact: area === undefined ? undefined : `${name} ${formatNumber(area, { decimals: 3 })}`,
    };
  });
  return {
    begun: { ...begun, notes: [...begun.notes, ...oneSided(areas, whole, codes.labels)] },
    plot: {
      x: axis(kind === "pr" ? "recall" : "false positive rate"),
      y: axis(kind === "pr" ? "precision" : "true positive rate"),
      color: color?.label ?? null,
      steps: codes.steps,
      series,
      terms: terms.list,
      lines,
      areas: whole.map(([code, area, positives, negatives]) => ({
        series: code,
        area,
        positives,
        negatives,
      })),
    },
  };
}

/** @param {string} label @returns {import("./types.d.ts").Axis} */
function axis(label) {
  return { label, type: SHARE, scale: "linear", domain: [0, 1] };
}

/** @param {Source} source */
function namesOf({ scope }) {
  const [code, score, hits, misses, hit, miss, all, none, rank, last] = Array.from(
    { length: 10 },
    (_, i) => scope.alias(70 + i),
  );
  return { code, score, hits, misses, hit, miss, all, none, rank, last };
}

/** @typedef {ReturnType<typeof namesOf>} Names */

/**
 * The thresholds from the highest: how many rows of each kind have that score, how many a score at least as high.
 * @param {Source} source
 * @param {Begun} begun
 * @param {string} positive
 * @param {Names} names
 */
function stepsSql(source, { usable, codes }, positive, names) {
  const { code, score, hits, misses, hit, miss, all, none, rank, last } = names;
  const thresholds = select({
    columns: [
      as(codes[0].sql, code),
      // Both zeros are one threshold.
      as(`${channelOf(source, "score").number} + 0.0e0`, score),
      as(`CAST(count(*) FILTER (WHERE ${positive}) AS DOUBLE)`, hits),
      as(`CAST(count(*) FILTER (WHERE NOT (${positive})) AS DOUBLE)`, misses),
    ],
    from: source.points,
    where: [usable],
    group: ["1", "2"],
  });
  const down = `OVER (PARTITION BY ${code} ORDER BY ${score} DESC)`;
  const over = `OVER (PARTITION BY ${code})`;
  return sub(select({
    columns: [
      code,
      score,
      hits,
      misses,
      as(`sum(${hits}) ${down}`, hit),
      as(`sum(${misses}) ${down}`, miss),
      as(`sum(${hits}) ${over}`, all),
      as(`sum(${misses}) ${over}`, none),
      as(`row_number() ${down}`, rank),
      as(`count(*) ${over}`, last),
    ],
    from: sub(thresholds),
  }));
}

/**
 * The area under the ROC curve, with straight lines between its points, or the average precision; and how many
 * rows there are of each kind.
 * @param {string} steps
 * @param {Names} names
 * @param {CurveKind} kind
 */
function areaSql(steps, { code, hits, misses, hit, miss, all, none }, kind) {
  const part = kind === "roc"
    ? `${misses} * (${hit} - ${hits} / 2) / nullif(${all} * ${none}, 0)`
    : `${hits} * ${hit} / nullif((${hit} + ${miss}) * ${all}, 0)`;
  return select({
    columns: [code, `sum(${part})`, `any_value(${all})`, `any_value(${none})`],
    from: steps,
    group: ["1"],
    order: ["1"],
  });
}

/**
 * The curve's points: the outermost ones of each part, so that nothing of its extent is lost.
 * @param {string} steps
 * @param {Names} names
 * @param {CurveKind} kind
 */
function curveSql(steps, { code, score, hit, miss, all, none, rank, last }, kind) {
  const [recall, fall] = [`${hit} / nullif(${all}, 0)`, `${miss} / nullif(${none}, 0)`];
  const way = kind === "roc" ? `(${recall} + coalesce(${fall}, 0)) / 2` : recall;
  const part = `${code}, floor(coalesce(${way}, 0) * ${PARTS - 1})`;
  const order = kind === "roc" ? rank : `${hit} / (${hit} + ${miss}), ${rank}`;
  const [first, back] = [`${rank}a`, `${rank}b`];
  const placed = select({
    columns: [
      "*",
      as(`row_number() OVER (PARTITION BY ${part} ORDER BY ${order})`, first),
      as(`row_number() OVER (PARTITION BY ${part} ORDER BY ${order.replace(/(,|$)/, " DESC$1")})`, back),
    ],
    from: steps,
  });
  return select({
    columns: [code, score, hit, miss, all, none],
    from: sub(placed),
    where: [`${last} <= ${2 * PARTS} OR ${first} = 1 OR ${back} = 1 OR ${rank} = 1 OR ${rank} = ${last}`],
    order: [code, rank],
  });
}

/**
 * @param {any[]} row
 * @param {CurveKind} kind
 * @param {(score: number) => number} term
 * @returns {import("./types.d.ts").Point}
 */
function pointOf([, score, hit, miss, all, none], kind, term) {
  const n = hit + miss;
  const [x, y] = kind === "pr" ? [hit / all, hit / n] : [miss / none, hit / all];
  return { x, y, n, at: score, term: term(score) };
}

/**
 * Where no row passes: no recall, and by convention full precision.
 * @param {import("./types.d.ts").Point[]} points
 * @param {CurveKind} kind
 */
function withStart(points, kind) {
  return [{ x: 0, y: kind === "pr" ? 1 : 0, n: 0, term: -1 }, ...points];
}

/** The rows that pass a threshold. @param {import("./source.js").Channel} score @param {number} at */
function above({ text, type }, at) {
  return numberTerm(text, type, at).replace(`${operand(text)} =`, () => `${operand(text)} >=`);
}

/**
 * What has no curve: without positive rows, or negative ones, there is nothing to trade.
 * @param {any[][]} areas
 * @param {any[][]} whole
 * @param {string[]} labels
 */
function oneSided(areas, whole, labels) {
  const left = areas.filter((area) => !whole.includes(area));
  return left.map(([code, , positives]) => {
    const what = positives > 0 ? "no row is negative" : "no row is positive";
    return labels.length > 1 ? `${labels[code]}: ${what}` : `no curve: ${what}`;
  });
}
