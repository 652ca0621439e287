/** A heat map: a count, a share or an aggregate for each pair of values. */

import { as, ordinals, select } from "../build.js";
import { begin } from "./begin.js";
import { usedCodes } from "./codes.js";
import { bandAxis, finite, rowsOf } from "./parts.js";
import { channelOf } from "./source.js";
import { both, termList } from "./terms.js";

/**
 * @typedef {import("./types.d.ts").Cell} Cell
 * @typedef {import("../../spec/types.js").Plot} Plot
 */

const PLACES = { most: 30, bins: 20 };

/** @type {import("./answer.js").Plotting} */
export function* heatmap(source) {
  const { points, scope, measure, plot } = source;
  const [x, y] = [channelOf(source, "x"), channelOf(source, "y")];
  const coded = [{ channel: x, ...PLACES }, { channel: y, ...PLACES }];
  const begun = yield* begin(source, { scaled: [], coded });
  const columns = [begun.codes[0].sql, begun.codes[1].sql, "count(*)", measure.sql];
  const [frame] = yield [select({
    columns: columns.map((sql, i) => as(sql, scope.alias(40 + i))),
    from: points,
    group: ordinals(2),
    order: ["1", "2"],
  })];
  const all = rowsOf(frame);
  const { kept, notes } = finite(all, ([, , , value]) => value, "cell");
  const columnsOf = usedCodes(begun.codes[0], all.map(([code]) => code));
  const rowsOfY = usedCodes(begun.codes[1], all.map(([, code]) => code));
  const terms = termList();
  const cells = kept.map(([cx, cy, n, value]) => {
    const known = columnsOf.terms[cx] !== "" && rowsOfY.terms[cy] !== "";
    return {
      x: cx,
      y: cy,
      n,
      value,
      term: known ? terms.add(both([columnsOf.terms[cx], rowsOfY.terms[cy]])) : -1,
    };
  });
  return {
    begun: { ...begun, notes: [...begun.notes, ...notes] },
    plot: {
      x: bandAxis(x, columnsOf),
      y: bandAxis(y, rowsOfY),
      color: plot.share ? `share of the ${plot.share === "all" ? "whole" : plot.share}` : measure.label,
      steps: false,
      series: [{ label: "", term: -1 }],
      terms: terms.list,
      cells: shared(cells, plot.share),
      share: plot.share !== undefined,
    },
  };
}

/**
 * The cells with their shares of the row, the column or the whole in place of their values.
 * @param {Cell[]} cells
 * @param {Plot["share"]} share
 * @returns {Cell[]}
 */
function shared(cells, share) {
  if (!share) return cells;
  const whole = (/** @type {Cell} */ { x, y }) => share === "row" ? y : share === "column" ? x : 0;
  /** @type {Map<number, number>} */
  const sums = new Map();
  for (const cell of cells) sums.set(whole(cell), (sums.get(whole(cell)) ?? 0) + Number(cell.value));
  return cells.map((cell) => {
    const sum = sums.get(whole(cell));
    return { ...cell, value: sum ? Number(cell.value) / sum : null };
  });
}
