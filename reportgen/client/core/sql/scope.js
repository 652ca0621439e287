/** A spec and a schema, compiled: what to select from, under which conditions, in which order. */

import { checkExpression, columnSql, keyType, printSql, toCellSql, toKeySql } from "../expr/index.js";
import { canonical, columnNamed } from "../spec/canonical.js";
import { aggregateNamed, checkEither, resolveColumns, sourceSql } from "../spec/derived.js";
import { searchTerm } from "../spec/search.js";
import { showTree } from "../spec/shows.js";
import { bare } from "../expr/bins.js";
import { written } from "../expr/sql_parts.js";
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
 * @typedef {{
 *   entry: SpecColumn, sql: string, type: Type, aggregate: boolean, count: boolean,
 *   as?: import("../spec/types.js").Show,
 * }} Value `as` is the aggregate that a column of the rows is shown as
 * @typedef {{name: string, label: string, derived: boolean, text: string, sql: string, cell: string, type: Type,
 *   step?: import("../spec/types.js").Step}} Key
 * @typedef {{sql: string, dir: "asc" | "desc", nulls: "first" | "last", of: "row" | "group", key: number}} Order
 *
 * @typedef {object} Scope
 * @property {string} from
 * @property {string | null} where
 * @property {string | null} wide the same without what other panels of the page keep
 * @property {Resolved} resolved
 * @property {Value[]} values the entries that are not hidden, in order
 * @property {Key[]} keys
 * @property {Order[]} order
 * @property {(index: number) => string} alias names that no column has
 * @property {number} total
 * @property {TableSchema["counts"]} counts
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
  const own = bothSql(filterSql(spec.filter, schema), searchSql(spec.search, schema));
  return {
    resolved,
    from: sourceSql(resolved),
    where: bothSql(table.where ?? null, own),
    wide: bothSql((table.wide === undefined ? table.where : table.wide) ?? null, own),
    values: spec.columns.filter(({ hidden }) => !hidden).map((entry) =>
      valueOf(entry, resolved, keys.length > 0)
    ),
    keys,
    order: (spec.sort ?? []).map((term) => orderOf(term, spec, resolved, keys)),
    alias: aliases(table),
    total: table.rows,
    counts: table.counts,
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
 * @param {string | undefined} text
 * @param {TableSchema} schema
 */
function searchSql(text, schema) {
  return text ? filterSql(searchTerm(text, schema), schema) : null;
}

/**
 * @param {string | null} one
 * @param {string | null} other
 */
export function bothSql(one, other) {
  return one !== null && other !== null ? `(${one}) AND (${other})` : one ?? other;
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
 * @param {boolean} grouped
 * @returns {Value}
 */
function valueOf(entry, { schema, aggregates }, grouped) {
  const tree = aggregates.get(entry.name);
  if (tree) return { entry, sql: printSql(tree), type: tree.type, aggregate: true, count: isCount(tree) };
  const column = schema.columns.find(({ name }) => name === entry.name);
  if (!column) throw new Error(`there is no column '${entry.name}'`);
  const shown = grouped && showTree(entry, schema);
  if (shown) {
    return { entry, sql: printSql(shown), type: shown.type, aggregate: true, count: false, as: entry.show };
  }
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
    ...stepOf(tree),
  };
}

/**
 * The size of the ranges that an expression makes of values, if it does.
 * @param {Typed} tree
 * @returns {{step?: import("../spec/types.js").Step}}
 */
function stepOf(tree) {
  if (tree.kind !== "apply") return {};
  const [first, second] = tree.args;
  if (tree.row.name === "date_trunc") return { step: { unit: written(first).toLowerCase() } };
  const width = tree.row.name === "bin" ? Number(written(bare(second))) : 0;
  return width > 0 ? { step: { width, whole: bare(first).type.kind === "integer" } } : {};
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
  const shown = spec.columns.find(({ name }) => keys.length && name === columnNamed(by, resolved.schema));
  const single = shown && showTree(shown, resolved.schema);
  if (single) return { sql: printSql(single), dir, nulls, of: "group", key };
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
