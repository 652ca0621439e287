/** The rows of a panel: how many there are, and the cells of one page. */

import { noted } from "../count/note.js";
import { FORMATS } from "../formats.js";
import { as, select } from "./build.js";
import { cell, ROW, rowOrder, scopeOf } from "./scope.js";

/**
 * @typedef {import("../spec/types.js").Spec} Spec
 * @typedef {import("../spec/types.js").TableSchema} TableSchema
 * @typedef {import("../spec/types.js").Frame} Frame
 * @typedef {import("../spec/types.js").Answering} Answering
 * @typedef {import("./scope.js").Scope} Scope
 * @typedef {import("./scope.js").Value} Value
 * @typedef {(ids: number[]) => Generator<string[], string, Frame[]>} Near the numbers of rows → what to select them from
 */

/** From this many rows on, the page's row numbers are found first, and then their cells: sorting moves less. */
const TWO_STEP_ROWS = 20000;
/** Up to so many row numbers are gathered while the rows are counted; a page further on is looked up. */
const GATHERED_ROWS = 10000;

/**
 * @param {Spec} spec
 * @param {TableSchema} schema
 * @param {{offset?: number, twoStepRows?: number, near?: Near}} options `near` asks where some rows are sooner found
 * @returns {Answering}
 */
export function* answerRows(spec, schema, { offset = 0, twoStepRows = TWO_STEP_ROWS, near }) {
  const scope = scopeOf({ ...spec, group: [] }, schema);
  const shown = scope.values.filter((value) => !value.aggregate);
  const asks = FORMATS.asks?.(scope, shown.map(({ entry, sql }) => ({ format: entry.format, sql })), false);
  const values = [...shown, ...asks?.others ?? []];
  const inOneStep = scope.total < twoStepRows;
  const found = !inOneStep && canGather(scope, offset + spec.rows)
    ? yield* gather(scope, spec.rows, offset)
    : yield* look(scope, inOneStep ? values : [], spec.rows, offset);
  const { filtered, start } = found;
  const ids = found.page.columns[0];
  const page = !inOneStep && ids.length ? yield* cellsOf(scope, values, ids, near) : found.page;
  const pinned = spec.pinned ?? [];
  const top = pinned.length ? yield* cellsOf(scope, values, pinned, near) : null;
  const more = asks?.tell(asks.sql ? (yield [asks.sql])[0] : null);
  return {
    kind: "rows",
    total: scope.total,
    filtered,
    groups: null,
    offset: filtered ? start : 0,
    columns: shown.map(({ entry, type }, index) => ({
      name: entry.name,
      label: entry.label ?? entry.name,
      type,
      role: "cell",
      show: "value",
      derived: entry.expr !== undefined,
      ...more?.[index],
    })),
    rows: rowsOf(page, values.length),
    ids,
    ...top ? { pinned: { ids: pinned, rows: rowsOf(top, values.length) } } : {},
  };
}

/**
 * The cells of each row, which stand after the rows' numbers.
 * @param {Frame} frame
 * @param {number} cells in a row
 */
export function rowsOf({ columns, length }, cells) {
  return Array.from(
    { length },
    (_, row) => Array.from({ length: cells }, (_, index) => columns[index + 1][row]),
  );
}

/**
 * @typedef {{filtered: number, start: number, page: Frame}} Found how many rows there are, and the page that begins
 *   at `start`: the rows' numbers, then their cells where these were asked for
 */

/**
 * Whether the page's rows can be found in the scan that counts: they stand in their own order.
 * @param {Scope} scope
 * @param {number} end of the page
 */
function canGather(scope, end) {
  return scope.where !== null && rowOrder(scope).length === 1 && end <= GATHERED_ROWS;
}

/**
 * Finds a page in one scan.
 * @param {Scope} scope
 * @param {number} limit
 * @param {number} offset
 * @returns {Generator<string[], Found, Frame[]>}
 */
function* gather(scope, limit, offset) {
  const most = offset + limit;
  const columns = ["count(*)", `min(${ROW}, ${most})`];
  const sql = select({ columns, from: scope.from, where: [scope.where] });
  const [{ columns: [[filtered], [first]] }] = yield [noted(scope, sql, () => ({ kind: "first", most }))];
  const start = offset < filtered ? offset : lastPage(filtered, limit);
  const ids = (first ?? []).slice(start, start + limit);
  return { filtered, start, page: { names: [], columns: [ids], length: ids.length } };
}

/**
 * Finds a page by sorting, and counts.
 * @param {Scope} scope
 * @param {Value[]} values
 * @param {number} limit
 * @param {number} offset
 * @returns {Generator<string[], Found, Frame[]>}
 */
function* look(scope, values, limit, offset) {
  const count = scope.where === null ? [] : [countSql(scope)];
  const results = yield [pageSql(scope, values, limit, offset), ...count];
  const filtered = count.length ? results[1].columns[0][0] : scope.total;
  if (results[0].length || !offset || !filtered) return { filtered, start: offset, page: results[0] };
  const start = lastPage(filtered, limit);
  const [page] = yield [pageSql(scope, values, limit, start)];
  return { filtered, start, page };
}

/**
 * Where the last page begins: it is shown when the page asked for lies behind the end.
 * @param {number} filtered
 * @param {number} limit
 */
function lastPage(filtered, limit) {
  return filtered ? Math.floor((filtered - 1) / limit) * limit : 0;
}

/** @param {Scope} scope */
function countSql(scope) {
  return select({ columns: ["count(*)"], from: scope.from, where: [scope.where] });
}

/**
 * @param {Scope} scope
 * @param {Value[]} values
 * @param {number} limit
 * @param {number} offset
 */
function pageSql(scope, values, limit, offset) {
  const columns = cellColumns(scope, values);
  const order = rowOrder(scope);
  if (order.length === 1 && scope.where === null) {
    // Rows in their own order are a range of numbers, found without sorting.
    const range = [`${ROW} >= ${offset}`, `${ROW} < ${offset + limit}`];
    return select({ columns, from: scope.from, where: range, order });
  }
  return select({ columns, from: scope.from, where: [scope.where], order, limit, offset });
}

/**
 * The cells of some rows, in the order of their numbers.
 * @param {Scope} scope
 * @param {Value[]} values
 * @param {number[]} ids
 * @param {Near} [near]
 * @returns {Generator<string[], Frame, Frame[]>}
 */
function* cellsOf(scope, values, ids, near) {
  const from = near ? yield* near(ids) : scope.from;
  const where = [`${ROW} IN (${ids.join(", ")})`];
  const [frame] = yield [select({ columns: cellColumns(scope, values), from, where })];
  return inOrder(frame, ids);
}

/**
 * @param {Scope} scope
 * @param {Value[]} values
 */
export function cellColumns(scope, values) {
  return [as(ROW, scope.alias(0)), ...values.map(({ sql, type }, i) => cell(sql, type, scope.alias(i + 1)))];
}

/**
 * The same rows in the order of their numbers in `ids`.
 * @param {Frame} frame
 * @param {number[]} ids
 * @returns {Frame}
 */
export function inOrder(frame, ids) {
  const place = new Map(frame.columns[0].map((id, index) => [id, index]));
  const picks = ids.map((id) => place.get(id) ?? 0);
  return { ...frame, columns: frame.columns.map((column) => picks.map((index) => column[index])) };
}
