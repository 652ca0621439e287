/** A pivot: groups as rows, the values of one more expression as columns, an aggregate where they meet. */

import { keyType, printSql, toCellSql } from "../expr/index.js";
import { sameType } from "../expr/types.js";
import { CELL_SHARES, cellTree } from "../spec/pivot.js";
import { pack } from "../wire.js";
import { as, ordered, ordinals, select, sub } from "./build.js";
import { groupsSql, readPage } from "./groups.js";
import { keyLiteral } from "./keys.js";
import { scopeOf } from "./scope.js";
import { columnsOfGroups } from "./shown.js";

/**
 * @typedef {import("../spec/types.js").Spec} Spec
 * @typedef {import("../spec/types.js").TableSchema} TableSchema
 * @typedef {import("../spec/types.js").Frame} Frame
 * @typedef {import("../spec/types.js").Pivoted} Pivoted
 * @typedef {import("../spec/types.js").PivotCell} PivotCell
 * @typedef {import("./scope.js").Scope} Scope
 * @typedef {import("./scope.js").Key} Key
 * @typedef {import("./groups.js").Page} Page
 * @typedef {{values: unknown[], distinct: number}} Columns the values that have a column, in order
 */

/** With more values, all but the most frequent are one column. */
const MOST_COLUMNS = 50;
/** What stands in a code for a row or a column that is not shown by itself. */
const REST = -1;

/**
 * @param {Spec} spec a canonical one
 * @param {TableSchema} schema
 * @param {{offset?: number}} [options]
 * @returns {import("../spec/types.js").Answering}
 */
export function* answerPivot(spec, schema, { offset = 0 } = {}) {
  const scope = scopeOf(spec, schema);
  const [across] = scopeOf({ ...spec, group: [/** @type {string} */ (spec.pivot)], sort: [] }, schema).keys;
  const { page, start, columns } = yield* sidesOf(scope, across, spec.rows, offset);
  const share = CELL_SHARES.indexOf(spec.cell ?? "");
  const tree = spec.cell === undefined || share >= 0 ? null : cellTree(spec.cell, scope.resolved).tree;
  const asked = page.keys.length
    ? yield [cellsSql(scope, across, page.keys, columns.values, tree ? printSql(tree) : "count(*)")]
    : [];
  const pivot = {
    ...pivotOf(across, columns, spec),
    ...readCells(asked[0] ?? null, page.keys.length, columns),
    diagonal: diagonalOf(scope.keys, page.keys, across, columns.values),
  };
  const keys = columnsOfGroups(scope).filter(({ role }) => role === "key");
  return {
    kind: "pivot",
    total: scope.total,
    filtered: page.filtered,
    groups: page.groups,
    offset: start,
    columns: keys.map((column) => column.answer()),
    rows: page.keys,
    keys: page.keys,
    pivot: share < 0 ? pivot : shared(pivot, share),
  };
}

/**
 * One page of rows, and the columns of all of them.
 * @param {Scope} scope
 * @param {Key} across
 * @param {number} rows
 * @param {number} offset
 * @returns {Generator<string[], {page: Page, start: number, columns: Columns}, Frame[]>}
 */
function* sidesOf(scope, across, rows, offset) {
  const [first, values] = yield [groupsSql(scope, [], rows, offset), valuesSql(scope, across)];
  const columns = readValues(values);
  let page = readPage(scope, first);
  let start = offset;
  if (page.keys.length === 0 && offset > 0) {
    // The page asked for lies behind the end: the first one tells how many there are.
    page = readPage(scope, (yield [groupsSql(scope, [], rows, 0)])[0]);
    start = Math.max(0, Math.floor((page.groups - 1) / rows) * rows);
    if (start) page = readPage(scope, (yield [groupsSql(scope, [], rows, start)])[0]);
  }
  return { page, start, columns };
}

/**
 * The most frequent values of the columns' expression, with their places in order, and how many there are.
 * @param {Scope} scope
 * @param {Key} across
 */
function valuesSql({ alias, from, where }, across) {
  const counted = select({
    columns: [as(across.sql, alias(0)), as("count(*)", alias(1))],
    from,
    where: [where],
    group: ["1"],
  });
  const columns = [
    toCellSql(alias(0), across.type),
    `row_number() OVER (ORDER BY ${ordered(alias(0))})`,
    "count(*) OVER ()",
  ];
  return select({
    columns: columns.map((sql, index) => as(sql, alias(2 + index))),
    from: sub(counted),
    order: [`${alias(1)} DESC`, ordered(alias(0))],
    limit: MOST_COLUMNS,
  });
}

/** @param {Frame} frame @returns {Columns} */
function readValues({ columns: [values, places, distinct], length }) {
  const count = length ? distinct[0] : 0;
  const shown = Array.from({ length: count > MOST_COLUMNS ? MOST_COLUMNS - 1 : length }, (_, index) => index);
  shown.sort((a, b) => Number(places[a]) - Number(places[b]));
  return { values: shown.map((index) => values[index] === 0 ? 0 : values[index]), distinct: count };
}

/**
 * The cells and, by grouping sets, the totals of rows and of columns and the whole, each of all rows that it is about.
 * @param {Scope} scope
 * @param {Key} across
 * @param {unknown[][]} rows keys of the groups that are shown
 * @param {unknown[]} columns
 * @param {string} value an aggregate
 */
