/** A view as one statement: all of its rows or groups, each value of its own type, for programs to read. */

import { columnSql, quoteIdentifier, toCellSql } from "../expr/index.js";
import { as, ordered, ordinals, select, sub } from "./build.js";
import { cellSql, partCte, partOf } from "./query_cells.js";
import { domainOf, domainSql } from "./histogram.js";
import { ROW, rowOrder, scopeOf } from "./scope.js";
import { columnsOfGroups } from "./shown.js";
import { tableForm } from "./table_form.js";

/**
 * @typedef {import("../spec/types.js").Spec} Spec
 * @typedef {import("../spec/types.js").TableSchema} TableSchema
 * @typedef {import("../spec/types.js").Type} Type
 * @typedef {import("../spec/types.js").Show} Show
 * @typedef {import("../spec/types.js").Frame} Frame
 * @typedef {import("./scope.js").Scope} Scope
 * @typedef {import("./scope.js").Value} Value
 * @typedef {import("./shown.js").Shown} Shown
 *
 * @typedef {{name: string, sql: string, type: Type, role: string, show: Show}} QueryColumn `sql` is its name in
 *   the statement's result, which differs where names cannot be told apart or cannot be written
 * @typedef {{sql: string, columns: QueryColumn[]}} Query
 */

const GROUPS = "groups";

/** @type {Value} */
const NUMBER = {
  entry: { name: "__row__" },
  sql: ROW,
  type: { kind: "integer", bits: 64, unsigned: false },
  aggregate: false,
  count: false,
};

/**
 * The statement of a view without pages; of a pivot, its cells. It is found in two steps where a group shows histograms: their scale
 * comes from the data.
 * @param {Spec} view a canonical spec
 * @param {TableSchema} schema
 * @param {{limit?: number | null, rows?: number[]}} [options] `rows` are the numbers of the only ones that are wanted
 * @returns {Generator<string[], Query, Frame[]>}
 */
export function* viewQuery(view, schema, { limit, rows } = {}) {
  const spec = tableForm(view, schema);
  const whole = scopeOf(spec, schema);
  const only = rows && `${ROW} IN (${rows.join(", ") || "NULL"})`;
  const where = only && whole.where !== null ? `(${whole.where}) AND ${only}` : only ?? whole.where;
  const scope = { ...whole, where };
  const most = limit ?? undefined;
  return spec.group?.length ? yield* groupsQuery(scope, most) : rowsQuery(scope, schema, most);
}

/**
 * @param {Scope} scope
 * @param {TableSchema} schema
 * @param {number} [limit]
 * @returns {Query}
 */
function rowsQuery(scope, schema, limit) {
  const values = scope.values.filter(({ aggregate }) => !aggregate);
  // A statement has columns: one that shows none gives the numbers of the rows.
  if (!values.length) return rowsQuery({ ...scope, values: [NUMBER] }, schema, limit);
  const columns = named(values.map(({ entry, type }) => ({
    name: entry.label ?? entry.name,
    type,
    role: "cell",
    show: /** @type {Show} */ ("value"),
  })));
  const { from } = scope;
  const where = [scope.where];
  const shown = values.map(({ sql }, index) => output(sql, columns[index].sql));
  if (!hides(values, columns, schema)) {
    return { sql: select({ columns: shown, from, where, order: rowOrder(scope), limit }), columns };
  }
  // In ORDER BY a result's name would hide the column of that name: so the rows are sorted by other names.
  const { alias } = scope;
  const terms = scope.order.filter(({ of }) => of === "row");
  const inner = [...values.map(({ sql }) => sql), ...terms.map(({ sql }) => sql), ROW];
  const rows = select({ columns: inner.map((sql, index) => as(sql, alias(index))), from, where });
  const order = [
    ...terms.map(({ dir, nulls }, index) => ordered(`page.${alias(values.length + index)}`, dir, nulls)),
    `page.${alias(inner.length - 1)}`,
  ];
  const outer = columns.map(({ sql }, index) => output(`page.${alias(index)}`, sql));
  return { sql: select({ columns: outer, from: `${sub(rows)} AS page`, order, limit }), columns };
}

/**
 * Whether a result is called as a column that it is not.
 * @param {Value[]} values
 * @param {QueryColumn[]} columns
 * @param {TableSchema} schema
 */
