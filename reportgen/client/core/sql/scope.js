/** A spec and a schema, compiled: what to select from, under which conditions, in which order. */

import { checkExpression, columnSql, keyType, printSql, toCellSql, toKeySql } from "../expr/index.js";
import { canonical, columnNamed } from "../spec/canonical.js";
import { aggregateNamed, checkEither, resolveColumns, sourceSql } from "../spec/derived.js";
import { as, ordered } from "./build.js";

/**
 * @typedef {import("../spec/types.js").Spec} Spec
 * @typedef {import("../spec/types.js").SpecColumn} SpecColumn
 * @typedef {import("../spec/types.js").SortTerm} SortTerm
 * @typedef {import("../spec/types.js").TableSchema} TableSchema
 * @typedef {import("../spec/types.js").Typed} Typed
 * @typedef {import("../spec/types.js").Type} Type
 *
 * @typedef {import("../spec/derived.js").Resolved} Resolved
 *
 * @typedef {{entry: SpecColumn, sql: string, type: Type, aggregate: boolean, count: boolean}} Value
 * @typedef {{name: string, label: string, derived: boolean, text: string, sql: string, cell: string, type: Type}} Key
 * @typedef {{sql: string, dir: "asc" | "desc", nulls: "first" | "last", of: "row" | "group", key: number}} Order
 *
 * @typedef {object} Scope
 * @property {string} from
 * @property {string | null} where
 * @property {Value[]} values the entries that are not hidden, in order
 * @property {Key[]} keys
 * @property {Order[]} order
 * @property {(index: number) => string} alias names that no column has
 * @property {number} total
 */

export const ROW = '"__row__"';

/**
 * @param {Spec} spec a canonical one: anything wrong in it is the caller's fault
 * @param {TableSchema} table
 * @returns {Scope}
 */
export function scopeOf(spec, table) {
  const group = spec.group ?? [];
  const resolved = resolveColumns(spec.columns, table, group);
  const { schema } = resolved;
  for (const { problems } of resolved.refused) throw new Error(problems[0]?.message ?? "a column is refused");
  const keys = group.map((text) => keyOf(text, spec, schema));
  return {
    from: sourceSql(resolved),
    where: filterSql(spec.filter, schema),
    values: spec.columns.filter(({ hidden }) => !hidden).map((entry) => valueOf(entry, resolved)),
    keys,
    order: (spec.sort ?? []).map((term) => orderOf(term, spec, resolved, keys)),
    alias: aliases(table),
    total: table.rows,
  };
}

/**
 * @param {string | undefined} text
 * @param {TableSchema} schema
 * @returns {string | null}
 */
export function filterSql(text, schema) {
  return text ? printSql(checked(text, schema, { aggregates: "no", filter: true }), { filter: true }) : null;
}

/**
 * @param {string} text
 * @param {TableSchema} schema
 * @param {{aggregates: "no" | "only", filter?: boolean}} options
 * @returns {Typed}
 */
export function checked(text, schema, options) {
  const { tree, problems } = checkExpression(text, schema, options);
  if (!tree) throw new Error(problems[0]?.message ?? `'${text}' cannot be read`);
  return tree;
}

/**
 * @param {SpecColumn} entry
 * @param {Resolved} resolved
 * @returns {Value}
 */
function valueOf(entry, { schema, aggregates }) {
  const tree = aggregates.get(entry.name);
  if (tree) return { entry, sql: printSql(tree), type: tree.type, aggregate: true, count: isCount(tree) };
  const column = schema.columns.find(({ name }) => name === entry.name);
  if (!column) throw new Error(`there is no column '${entry.name}'`);
  return { entry, sql: columnSql(column), type: column.type, aggregate: false, count: false };
}

/** @param {Typed} tree */
function isCount(tree) {
  return tree.kind === "apply" && tree.row.name === "count" && tree.args.length === 0;
}

/**
 * @param {string} text
 * @param {Spec} spec
 * @param {TableSchema} schema
 * @returns {Key}
 */
function keyOf(text, spec, schema) {
  const tree = checked(text, schema, { aggregates: "no" });
  const column = columnNamed(text, schema);
  const entry = spec.columns.find(({ name }) => name === column);
  const type = keyType(tree.type);
  const sql = toKeySql(printSql(tree), tree.type);
  return {
    name: column ?? text,
    label: entry?.label ?? column ?? text,
    derived: column === undefined || entry?.expr !== undefined,
    text: canonical(text, schema),
    sql,
    cell: toCellSql(sql, type),
    type,
  };
}

/**
 * @param {SortTerm} term
 * @param {Spec} spec
 * @param {Resolved} resolved
 * @param {Key[]} keys
 * @returns {Order}
 */
function orderOf({ by, dir, nulls: place }, spec, resolved, keys) {
  const nulls = place ?? "last";
  const key = keys.findIndex(({ text }) => text === canonical(by, resolved.schema));
  if (key >= 0) return { sql: keys[key].sql, dir, nulls, of: "group", key };
  const own = resolved.aggregates.get(aggregateNamed(by, resolved) ?? "");
  if (own) return { sql: printSql(own), dir, nulls, of: "group", key };
  const { tree, problems } = checkEither(by, resolved.schema, spec.group ?? []);
  if (!tree) throw new Error(problems[0]?.message ?? `'${by}' cannot be sorted by`);
  return { sql: printSql(tree), dir, nulls, of: tree.aggregate ? "group" : "row", key };
}

/**
 * The terms of ORDER BY for rows; the row's number decides what they leave open.
 * @param {Scope} scope
 */
export function rowOrder(scope) {
  const terms = scope.order.filter(({ of }) => of === "row");
  return [...terms.map(({ sql, dir, nulls }) => ordered(sql, dir, nulls)), ROW];
}

/** A cell's SQL, named. @param {string} sql @param {Type} type @param {string} alias */
export function cell(sql, type, alias) {
  return as(toCellSql(sql, type), alias);
}

/**
 * Names `c0`, `c1`, … that no column has: in ORDER BY an alias would hide the column.
 * @param {TableSchema} schema
 */
function aliases(schema) {
  const taken = schema.columns.map((column) => (column.sql ?? column.name).toLowerCase());
  let prefix = "c";
  while (taken.some((name) => name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length)))) {
    prefix += "_";
  }
  return (/** @type {number} */ index) => `${prefix}${index}`;
}
