/** A calibration curve: how often what was given a score came true. */

import { as, ordinals, select } from "../build.js";
import { formatNumber } from "../../cells/numbers.js";
import { begin, COLORS } from "./begin.js";
import { usedCodes } from "./codes.js";
import { rowsOf, seriesOf } from "./parts.js";
import { channelOf, counted } from "./source.js";
import { both, inBin, termList } from "./terms.js";
import { positiveSql } from "./truth.js";

/**
 * @typedef {import("./source.js").Source} Source
 * @typedef {import("./begin.js").Begun} Begun
 */

const BINS = 10;
/** @type {import("../../spec/types.js").Type} */
const CHANCE = { kind: "float", bits: 64 };

/** @type {import("./answer.js").Plotting} */
export function* calibration(source) {
  const [score, color] = [channelOf(source, "score"), source.channels.color];
  const bins = source.plot.bins ?? BINS;
  const positive = positiveSql(source);
  const known = `(${positive}) IS NOT NULL`;
  const begun = yield* begin(source, {
    scaled: [score],
    coded: [{ channel: color, ...COLORS }],
    also: known,
  });
  const cells = rowsOf((yield [binsSql(source, begun, bins, positive)])[0]);
  const inside = cells.filter(([, bin]) => bin >= 0);
  const outside = cells.filter(([, bin]) => bin < 0).reduce((sum, [, , n]) => sum + n, 0);
  const codes = usedCodes(begun.codes[0], cells.map(([code]) => code));
  const terms = termList();
  const lines = codes.labels.flatMap((_, series) => {
    const points = inside.filter(([code]) => code === series).map(([, bin, n, x, y]) => {
      const own = inBin(score.text, score.type, { lo: 0, hi: 1, bins, integer: false }, bin);
      const all = codes.labels.length === 1 || codes.terms[series] !== "";
      return { x, y, n, term: all ? terms.add(both([own, codes.terms[series]])) : -1 };
    });
    return points.length ? [{ series, points }] : [];
  });
  const series = seriesOf(codes, terms.add).map((one, index) => ({
    ...one,
    fact: errorOf(lines.find((line) => line.series === index)?.points ?? []),
  }));
  const notes = outside ? [counted(outside, "rows", "with a score that is not from 0 to 1")] : [];
  return {
    begun: { ...begun, notes: [...begun.notes, ...notes] },
    plot: {
      x: { label: `mean ${score.label}`, type: CHANCE, scale: "linear", domain: [0, 1] },
      y: { label: "share that is true", type: CHANCE, scale: "linear", domain: [0, 1] },
      color: color?.label ?? null,
      steps: codes.steps,
      series,
      terms: terms.list,
      lines,
    },
  };
}

/**
 * @param {Source} source
 * @param {Begun} begun
 * @param {number} bins
 * @param {string} positive
 */
function binsSql(source, { usable, codes }, bins, positive) {
  const { number } = channelOf(source, "score");
  const bin = `CASE WHEN ${number} >= 0 AND ${number} <= 1 ` +
    `THEN least(CAST(floor(${number} * ${bins}) AS INTEGER), ${bins - 1}) ELSE -1 END`;
  const share = `avg(CASE WHEN ${positive} THEN 1.0e0 ELSE 0.0e0 END)`;
  const columns = [codes[0].sql, bin, "count(*)", `avg(${number})`, share];
  return select({
    columns: columns.map((sql, i) => as(sql, source.scope.alias(40 + i))),
    from: source.points,
    where: [usable],
    group: ordinals(2),
    order: ["1", "2"],
  });
}

/**
 * The expected calibration error: how far shares lie from scores, by how many rows there are.
 * @param {import("./types.d.ts").Point[]} points
 */
function errorOf(points) {
  const all = points.reduce((sum, { n }) => sum + n, 0);
  if (!all) return undefined;
  const error = points.reduce((sum, { x, y, n }) => sum + Math.abs(y - x) * n, 0) / all;
  return `ECE ${formatNumber(error, { decimals: 3 })}`;
}