function hides(values, columns, schema) {
  const taken = new Set([ROW.toLowerCase(), ...schema.columns.map((one) => columnSql(one).toLowerCase())]);
  for (const { sql, entry } of values) if (entry.expr !== undefined) taken.add(sql.toLowerCase());
  return columns.some(({ sql }, index) => {
    const name = quoteIdentifier(sql);
    return name !== values[index].sql && taken.has(name.toLowerCase());
  });
}

/**
 * @param {Scope} scope
 * @param {number} [limit]
 * @returns {Generator<string[], Query, Frame[]>}
 */
function* groupsQuery(scope, limit) {
  const shown = columnsOfGroups(scope);
  const histograms = shown.filter(({ show }) => show === "histogram");
  if (histograms.length) {
    const [{ columns: bounds }] = yield [domainSql({ ...scope, where: scope.wide }, histograms)];
    histograms.forEach((column, index) => {
      column.domain = domainOf(column, bounds[2 * index][0], bounds[2 * index + 1][0]);
    });
  }
  const columns = named(shown.map((column) => {
    const { label, type, role, show } = column.answer();
    return { name: label, type: column.role === "key" ? scope.keys[column.key].type : type, role, show };
  }));
  const parts = shown.flatMap((column, index) => partOf(column, index));
  const singles = shown.filter(({ single }) => single);
  const cells = shown.map((column, index) =>
    output(groupCell(scope, column, index, singles), columns[index].sql)
  );
  const statement = select({
    columns: cells,
    from: [GROUPS, ...parts.map(({ name }) => joined(scope, name))].join("\n"),
    order: groupOrder(scope, singles.length),
    limit,
  });
  const ctes = [`${GROUPS} AS ${sub(groupsCte(scope, singles))}`];
  ctes.push(...parts.flatMap((part) => partCte(scope, part)));
  return { sql: `WITH ${ctes.join(",\n")}\n${statement}`, columns };
}

/**
 * Keys, count, what each group has one of, and what it is sorted by.
 * @param {Scope} scope
 * @param {Shown[]} singles
 */
function groupsCte({ alias, keys, order, from, where }, singles) {
  const columns = [
    ...keys.map(({ sql }) => sql),
    "count(*)",
    ...singles.map(({ single }) => single?.sql ?? ""),
    ...order.filter(({ of, key }) => of === "group" && key < 0).map(({ sql }) => sql),
  ].map((sql, index) => as(sql, alias(index)));
  return select({ columns, from, where: [where], group: ordinals(keys.length) });
}

/**
 * @param {Scope} scope
 * @param {number} singles how many there are
 */
function groupOrder({ alias, keys, order }, singles) {
  let next = keys.length + 1 + singles;
  const terms = order.filter(({ of }) => of === "group").map(({ key, dir, nulls }) =>
    ordered(`${GROUPS}.${alias(key < 0 ? next++ : key)}`, dir, nulls)
  );
  return [...terms, ...keys.map((_, index) => ordered(`${GROUPS}.${alias(index)}`))];
}

/**
 * @param {Scope} scope
 * @param {string} part
 */
function joined({ alias, keys }, part) {
  const on = keys.map(({ type }, index) =>
    `${toCellSql(`${GROUPS}.${alias(index)}`, type)} IS NOT DISTINCT FROM ${part}.k${index}`
  );
  return `LEFT JOIN ${part} ON ${on.join(" AND ")}`;
}

/**
 * @param {Scope} scope
 * @param {Shown} column
 * @param {number} index
 * @param {Shown[]} singles
 */
function groupCell({ alias, keys }, column, index, singles) {
  const own = `${GROUPS}.${alias(keys.length + 1 + singles.indexOf(column))}`;
  if (column.role === "key") return `${GROUPS}.${alias(column.key)}`;
  if (column.role === "count" && !column.single) return `${GROUPS}.${alias(keys.length)}`;
  return column.value ? cellSql(column, index, own) : own;
}

/**
 * @param {string} sql
 * @param {string} name
 */
function output(sql, name) {
  const quoted = quoteIdentifier(name);
  return sql === quoted ? sql : `${sql} AS ${quoted}`;
}

/**
 * The columns with names that SQL takes and tells apart.
 * @param {Omit<QueryColumn, "sql">[]} columns
 * @returns {QueryColumn[]}
 */
function named(columns) {
  const taken = new Set();
  return columns.map((column) => {
    const plain = /^\P{C}+$/u.test(column.name) ? column.name : "unnamed";
    let sql = plain;
    for (let n = 2; taken.has(sql.toLowerCase()); n++) sql = `${plain}_${n}`;
    taken.add(sql.toLowerCase());
    return { ...column, sql };
  });
}