function cellsSql({ alias, from, where, keys }, across, rows, columns, value) {
  const sides = [...keys, across];
  const named = sides.map(({ sql }, index) => as(sql, alias(index)));
  const [row, column] = [alias(sides.length), alias(sides.length + 1)];
  const source = sub(select({ columns: ["*", ...named], from, where: [where] }));
  const coded = select({
    columns: [
      "source.*",
      as(`coalesce(rows.code, ${REST})`, row),
      as(`coalesce(columns.code, ${REST})`, column),
    ],
    from: [
      `${source} AS source`,
      codesJoin("rows", keys, rows, (index) => alias(index)),
      codesJoin("columns", [across], columns.map((one) => [one]), () => alias(keys.length)),
    ].join("\n"),
  });
  const found = [row, column, `GROUPING(${row})`, `GROUPING(${column})`, "count(*)", value];
  return select({
    columns: found.map((sql, index) => as(sql, alias(sides.length + 2 + index))),
    from: sub(coded),
    group: [`GROUPING SETS ((${row}, ${column}), (${row}), (${column}), ())`],
  });
}

/**
 * Gives each key its place as a code.
 * @param {string} name
 * @param {Key[]} keys
 * @param {unknown[][]} found values of the keys
 * @param {(index: number) => string} alias of a key
 */
function codesJoin(name, keys, found, alias) {
  const tuples = found.map((values, code) =>
    `(${[...values.map((value, index) => keyLiteral(value, keys[index].type)), code].join(", ")})`
  );
  const names = [...ordinals(keys.length).map((n) => `k${n}`), "code"].join(", ");
  const on = keys.map((_, index) => `source.${alias(index)} IS NOT DISTINCT FROM ${name}.k${index + 1}`);
  return `LEFT JOIN (VALUES ${tuples.join(", ")}) AS ${name}(${names}) ON ${on.join(" AND ")}`;
}

/**
 * @param {Key} across
 * @param {Columns} columns
 * @param {Spec} spec
 */
function pivotOf({ name, label, type, derived, step, text }, { values, distinct }, { cell }) {
  const facts = { name, label, type: keyType(type), derived, ...step ? { step } : {}, text };
  return { ...facts, values, distinct, cell: cell ?? "count", share: false };
}

/**
 * @param {Frame | null} frame
 * @param {number} rows
 * @param {Columns} columns
 */
function readCells(frame, rows, { values, distinct }) {
  const others = distinct > values.length;
  const width = values.length + (others ? 1 : 0);
  const empty = () => Array.from({ length: width }, () => /** @type {PivotCell | null} */ (null));
  const cells = Array.from({ length: rows }, empty);
  const rowTotals = cells.map(() => /** @type {PivotCell | null} */ (null));
  const columnTotals = empty();
  /** @type {PivotCell | null} */
  let whole = null;
  for (let at = 0; at < (frame?.length ?? 0); at++) {
    const [row, column, allRows, allColumns, n, value] = /** @type {Frame} */ (frame).columns.map((one) =>
      one[at]
    );
    const place = column === REST ? values.length : column;
    if (allRows && allColumns) whole = { n, value };
    else if (allRows) columnTotals[place] = { n, value };
    else if (row === REST) continue;
    else if (allColumns) rowTotals[row] = { n, value };
    else cells[row][place] = { n, value };
  }
  return { others, cells, rowTotals, columnTotals, whole };
}

/**
 * Which column is about the same value as each row, where both sides are of the same values.
 * @param {Key[]} keys
 * @param {unknown[][]} rows
 * @param {Key} across
 * @param {unknown[]} columns
 * @returns {number[]} `REST` where there is none; none at all for other tables
 */
function diagonalOf(keys, rows, across, columns) {
  if (keys.length > 1 || keys[0].text === across.text || !sameType(keys[0].type, across.type)) return [];
  const places = new Map(columns.map((value, index) => [pack(value), index]));
  const found = rows.map(([value]) => places.get(pack(value)) ?? REST);
  const both = found.filter((place) => place !== REST).length;
  return both > 1 && both === Math.min(rows.length, columns.length) ? found : [];
}

/**
 * Counts as shares of the row, of the column or of all.
 * @param {Pivoted} pivot
 * @param {number} which of `CELL_SHARES`
 * @returns {Pivoted}
 */
function shared(pivot, which) {
  const { cells, rowTotals, columnTotals, whole } = pivot;
  const part = (/** @type {PivotCell | null} */ cell, /** @type {PivotCell | null} */ of) =>
    cell && of && { n: cell.n, value: cell.n / of.n };
  const of = (/** @type {number} */ row, /** @type {number} */ column) =>
    [rowTotals[row], columnTotals[column], whole][which];
  return {
    ...pivot,
    share: true,
    cells: cells.map((line, row) => line.map((cell, column) => part(cell, of(row, column)))),
    rowTotals: rowTotals.map((cell) => part(cell, which === 0 ? cell : whole)),
    columnTotals: columnTotals.map((cell) => part(cell, which === 1 ? cell : whole)),
    whole: part(whole, whole),
  };
}
