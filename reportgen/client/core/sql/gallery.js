/** Galleries: the first images of each group, and any page of one group's images. */

import { as, select, sub } from "./build.js";
import { keyCells, keyedRows, keyLiteral, packedKey } from "./keys.js";
import { ROW, rowOrder, scopeOf } from "./scope.js";

/**
 * @typedef {import("../spec/types.js").Spec} Spec
 * @typedef {import("../spec/types.js").TableSchema} TableSchema
 * @typedef {import("../spec/types.js").Frame} Frame
 * @typedef {import("./scope.js").Scope} Scope
 * @typedef {import("./shown.js").Shown} Shown
 */

const ITEMS = 12;

/**
 * @param {Scope} scope
 * @param {Shown} column
 * @param {unknown[][] | null} only
 */
export function gallerySql(scope, { value }, only) {
  if (!value) throw new Error("a gallery needs a column of the rows");
  const { alias, keys } = scope;
  const [image, place] = [alias(keys.length), alias(keys.length + 1)];
  const there = `${value.sql} IS NOT NULL`;
  const order = rowOrder(scope);
  if (order.length > 1) {
    const partition = keys.map(({ sql }) => sql).join(", ");
    const rank = `row_number() OVER (PARTITION BY ${partition} ORDER BY ${order.join(", ")})`;
    const ranked = keyedRows(scope, [value.sql, rank], only, there);
    return select({
      columns: [...keyCells(scope), image],
      from: ranked,
      where: [`${place} <= ${ITEMS}`],
      order: [place],
    });
  }
  const first = select({
    columns: [`unnest(min(${image}, ${ITEMS}))`],
    from: keyedRows(scope, [ROW], only, there),
    group: keys.map((_, index) => alias(index)),
  });
  const found = select({
    columns: [...keys.map(({ sql }) => sql), value.sql, ROW].map((sql, index) => as(sql, alias(index))),
    from: scope.from,
    where: [`${ROW} IN ${sub(first)}`],
  });
  return select({ columns: [...keyCells(scope), image], from: sub(found), order: [place] });
}

/**
 * @param {Scope} scope
 * @param {Frame} frame
 * @returns {(key: string) => unknown[]}
 */
export function readGallery(scope, frame) {
  /** @type {Map<string, unknown[]>} */
  const found = new Map();
  for (let row = 0; row < frame.length; row++) {
    const key = packedKey(scope, frame, row);
    const items = found.get(key) ?? [];
    items.push(frame.columns[scope.keys.length][row]);
    found.set(key, items);
  }
  return (key) => found.get(key) ?? [];
}

/**
 * Some of the images of one group.
 * @param {Spec} spec
 * @param {TableSchema} schema
 * @param {unknown[]} key the group's key values, as its answer gave them
 * @param {string} columnName
 * @param {{offset?: number, limit?: number}} options
 * @returns {Generator<string[], {items: unknown[], total: number}, Frame[]>}
 */
export function* galleryPage(spec, schema, key, columnName, { offset = 0, limit = ITEMS }) {
  const scope = scopeOf(spec, schema);
  const value = scope.values.find(({ entry }) => entry.name === columnName);
  if (!value) throw new Error(`the panel shows no column '${columnName}'`);
  const where = [
    scope.where,
    `${value.sql} IS NOT NULL`,
    ...scope.keys.map(({ sql, type }, index) =>
      `${sql} IS NOT DISTINCT FROM ${keyLiteral(key[index], type)}`
    ),
  ];
  const { from } = scope;
  const [items, total] = yield [
    select({ columns: [as(value.sql, scope.alias(0))], from, where, order: rowOrder(scope), limit, offset }),
    select({ columns: ["count(*)"], from, where }),
  ];
  return { items: items.columns[0], total: total.columns[0][0] };
}
