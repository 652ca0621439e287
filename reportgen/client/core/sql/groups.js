/** The groups of a panel: their keys, counts and aggregates, and what each holds of the other columns. */

import { FORMATS } from "../formats.js";
import { columnsOfGroups } from "./shown.js";
import { as, ordered, ordinals, select, sub } from "./build.js";
import { distributionSql, readDistribution } from "./distribution.js";
import { gallerySql, readGallery } from "./gallery.js";
import { findScales, histogramSql, readHistograms } from "./histogram.js";
import { pack } from "../wire.js";
import { keyOfRow } from "./keys.js";
import { toCellSql } from "../expr/index.js";
import { scopeOf } from "./scope.js";

/**
 * @typedef {import("../spec/types.js").Spec} Spec
 * @typedef {import("../spec/types.js").TableSchema} TableSchema
 * @typedef {import("../spec/types.js").Frame} Frame
 * @typedef {import("../spec/types.js").Answering} Answering
 * @typedef {import("./scope.js").Scope} Scope
 * @typedef {import("./shown.js").Shown} Shown
 *
 * @typedef {object} Page one page of groups
 * @property {Frame} frame
 * @property {unknown[][]} keys
 * @property {number} groups
 * @property {number} filtered
 */

const COUNTED = new Set(["count", "distinct", "list"]);

/**
 * @param {Spec} spec
 * @param {TableSchema} schema
 * @param {{offset?: number}} options
 * @returns {Answering}
 */
export function* answerGroups(spec, schema, { offset = 0 }) {
  const scope = scopeOf(spec, schema);
  const shown = columnsOfGroups(scope);
  const histograms = shown.filter(({ show }) => show === "histogram");
  let page = readPage(scope, (yield [groupsSql(scope, shown, spec.rows, offset)])[0]);
  let start = offset;
  if (page.keys.length === 0 && offset > 0) {
    // The page asked for lies behind the end: the first one tells how many there are.
    start = 0;
    page = readPage(scope, (yield [groupsSql(scope, shown, spec.rows, 0)])[0]);
    if (page.groups > spec.rows) {
      start = Math.floor((page.groups - 1) / spec.rows) * spec.rows;
      page = readPage(scope, (yield [groupsSql(scope, shown, spec.rows, start)])[0]);
    }
  }
  const scales = histograms.length ? yield* findScales({ ...scope, where: scope.wide }, histograms) : [];
  histograms.forEach((column, index) => column.domain = scales[index]);
  const columns = yield* answerColumns(scope, shown, spec);
  const cells = yield* cellsOf(scope, shown, page);
  return {
    kind: "groups",
    total: scope.total,
    filtered: page.filtered,
    groups: page.groups,
    offset: start,
    columns,
    rows: page.keys.map((key, row) => shown.map((_, index) => cells[index](pack(key), row))),
    keys: page.keys,
  };
}

/**
 * The columns of an answer, with what their formats need to know.
 * @param {Scope} scope
 * @param {Shown[]} shown
 * @param {Spec} spec
 * @returns {Generator<string[], import("../spec/types.js").AnswerColumn[], Frame[]>}
 */
export function* answerColumns(scope, shown, spec) {
  const asks = FORMATS.asks?.(scope, shown.map((column) => written(column, spec)), true);
  const more = asks?.tell(asks.sql ? (yield [asks.sql])[0] : null);
  return shown.map((column, index) => ({ ...column.answer(), ...more?.[index] }));
}

/**
 * @param {Shown} column
 * @param {Spec} spec
 * @returns {import("../formats.js").Written}
 */
function written({ single, show, answer }, { columns }) {
  const { name, as: form } = answer();
  return {
    // Numbers of values and lists are not written as the values are.
    format: COUNTED.has(form ?? "") ? undefined : columns.find((entry) => entry.name === name)?.format,
    sql: show === "value" ? single?.sql ?? null : null,
  };
}

/**
 * One page of groups: keys, count, one value a column that has one, and over all groups their number and rows.
 * @param {Scope} scope
 * @param {Shown[]} shown
 * @param {number} limit
 * @param {number} offset
 */
export function groupsSql(scope, shown, limit, offset) {
  const { alias, keys } = scope;
  const first = keys.length + 1;
  const values = shown.flatMap(({ single }) => single ? [single] : []);
  const orders = scope.order.filter(({ of }) => of === "group");
  const sorts = orders.filter(({ key }) => key < 0);
  const inner = [
    ...keys.map(({ sql }) => sql),
    "count(*)",
    ...values.map(({ sql }) => sql),
    ...sorts.map(({ sql }) => sql),
  ].map((sql, index) => as(sql, alias(index)));
  const by = orders.map(({ key, dir, nulls }) => ({ at: key, dir, nulls }));
  let next = first + values.length;
  for (const term of by) if (term.at < 0) term.at = next++;
  const order = [
    ...by.map(({ at, dir, nulls }) => ordered(alias(at), dir, nulls)),
    ...keys.map((_, index) => ordered(alias(index))),
  ];
  const groups = select({
    columns: inner,
    from: scope.from,
    where: [scope.where],
    group: ordinals(keys.length),
  });
  const outer = [
    ...keys.map(({ type }, index) => toCellSql(alias(index), type)),
    alias(keys.length),
    ...values.map(({ type }, index) => toCellSql(alias(first + index), type)),
    "count(*) OVER ()",
    `CAST(sum(${alias(keys.length)}) OVER () AS BIGINT)`,
  ].map((sql, index) => as(sql, alias(next + index)));
  return select({ columns: outer, from: sub(groups), order, limit, offset });
}

/**
 * @param {Scope} scope
 * @param {Frame} frame
 * @returns {Page}
 */
export function readPage(scope, frame) {
  const { columns, length } = frame;
  const keys = Array.from({ length }, (_, row) => keyOfRow(scope, frame, row));
  const [groups, filtered] = columns.slice(-2).map((column) => length ? column[0] : 0);
  return { frame, keys, groups, filtered };
}

/**
 * For each column, what gives a group's cell.
 * @param {Scope} scope
 * @param {Shown[]} shown
 * @param {Page} page
 * @returns {Generator<string[], ((key: string, row: number) => unknown)[], Frame[]>}
 */
export function* cellsOf(scope, shown, page) {
  if (page.keys.length === 0) return [];
  const only = page.keys.length < page.groups ? page.keys : null;
  const bins = shown.filter(({ show }) => show === "histogram");
  const others = shown.filter(({ value, show }) => value && show !== "histogram");
  const sql = [
    ...bins.length ? [histogramSql(scope, bins, only)] : [],
    ...others.map((column) =>
      (column.show === "gallery" ? gallerySql : distributionSql)(scope, column, only)
    ),
  ];
  const frames = sql.length ? yield sql : [];
  const counted = bins.length ? readHistograms(scope, bins, frames[0]) : [];
  const singles = shown.filter(({ single }) => single);
  return shown.map((column) => {
    const own = page.frame.columns[scope.keys.length + 1 + singles.indexOf(column)];
    if (column.role === "key") return (_, row) => page.keys[row][column.key];
    if (column.role === "count" && !column.single) {
      return (_, row) => page.frame.columns[scope.keys.length][row];
    }
    if (column.show === "histogram") return counted[bins.indexOf(column)];
    if (!column.value) return (_, row) => own[row];
    const frame = frames[(bins.length ? 1 : 0) + others.indexOf(column)];
    if (column.show === "distribution") return readDistribution(scope, frame);
    const items = readGallery(scope, frame);
    return (key, row) => ({ items: items(key), n: own[row] });
  });
}
