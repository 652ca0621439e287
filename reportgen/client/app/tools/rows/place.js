/** Which row and which cell of a panel an element of the page is. */

import { unpack } from "../../../core/index.js";

/**
 * @typedef {import("../../table/panel.js").LivePanel} LivePanel
 * @typedef {import("../../table/items.js").CellFacts} CellFacts
 * @typedef {import("../../../core/cells/types/view.d.ts").AnswerColumn} AnswerColumn
 * @typedef {NonNullable<import("../../table/panel.js").Answer["parts"]>[number]} Part
 * @typedef {{columns: AnswerColumn[], values: unknown[], id: number | null, key: unknown[] | null, index: number,
 *   group: unknown[] | null}} RowFacts `id` is the row's number; of a group there is its `key` instead. `group` is the
 *   key of the group beneath which the row stands
 */

/** The rows of a panel that have cells, those beneath groups too. */
const ROW = ".rg-region tbody tr:has(> :is(.rg-handle, .rg-key))";

/**
 * @param {LivePanel} live
 * @param {Element} tr
 * @returns {RowFacts | null}
 */
export function rowAt(live, tr) {
  const { opened } = live.view();
  const part = partAround(live, tr);
  const answer = part ? part.answer : live.view().answer;
  if (!answer || !tr.matches(ROW)) return null;
  const id = tr instanceof HTMLElement && tr.dataset.row !== undefined ? Number(tr.dataset.row) : null;
  if (id === null) {
    const index = [...tr.parentElement?.children ?? []].filter((one) => one.matches(ROW)).indexOf(tr);
    const { columns, rows, keys } = answer;
    return { columns, values: rows[index] ?? [], id, key: keys?.[index] ?? null, index, group: null };
  }
  const text = tr.closest("[data-group]")?.getAttribute("data-group");
  const shown = text ? opened?.get(text) : tr.closest(".rg-pinned") ? answer.pinned : answer;
  const index = shown?.ids?.indexOf(id) ?? -1;
  if (!shown || index < 0) return null;
  const columns = "columns" in shown ? shown.columns : answer.columns;
  return { columns, values: shown.rows[index], id, key: null, index, group: text ? unpack(text) : null };
}

/**
 * The part that an element is in, where tables stand apart.
 * @param {LivePanel} live
 * @param {Element} element
 * @returns {Part | null}
 */
export function partAround(live, element) {
  const { parts = [] } = live.view().answer ?? {};
  const around = /** @type {HTMLElement | null} */ (element.closest(".rg-part"));
  return parts.find(({ member }) => around && member === Number(around.dataset.member)) ?? null;
}

/**
 * @param {LivePanel} live
 * @param {HTMLElement} element a cell, or something in it
 * @returns {(CellFacts & {of: RowFacts}) | null}
 */
export function cellAt(live, element) {
  const cell = /** @type {HTMLTableCellElement | null} */ (element.closest("td, th"));
  const tr = cell?.closest("tr");
  const row = tr && rowAt(live, tr);
  if (!cell || !row) return null;
  const column = row.columns[columnIndex(cell)];
  if (!column) return null;
  const value = row.values[row.columns.indexOf(column)];
  return { column, value, row: row.index, element: cell, of: row };
}

/**
 * The place of a cell's column among those of the answer: where not all are drawn, the cell says it itself.
 * @param {HTMLTableCellElement} cell
 */
function columnIndex(cell) {
  const handles = cell.parentElement?.querySelector(":scope > .rg-handle") ? 1 : 0;
  const said = cell.getAttribute("aria-colindex");
  return (said ? Number(said) - 1 : cell.cellIndex) - handles;
}
