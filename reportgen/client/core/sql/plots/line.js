/** A line chart: a count or an aggregate along a scale, or along the values of a column. */

import { as, ordinals, select } from "../build.js";
import { begin, binsOf, COLORS } from "./begin.js";
import { binCodes, codesSql, usedCodes } from "./codes.js";
import { bandAxis, finite, rowsOf, scaleAxis, seriesOf, valueAxis } from "./parts.js";
import { channelOf } from "./source.js";
import { both, numberTerm, termList } from "./terms.js";

/**
 * @typedef {import("../../spec/types.js").Frame} Frame
 * @typedef {import("./source.js").Source} Source
 * @typedef {import("./source.js").Channel} Channel
 * @typedef {import("./begin.js").Begun} Begun
 * @typedef {import("./codes.js").Codes} Codes
 *
 * @typedef {object} Steps what the points of a line stand at
 * @property {string} by what is grouped by
 * @property {string} at where it stands
 * @property {(code: number) => string} term
 * @property {string | null} note
 */

/** From so many values on, points stand for bins of the scale. */
const VALUES = 200;
const PLACES = { most: 40, bins: VALUES };

/** @type {import("./answer.js").Plotting} */
export function* line(source) {
  const [x, color] = [channelOf(source, "x"), source.channels.color];
  const { x_scale, y_scale } = source.plot;
  const coded = [{ channel: x.scaled ? undefined : x, ...PLACES }, { channel: color, ...COLORS }];
  const positive = x.scaled && x_scale ? [x.number] : [];
  const begun = yield* begin(source, { scaled: x.scaled ? [x] : [], coded, positive });
  const steps = x.scaled ? yield* stepsOf(source, x, begun) : placesOf(begun.codes[0]);
  const all = rowsOf((yield [lineSql(source, begun, steps)])[0]);
  const shown = y_scale ? all.filter(([, , , , value]) => !(value <= 0)) : all;
  const { kept, notes } = finite(shown, ([, , , , value]) => value, "point");
  const codes = usedCodes(begun.codes[1], all.map(([, code]) => code));
  const terms = termList();
  const lines = linesOf(steps, codes, kept, terms.add);
  const below = all.length - shown.length;
  const said = below ? [`${below} ${below === 1 ? "point" : "points"} not above nought`] : [];
  const values = kept.map(([, , , , value]) => value);
  return {
    begun: { ...begun, notes: [...begun.notes, ...steps.note ? [steps.note] : [], ...notes, ...said] },
    plot: {
      x: x.scaled ? scaleAxis(x, begun.bounds[0], x_scale) : bandAxis(x, begun.codes[0]),
      y: valueAxis(source.measure, values, { zero: source.measure.adds && !y_scale, wanted: y_scale }),
      color: color?.label ?? null,
      steps: codes.steps,
      series: seriesOf(codes, terms.add),
      terms: terms.list,
      lines,
    },
  };
}

/**
 * @param {Codes} codes
 * @returns {Steps}
 */
function placesOf({ sql, terms }) {
  return { by: sql, at: `any_value(${sql})`, term: (code) => terms[code], note: null };
}

/**
 * Each value of a scale, or bins where these are many.
 * @param {Source} source
 * @param {Channel} x
 * @param {Begun} begun
 * @returns {Generator<string[], Steps, Frame[]>}
 */
function* stepsOf(source, x, { usable, bounds }) {
  const { text, type, number, rows } = x;
  const [frame] = yield [codesSql(source, x, 1, usable)];
  const distinct = frame.length ? frame.columns[2][0] : 0;
  if (distinct <= VALUES || !bounds[0]) {
    const term = (/** @type {number} */ value) => rows ? numberTerm(text, type, value) : "";
    return { by: number, at: `any_value(${number})`, term, note: null };
  }
  const codes = binCodes(x, binsOf(x, bounds[0], VALUES));
  const note = `each point stands for one of ${codes.labels.length - 1} bins of ${x.label}`;
  return { by: codes.sql, at: `avg(${number})`, term: (code) => codes.terms[code], note };
}

/**
 * @param {Source} source
 * @param {Begun} begun
 * @param {Steps} steps
 */
function lineSql({ points, scope, measure }, { usable, codes }, { by, at }) {
  const columns = [by, codes[1].sql, at, "count(*)", measure.sql];
  return select({
    columns: columns.map((sql, i) => as(sql, scope.alias(40 + i))),
    from: points,
    where: [usable],
    group: ordinals(2),
    order: ["2", "3"],
  });
}

/**
 * @param {Steps} steps
 * @param {Codes} codes
 * @param {any[][]} cells
 * @param {(term: string) => number} add
 */
function linesOf(steps, codes, cells, add) {
  const alone = codes.labels.length === 1;
  return codes.labels.flatMap((_, series) => {
    const points = cells.filter(([, code]) => code === series).map(([step, , x, n, y]) => {
      const term = steps.term(step);
      const known = term !== "" && (alone || codes.terms[series] !== "");
      return { x, y, n, term: add(known ? both([term, codes.terms[series]]) : "") };
    });
    return points.length ? [{ series, points }] : [];
  });
}
