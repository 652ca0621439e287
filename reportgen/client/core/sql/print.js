/** A panel's question as one statement that people can read and run. */

import { columnSql, quoteIdentifier } from "../expr/index.js";
import { ordered, ordinals, select } from "./build.js";
import { ROW, rowOrder, scopeOf } from "./scope.js";
import { tableForm } from "./table_form.js";

/**
 * @typedef {import("../spec/types.js").Spec} Spec
 * @typedef {import("../spec/types.js").TableSchema} TableSchema
 * @typedef {import("./scope.js").Scope} Scope
 */

/**
 * Who writes the statement of a layout that is no table; scripts of plots and maps fill it in.
 * @type {Record<string, (spec: Spec, schema: TableSchema) => string>}
 */
export const LAYOUT_SQL = {};

/**
 * The rows of the page, or its groups with their counts and aggregates; all cells of a pivot, all points of a plot.
 * @param {Spec} spec
 * @param {TableSchema} schema
 * @returns {string}
 */
export function panelSql(spec, schema) {
  const own = LAYOUT_SQL[spec.layout];
  if (own) return own(spec, schema);
  const form = tableForm(spec, schema);
  const scope = scopeOf(form, schema);
  return form.group?.length
    ? groupsText(scope, spec.pivot ? undefined : spec.rows)
    : rowsText(scope, spec.rows);
}

/**
 * @param {Scope} scope
 * @param {number} limit
 */
function rowsText(scope, limit) {
  const shown = scope.values.filter(({ aggregate }) => !aggregate);
  const columns = shown.length ? shown.map(({ sql, entry }) => namedSql(sql, entry.name)) : [ROW];
  return select({ columns, from: scope.from, where: [scope.where], order: rowOrder(scope), limit });
}

/**
 * @param {Scope} scope
 * @param {number} [limit]
 */
function groupsText({ keys, values, order, from, where }, limit) {
  const aggregates = values.filter(({ aggregate }) => aggregate);
  const counted = aggregates.some(({ count }) => count);
  const columns = [
    ...keys.map(({ sql, name }) => namedSql(sql, name)),
    ...counted ? [] : [namedSql("count(*)", "count")],
    ...aggregates.map(({ sql, entry }) => namedSql(sql, entry.name)),
  ];
  const terms = [
    ...order.filter(({ of }) => of === "group").map(({ sql, dir, nulls }) => ordered(sql, dir, nulls)),
    ...keys.map(({ sql }) => ordered(sql)),
  ];
  return select({ columns, from, where: [where], group: ordinals(keys.length), order: terms, limit });
}

/**
 * A column of a statement.
 * @param {string} sql
 * @param {string} name
 */
export function namedSql(sql, name) {
  const plain = /^\P{C}+$/u.test(name) ? name : "unnamed";
  return sql === columnSql({ name }) ? sql : `${sql} AS ${quoteIdentifier(plain)}`;
}
