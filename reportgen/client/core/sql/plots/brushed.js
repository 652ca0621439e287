/**
 * A plot of counts while a reader drags over the bars of another chart: its rows are counted once, by its own marks
 * and by those bars, and every step of the drag only adds such counts up.
 */

import { as, ordinals, select } from "../build.js";
import { filterSql } from "../scope.js";
import { plotAnswer } from "./answer.js";
import { barOf, beginBar } from "./bar.js";
import { beginHistogram, binSql, histogramOf } from "./histogram.js";
import { counted, sourceOf } from "./source.js";

/**
 * @typedef {import("../../spec/types.js").Answer} Answer
 * @typedef {import("../../spec/types.js").Spec} Spec
 * @typedef {import("../../spec/types.js").TableSchema} TableSchema
 * @typedef {import("./source.js").Source} Source
 * @typedef {import("./begin.js").Begun} Begun
 * @typedef {import("./answer.js").Plotted} Plotted
 *
 * @typedef {object} Form
 * @property {(source: Source) => Generator<string[], Begun, import("../../spec/types.js").Frame[]>} begin
 * @property {(source: Source, begun: Begun) => string[] | null} marks SQL of what tells marks apart
 * @property {(source: Source, spec: Spec, begun: Begun, cells: any[][]) => Plotted} draw from `[...marks, count]`
 */

/** @type {Record<string, Form>} */
const FORMS = {
  histogram: {
    begin: beginHistogram,
    marks: (source, begun) => {
      const bin = binSql(source, begun);
      return bin === null ? null : [bin, begun.codes[0].sql];
    },
    draw: (source, _, begun, cells) => histogramOf(source, begun, cells),
  },
  bar: {
    begin: beginBar,
    marks: (_, { codes }) => codes.map(({ sql }) => sql),
    draw: (source, spec, begun, cells) => barOf(source, spec, begun, cells.map((one) => [...one, one[2]])),
  },
};

/**
 * @param {Spec} spec a canonical one
 * @param {TableSchema} schema with what others keep, apart from the drag
 * @param {string[]} bars the condition of each bar, in their order; of columns of the table
 * @returns {Generator<string[], ((first: number, last: number) => Answer) | null, any[]>} the answer once the drag
 *   covers these bars; null where it has to be asked for
 */
export function* brushedPlot(spec, schema, bars) {
  const form = FORMS[spec.layout];
  if (!form) return null;
  const source = sourceOf(spec, schema);
  if (source.unit !== "rows" || source.measure.sql !== "count(*)") return null;
  const begun = yield* form.begin(source);
  const marks = form.marks(source, begun);
  if (!marks) return null;
  const cases = bars.map((text, bar) => `WHEN ${filterSql(text, schema)} THEN ${bar}`);
  const tag = `CASE ${cases.join(" ")} END`;
  const [sums, cells] = yield [
    countsSql(source, [tag], ["count(*)", `count(*) FILTER (WHERE ${begun.usable})`]),
    countsSql(source, [tag, ...marks], ["count(*)"], spec.layout === "bar" ? null : begun.usable),
  ];
  return (first, last) => {
    const inside = (/** @type {number | null} */ bar) => bar !== null && bar >= first && bar <= last;
    const [filtered, drawn] = summed(rowsIn(sums, inside));
    const lost = filtered > drawn ? [counted(filtered - drawn, "rows", "without a value")] : [];
    const notes = begun.codes.flatMap(({ note }) => note === null ? [] : [note]);
    const now = { ...begun, filtered, count: drawn, notes: [...lost, ...notes] };
    return plotAnswer(source, spec, form.draw(source, spec, now, gathered(rowsIn(cells, inside))));
  };
}

/**
 * @param {Source} source
 * @param {string[]} keys
 * @param {string[]} counts
 * @param {string | null} [where]
 */
function countsSql({ points, scope }, keys, counts, where = null) {
  return select({
    columns: [...keys, ...counts].map((sql, index) => as(sql, scope.alias(40 + index))),
    from: points,
    where: [where],
    group: ordinals(keys.length),
  });
}

/**
 * The rows of a frame whose first value is inside, without it.
 * @param {import("../../spec/types.js").Frame} frame
 * @param {(bar: number | null) => boolean} inside
 * @returns {any[][]}
 */
function rowsIn({ columns: [bars, ...rest], length }, inside) {
  const rows = [];
  for (let row = 0; row < length; row++) if (inside(bars[row])) rows.push(rest.map((column) => column[row]));
  return rows;
}

/** @param {any[][]} rows */
function summed(rows) {
  return rows.reduce(([a, b], [c, d]) => [a + c, b + d], [0, 0]);
}

/** The counts of equal marks added up, in the order of the marks. @param {any[][]} rows */
function gathered(rows) {
  /** @type {Map<string, any[]>} */
  const cells = new Map();
  for (const [one, other, n] of rows) {
    const key = `${one} ${other}`;
    cells.set(key, [one, other, (cells.get(key)?.[2] ?? 0) + n]);
  }
  return [...cells.values()].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
}
