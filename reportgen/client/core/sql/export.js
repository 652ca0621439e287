/** Questions beside the page that is shown: rows by their numbers, where a row stands, the rows of a group. */

import { as, select, sub } from "./build.js";
import { keyLiteral } from "./keys.js";
import { cell, ROW, rowOrder, scopeOf } from "./scope.js";

/**
 * @typedef {import("../spec/types.js").Spec} Spec
 * @typedef {import("../spec/types.js").TableSchema} TableSchema
 * @typedef {import("../spec/types.js").AnswerColumn} AnswerColumn
 * @typedef {import("../spec/types.js").Frame} Frame
 * @typedef {import("./scope.js").Scope} Scope
 * @typedef {import("./scope.js").Value} Value
 * @typedef {{columns: AnswerColumn[], rows: unknown[][], ids: number[]}} Rows
 */

/**
 * The numbers of a view's rows, in its order.
 * @param {Spec} spec
 * @param {TableSchema} schema
 * @param {{offset?: number, limit?: number}} [part]
 * @returns {Generator<string[], number[], Frame[]>}
 */
export function* rowIds(spec, schema, { offset, limit } = {}) {
  const scope = rowScope(spec, schema);
  const { from, where } = scope;
  const order = rowOrder(scope);
  const [frame] = yield [select({ columns: [ROW], from, where: [where], order, limit, offset })];
  return frame.columns[0];
}

/**
 * The place of a row in a view's order, from 0 (null where the filter leaves it out), and how many rows there are.
 * @param {Spec} spec
 * @param {TableSchema} schema
 * @param {number} row its number
 * @returns {Generator<string[], {place: number | null, total: number}, Frame[]>}
 */
export function* rowPlace(spec, schema, row) {
  const scope = rowScope(spec, schema);
  const { from, where, alias } = scope;
  const place = as(`row_number() OVER (ORDER BY ${rowOrder(scope).join(", ")}) - 1`, alias(1));
  const ranked = select({ columns: [as(ROW, alias(0)), place], from, where: [where] });
  const asked = select({ columns: [alias(1)], from: sub(ranked), where: [`${alias(0)} = ${row}`] });
  const [found, count] = yield [asked, select({ columns: ["count(*)"], from, where: [where] })];
  return { place: found.columns[0][0] ?? null, total: count.columns[0][0] };
}

/**
 * Rows by their numbers, in that order. Numbers that no row has are left out.
 * @param {Spec} spec
 * @param {TableSchema} schema
 * @param {number[]} ids
 * @param {{every?: boolean}} [options] `every` column, those that the view hides too
 * @returns {Generator<string[], Rows, Frame[]>}
 */
export function* rowsById(spec, schema, ids, { every = false } = {}) {
  const scope = rowScope(every ? withEvery(spec, schema) : spec, schema);
  const values = scope.values.filter(({ aggregate }) => !aggregate);
  const columns = values.map(answerColumn);
  if (!ids.length) return { columns, rows: [], ids: [] };
  const where = [`${ROW} IN (${ids.join(", ")})`];
  const [frame] = yield [select({ columns: cellColumns(scope, values), from: scope.from, where })];
  const places = new Map(frame.columns[0].map((id, index) => [id, index]));
  const found = ids.filter((id) => places.has(id));
  return { columns, rows: found.map((id) => rowOf(frame, places.get(id) ?? 0)), ids: found };
}

/**
 * The first rows of a group.
 * @param {Spec} spec
 * @param {TableSchema} schema
 * @param {unknown[]} key the group's key values, as its answer gave them
 * @param {number} limit
 * @returns {Generator<string[], Rows & {total: number}, Frame[]>}
 */
export function* groupRows(spec, schema, key, limit) {
  const scope = scopeOf(spec, schema);
  const values = scope.values.filter(({ aggregate }) => !aggregate);
  const { from } = scope;
  const where = [
    scope.where,
    ...scope.keys.map(({ sql, type }, index) =>
      `${sql} IS NOT DISTINCT FROM ${keyLiteral(key[index], type)}`
    ),
  ];
  const [frame, total] = yield [
    select({ columns: cellColumns(scope, values), from, where, order: rowOrder(scope), limit }),
    select({ columns: ["count(*)"], from, where }),
  ];
  const rows = Array.from({ length: frame.length }, (_, row) => rowOf(frame, row));
  return { columns: values.map(answerColumn), rows, ids: frame.columns[0], total: total.columns[0][0] };
}

/**
 * A view's rows, whatever they are grouped by.
 * @param {Spec} spec
 * @param {TableSchema} schema
 */
function rowScope(spec, schema) {
  return scopeOf({ ...spec, group: [] }, schema);
}

/**
 * The view with every column: its own, then the table's others.
 * @param {Spec} spec
 * @param {TableSchema} schema
 * @returns {Spec}
 */
function withEvery(spec, schema) {
  const own = spec.columns.map(({ hidden: _, ...column }) => column);
  const listed = new Set(own.map(({ name }) => name));
  const rest = schema.columns.filter(({ name, made }) => !made && !listed.has(name)).map(({ name }) => ({
    name,
  }));
  return { ...spec, columns: [...own, ...rest] };
}

/** @param {Value} value @returns {AnswerColumn} */
function answerColumn({ entry, type }) {
  const { name, label = name, expr } = entry;
  return { name, label, type, role: "cell", show: "value", derived: expr !== undefined };
}

/**
 * @param {Scope} scope
 * @param {Value[]} values
 */
function cellColumns({ alias }, values) {
  return [as(ROW, alias(0)), ...values.map(({ sql, type }, index) => cell(sql, type, alias(index + 1)))];
}

/**
 * @param {Frame} frame
 * @param {number} row
 */
function rowOf(frame, row) {
  return frame.columns.slice(1).map((column) => column[row]);
}
