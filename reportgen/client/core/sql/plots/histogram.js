/** A histogram: how many points lie in each bin of a scale. */

import { as, ordinals, select } from "../build.js";
import { finiteBin } from "../../count/bin.js";
import { begin, binsOf, COLORS } from "./begin.js";
import { usedCodes } from "./codes.js";
import { rowsOf, scaleAxis, seriesOf, valueAxis } from "./parts.js";
import { channelOf } from "./source.js";
import { both, inBin, termList } from "./terms.js";

/** @typedef {import("./types.d.ts").Bar} Bar */

const BINS = 20;

/** @type {import("./answer.js").Plotting} */
export function* histogram(source) {
  const begun = yield* beginHistogram(source);
  const bin = binSql(source, begun);
  return histogramOf(source, begun, bin === null ? [] : rowsOf((yield [binsSql(source, begun, bin)])[0]));
}

/** @param {import("./source.js").Source} source */
export function beginHistogram(source) {
  const [x, color] = [channelOf(source, "x"), source.channels.color];
  return begin(source, { scaled: [x], coded: [{ channel: color, ...COLORS }] });
}

/**
 * @param {import("./source.js").Source} source
 * @param {import("./begin.js").Begun} begun
 */
function domainOf(source, { bounds }) {
  return bounds[0] && binsOf(channelOf(source, "x"), bounds[0], source.plot.bins ?? BINS);
}

/**
 * The bin of a point; null where there are no points.
 * @param {import("./source.js").Source} source
 * @param {import("./begin.js").Begun} begun
 */
export function binSql(source, begun) {
  const domain = domainOf(source, begun);
  return domain && finiteBin(channelOf(source, "x").number, domain);
}

/**
 * @param {import("./source.js").Source} source
 * @param {import("./begin.js").Begun} begun
 * @param {any[][]} cells `[bin, code of the color, count]`
 * @returns {import("./answer.js").Plotted}
 */
export function histogramOf(source, begun, cells) {
  const [x, color] = [channelOf(source, "x"), source.channels.color];
  const domain = domainOf(source, begun);
  const codes = usedCodes(begun.codes[0], cells.map(([, code]) => code));
  const terms = termList();
  const bars = domain ? barsOf(x, domain, cells, codes, terms.add) : [];
  const ends = /** @type {[number, number] | null} */ (domain && edges(domain, 0, domain.bins - 1));
  return {
    begun,
    plot: {
      x: scaleAxis(x, ends),
      y: { ...valueAxis(source.measure, bars.map(({ to }) => to), { zero: true }), label: source.unit },
      color: color?.label ?? null,
      steps: codes.steps,
      series: seriesOf(codes, terms.add),
      terms: terms.list,
      bars,
      stacked: true,
    },
  };
}

/**
 * @param {import("./source.js").Source} source
 * @param {import("./begin.js").Begun} begun
 * @param {string} bin
 */
function binsSql(source, { usable, codes }, bin) {
  const columns = [bin, codes[0].sql, "count(*)"];
  return select({
    columns: columns.map((sql, i) => as(sql, source.scope.alias(40 + i))),
    from: source.points,
    where: [usable],
    group: ordinals(2),
    order: ["1", "2"],
  });
}

/**
 * @param {import("./source.js").Channel} x
 * @param {import("./types.d.ts").Domain} domain
 * @param {any[][]} cells
 * @param {import("./codes.js").Codes} codes
 * @param {(term: string) => number} add
 * @returns {Bar[]}
 */
function barsOf(x, domain, cells, codes, add) {
  const counts = codes.labels.map(() => new Array(domain.bins).fill(0));
  // The greatest value falls one behind the last bin.
  for (const [bin, code, n] of cells) counts[code][Math.max(0, Math.min(bin, domain.bins - 1))] += n;
  const tops = new Array(domain.bins).fill(0);
  return counts.flatMap((row, series) =>
    row.flatMap((n, bin) => {
      if (!n) return [];
      const own = x.rows ? inBin(x.text, x.type, domain, bin) : "";
      const known = codes.labels.length === 1 || codes.terms[series] !== "";
      const term = add(x.rows && known ? both([own, codes.terms[series]]) : "");
      const from = tops[bin];
      tops[bin] += n;
      return [{ at: edges(domain, bin, bin), series, from, to: from + n, n, term }];
    })
  );
}

/**
 * From where to where bins are drawn; a bin of one integer stands around it.
 * @param {import("./types.d.ts").Domain} domain
 * @param {number} first
 * @param {number} last
 * @returns {[number, number]}
 */
function edges({ lo, hi, bins, integer }, first, last) {
  if (hi === lo) return [lo - 0.5, lo + 0.5];
  if (integer && bins === hi - lo + 1) return [lo + first - 0.5, lo + last + 0.5];
  const at = (/** @type {number} */ bin) => bin === bins ? hi : lo + bin * (hi / bins - lo / bins);
  return [at(first), at(last + 1)];
}
