/** Groups as a flat table: what a cell draws becomes columns of plain values. */

/**
 * @typedef {import("../../../core/cells/types/view.d.ts").Answer} Answer
 * @typedef {import("../../../core/cells/types/view.d.ts").AnswerColumn} AnswerColumn
 * @typedef {[string, (value: any) => unknown]} Part
 */

/** What is kept of each drawing. @type {Record<string, Part[]>} */
const PARTS = {
  histogram: [
    ["mean", (value) => value.mean],
    ["min", (value) => value.min],
    ["max", (value) => value.max],
    ["n", (value) => value.n],
    ["nulls", (value) => value.nulls],
  ],
  distribution: [
    ["top", (value) => value.values[0]?.[0] ?? null],
    ["top_count", (value) => value.values[0]?.[1] ?? 0],
    ["distinct", (value) => value.distinct],
    ["n", (value) => value.n],
    ["nulls", (value) => value.nulls],
  ],
  gallery: [["n", (value) => value.n]],
};

/**
 * @param {Answer} answer
 * @returns {{columns: AnswerColumn[], rows: unknown[][]}}
 */
export function flatGroups({ columns, rows }) {
  const flat = columns.flatMap((column, index) => {
    const parts = column.role === "value" ? PARTS[column.show] : undefined;
    if (!parts) return [{ column, read: (/** @type {unknown[]} */ row) => row[index] }];
    return parts.map(([name, read]) => ({
      column: { ...column, label: `${column.label}.${name}`, type: { kind: "float" } },
      read: (/** @type {unknown[]} */ row) => row[index] === null ? null : read(row[index]),
    }));
  });
  return {
    columns: flat.map(({ column }) => column),
    rows: rows.map((row) => flat.map(({ read }) => read(row))),
  };
}
