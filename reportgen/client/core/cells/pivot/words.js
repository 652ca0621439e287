/** What the cells and headers of a pivot say. */

import { columnFormat, formatNumber } from "../numbers.js";
import { stepText } from "../steps.js";
import { formatCell } from "../text.js";

/** @typedef {import("../../spec/types.js").Pivoted} Pivoted */
/** @typedef {import("../../spec/types.js").PivotCell} PivotCell */
/** @typedef {import("../../spec/types.js").Step} Step */

/** @param {unknown} value @param {{type: {kind: string}, step?: Step}} column */
export function valueText(value, { type, step }) {
  if (value === null || value === undefined) return "null";
  return step ? stepText(value, step) : formatCell(value, type);
}

/** The name of a column: a value, or what the values are that have none. @param {Pivoted} pivot @param {number} at */
export function columnText(pivot, at) {
  const { values, distinct } = pivot;
  return at < values.length
    ? valueText(values[at], pivot)
    : `${formatNumber(distinct - values.length)} other values`;
}

/**
 * How the cells are written, all alike.
 * @param {Pivoted} pivot
 * @returns {(cell: PivotCell | null) => string}
 */
export function cellWriter({ share, cell: content, cells, rowTotals, columnTotals, whole }) {
  if (share) return (cell) => shareText(cell ? Number(cell.value) : 0);
  if (content === "count") return (cell) => formatNumber(cell?.n ?? 0);
  const all = [...cells.flat(), ...rowTotals, ...columnTotals, whole].map((cell) => cell?.value);
  const format = columnFormat(all);
  return (cell) => cell === null ? "" : cell.value === null ? "null" : formatNumber(cell.value, format);
}

/** @param {number} share */
function shareText(share) {
  return `${formatNumber(100 * share, { decimals: share > 0 && share < 0.1 ? 1 : 0 })}%`;
}

/** @param {number} n */
export function rowsText(n) {
  return `${formatNumber(n)} ${n === 1 ? "row" : "rows"}`;
}
