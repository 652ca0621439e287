/** What a group holds of a column, as one typed value: a struct with the numbers that a panel draws. */

import { as, select, sub } from "./build.js";
import { distributionSql } from "./distribution.js";
import { histogramSql } from "./histogram.js";
import { keyCells, keyedRows } from "./keys.js";
import { rowOrder } from "./scope.js";

/**
 * @typedef {import("../spec/types.js").Domain} Domain
 * @typedef {import("./scope.js").Scope} Scope
 * @typedef {import("./shown.js").Shown} Shown
 *
 * @typedef {{name: string, column: Shown}} Part the statement that has a column's cells, by the groups' keys
 */

const ITEMS = 12;

/**
 * @param {Shown} column
 * @param {number} index
 * @returns {Part[]} none where the group's own statement has the value
 */
export function partOf(column, index) {
  return column.value ? [{ name: `part_${index}`, column }] : [];
}

/**
 * The common table expressions of a part: `k0` … are the keys as cells.
 * @param {Scope} scope
 * @param {Part} part
 * @returns {string[]}
 */
export function partCte(scope, { name, column }) {
  const keys = scope.keys.map((_, index) => `k${index}`);
  if (column.show === "histogram") return histogramCtes(scope, name, column, keys);
  if (column.show === "distribution") {
    const names = [...keys, "tops", "different", "empty", "counted"];
    return [`${name}(${names.join(", ")}) AS ${sub(distributionSql(scope, column, null))}`];
  }
  return [`${name}(${[...keys, "items"].join(", ")}) AS ${sub(gallerySql(scope, column))}`];
}

/**
 * A group's cell, from its part.
 * @param {Shown} column
 * @param {number} index
 * @param {string} own what the group itself has of the column: how many images there are
 */
export function cellSql(column, index, own) {
  const part = `part_${index}`;
  if (column.show === "histogram") return `${part}.cell`;
  if (column.show === "gallery") return `{'items': coalesce(${part}.items, []), 'n': ${own}}`;
  const values = `[{'value': top.v, 'count': -top.n} for top in coalesce(${part}.tops, [])]`;
  const [distinct, nulls] = [`${part}.different`, `${part}.empty`];
  return `{'values': ${values}, 'distinct': ${distinct}, 'nulls': ${nulls}, 'n': ${part}.counted - ${nulls}}`;
}

/**
 * @param {Scope} scope
 * @param {string} name
 * @param {Shown} column
 * @param {string[]} keys
 */
function histogramCtes(scope, name, column, keys) {
  const names = ["which", ...keys, "bin", "n", "low", "high", "total"];
  const counted = `${name}_bins(${names.join(", ")}) AS ${sub(histogramSql(scope, [column], null))}`;
  const cells = select({
    columns: [...keys, as(histogramCell(column.domain), "cell")],
    from: `${name}_bins`,
    group: keys,
  });
  return [counted, `${name} AS ${sub(cells)}`];
}

/** @param {Domain | undefined} domain */
function histogramCell(domain) {
  const bins = domain?.bins ?? 0;
  // The greatest value falls one behind the last bin.
  const counts = Array.from(
    { length: bins },
    (_, bin) => `sum(n) FILTER (WHERE ${bin < bins - 1 ? `bin = ${bin}` : `bin >= ${bin}`})`,
  );
  const finite = "FILTER (WHERE bin >= 0)";
  const fields = [
    `'counts': CAST([coalesce(found, 0) for found in [${counts.join(", ")}]] AS BIGINT[])`,
    `'nulls': ${total("bin = -1")}`,
    `'nan': ${total("bin = -2")}`,
    `'inf': ${total("bin = -3")}`,
    `'n': ${total("bin >= 0")}`,
    `'min': min(low) ${finite}`,
    `'max': max(high) ${finite}`,
    `'mean': sum(total) ${finite} / sum(n) ${finite}`,
    `'lo': ${bound(domain?.lo)}`,
    `'hi': ${bound(domain?.hi)}`,
  ];
  return `{${fields.join(", ")}}`;
}

/** @param {string} condition */
function total(condition) {
  return `CAST(coalesce(sum(n) FILTER (WHERE ${condition}), 0) AS BIGINT)`;
}

/** @param {number | undefined} value */
function bound(value) {
  return value === undefined ? "CAST(NULL AS DOUBLE)" : `CAST('${value}' AS DOUBLE)`;
}

/**
 * The first images of each group, in the order of the rows.
 * @param {Scope} scope
 * @param {Shown} column
 */
function gallerySql(scope, { value }) {
  if (!value) throw new Error("a gallery needs a column of the rows");
  const { alias, keys } = scope;
  const [image, place] = [alias(keys.length), alias(keys.length + 1)];
  const partition = keys.map(({ sql }) => sql).join(", ");
  const rank = `row_number() OVER (PARTITION BY ${partition} ORDER BY ${rowOrder(scope).join(", ")})`;
  return select({
    columns: [...keyCells(scope), `list(${image} ORDER BY ${place})`],
    from: keyedRows(scope, [value.sql, rank], null, `${value.sql} IS NOT NULL`),
    where: [`${place} <= ${ITEMS}`],
    group: keys.map((_, index) => alias(index)),
  });
}
