/** Answers of comparisons for the tests of their cells. */

import { column, groupsAnswer, rowsAnswer } from "./views.js";

/** @typedef {import("../../../reportgen/client/core/cells/types/view.d.ts").Answer} Answer */
/** @typedef {import("../../../reportgen/client/core/cells/types/view.d.ts").Member} Member */

/** @param {number} count @returns {Member[]} */
export function members(count) {
  return Array.from({ length: count }, (_, index) => ({
    index,
    label: `epoch ${index + 1}`,
    color: index,
    hidden: false,
    reference: index === 0,
    rows: 100,
    filtered: 60 - index,
    alone: index,
    duplicates: index === 1 ? 2 : 0,
  }));
}

/** @param {Member[]} all */
export function tables(all) {
  return all.map(({ label, color, hidden }) => ({
    ref: `p:${label}`,
    label,
    color,
    ...hidden && { hidden },
  }));
}

/**
 * Joined rows: a shared column, and of each kind a column with a value a member.
 * @param {number} count
 * @returns {Answer}
 */
export function joined(count) {
  const all = members(count);
  const each = (/** @type {(index: number) => unknown} */ make) => all.map(({ index }) => make(index));
  const of = { members: all.map(({ index }) => index) };
  const columns = [
    column("id", "integer"),
    column("score", "float", of),
    column("guess", "text", of),
    column("right", "boolean", of),
    column("answer", "text", of),
  ];
  const rows = [0, 1, 2].map((row) => [
    row,
    each((index) => index === 2 && row === 1 ? null : ((row + 1) * (index + 2)) % 7 / 7),
    each((index) => index % 3 === row ? "Fungi" : "Plantae"),
    each((index) => (index + row) % 3 !== 0),
    each((index) => index % 2 ? "a cat on the mat" : "a dog on the mat"),
  ]);
  return rowsAnswer(columns, rows, { members: all, total: 100, filtered: 60 });
}

/**
 * Groups: counts, histograms, most frequent values and means, each a member.
 * @param {number} count
 * @returns {Answer}
 */
export function grouped(count) {
  const all = members(count);
  const each = (/** @type {(index: number) => unknown} */ make) => all.map(({ index }) => make(index));
  const of = { members: all.map(({ index }) => index) };
  const columns = [
    column("guess", "text", { role: "key" }),
    column("count", "integer", { ...of, role: "count" }),
    column("score", "float", {
      ...of,
      role: "value",
      show: "histogram",
      domain: { lo: 0, hi: 1, bins: 8, integer: false },
    }),
    column("truth", "text", { ...of, role: "value", show: "distribution" }),
    column("loss", "float", { ...of, role: "value", as: "mean" }),
  ];
  const histogram = (/** @type {number} */ index) => ({
    counts: Array.from({ length: 8 }, (_, bin) => (bin * 3 + index * 5) % 9),
    nulls: 0,
    nan: 0,
    inf: 0,
    n: 30,
    min: 0,
    max: 1,
    mean: 0.3 + index / 30,
  });
  const rows = ["Fungi", "Plantae"].map((key, row) => [
    key,
    each((index) => 20 + ((index + row) * 7) % 13),
    each(histogram),
    each((index) => ({
      values: [["Fungi", 9 - index % 5], ["Plantae", 3 + index % 4]],
      distinct: 2,
      nulls: 0,
      n: 12,
    })),
    each((index) => 0.9 - index / 20),
  ]);
  return groupsAnswer(columns, rows, { members: all });
}

/**
 * A table a member.
 * @param {number} count
 * @returns {Answer}
 */
export function split(count) {
  const all = members(count);
  const parts = all.map(({ index }) => ({
    member: index,
    first: 300 * index,
    answer: rowsAnswer(
      [column("id", "integer"), column("guess", "text")],
      [[index, "Fungi"], [index + 1, "Plantae"]],
      { filtered: 152 - index, total: 300 },
    ),
  }));
  return { ...rowsAnswer([], []), kind: "split", members: all, parts };
}
