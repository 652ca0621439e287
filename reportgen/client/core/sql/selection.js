/** Selections: what panels of a page keep of one another. A panel has its own part of one, `selects` of its spec. */

import { checkExpression, parseExpression, printExpression } from "../expr/index.js";
import { bothSql, filterSql, ROW } from "./scope.js";

/**
 * @typedef {import("../spec/types.js").Spec} Spec
 * @typedef {import("../spec/types.js").TableSchema} TableSchema
 * @typedef {import("../expr/types.js").Node} Node
 *
 * @typedef {object} Part what one panel keeps of the others
 * @property {Spec} spec
 * @property {TableSchema} schema
 * @property {number[]} [rows] numbers of the only rows of its table
 *
 * @typedef {object} Kept what the parts of others mean for a panel
 * @property {string[]} texts conditions on columns of its table
 * @property {number[] | null} rows numbers of the only rows
 * @property {string[]} foreign conditions on columns that its table has not
 */

/** More rows than a question can name are not selected elsewhere. */
export const MOST_ROWS = 20_000;

/**
 * @param {Part[]} parts those of the other panels
 * @param {TableSchema} schema of the panel's table
 * @returns {Kept}
 */
export function keptBy(parts, schema) {
  /** @type {Kept} */
  const kept = { texts: [], rows: null, foreign: [] };
  for (const { spec, schema: own, rows } of parts) {
    if (rows && rows.length <= MOST_ROWS && own.ref === schema.ref) kept.rows = both(kept.rows, rows);
    if (!spec.selects) continue;
    const text = plainText(spec.selects, spec);
    const isOurs = !schema.members &&
      checkExpression(text, schema, { aggregates: "no", filter: true }).problems.length === 0;
    const list = isOurs ? kept.texts : kept.foreign;
    if (!list.includes(text)) list.push(text);
  }
  return kept;
}

/**
 * The schema with the rows that are kept in place of all.
 * @template {TableSchema} S
 * @param {S} schema
 * @param {Pick<Kept, "texts" | "rows">} kept
 * @returns {S}
 */
export function keptSchema(schema, { texts, rows }) {
  if (!texts.length && !rows) return schema;
  const numbers = rows && `${ROW} IN (${rows.join(", ") || "NULL"})`;
  const conditions = [...texts.map((text) => filterSql(text, schema)), numbers];
  const where = conditions.reduce(bothSql, schema.where ?? null) ?? undefined;
  return { ...schema, where, wide: schema.where ?? null };
}

/**
 * @param {number[] | null} one
 * @param {number[]} other
 */
function both(one, other) {
  const there = new Set(other);
  return one ? one.filter((row) => there.has(row)) : other;
}

/**
 * A condition in the words of the table: derived columns are written out.
 * @param {string} text
 * @param {Spec} spec
 */
function plainText(text, spec) {
  /** @type {Map<string, string>} */
  const derived = new Map();
  for (const { name, expr } of spec.columns) if (expr !== undefined) derived.set(name, expr);
  const { tree } = parseExpression(text);
  return tree && derived.size ? printExpression(/** @type {Node} */ (writtenOut(tree, derived))) : text;
}

/**
 * A tree, or a part of one, with expressions in place of the columns that they derive.
 * @param {unknown} part
 * @param {Map<string, string>} derived
 * @returns {unknown}
 */
function writtenOut(part, derived) {
  if (Array.isArray(part)) return part.map((one) => writtenOut(one, derived));
  if (typeof part !== "object" || part === null) return part;
  const node = /** @type {Record<string, any>} */ (part);
  const name = node.kind === "column" && node.table === undefined ? node.name : node.value;
  const expr = node.kind === "column" || node.kind === "quoted" ? derived.get(name) : undefined;
  if (expr !== undefined) return writtenOut(parseExpression(expr).tree, derived);
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, writtenOut(value, derived)]));
}
