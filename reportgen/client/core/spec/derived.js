/** Derived columns: which come from which, and the schema that has them all. */

import {
  checkExpression,
  columnSql,
  parseExpression,
  printSql,
  quoteIdentifier,
  writeName,
} from "../expr/index.js";
import { columnNamed, nameIn } from "./canonical.js";

/**
 * @typedef {import("./types.js").SpecColumn} SpecColumn
 * @typedef {import("./types.js").TableSchema} TableSchema
 * @typedef {import("./types.js").Column} Column
 * @typedef {import("./types.js").Typed} Typed
 * @typedef {import("../expr/types.js").Problem} Problem
 * @typedef {{entry: SpecColumn, problems: Problem[]}} Refused
 *
 * @typedef {object} Resolved
 * @property {TableSchema} schema the table's columns and the derived ones that have a value in each row
 * @property {{column: Column, tree: Typed}[][]} layers the derived ones; a layer needs only those before it
 * @property {Map<string, Typed>} aggregates the derived columns that have a value in each group
 * @property {Refused[]} refused
 */

/**
 * @param {SpecColumn[]} entries
 * @param {TableSchema} table
 * @param {string[]} keys what the rows are grouped by
 * @returns {Resolved}
 */
export function resolveColumns(entries, table, keys = []) {
  let schema = table;
  const layers = [];
  let pending = entries.filter((entry) => entry.expr !== undefined);
  while (pending.length) {
    // A text that may name an open column waits for it: in quotes, the name would be read as a text.
    const free = pending.filter((entry) => !waits(entry, pending));
    const layer = rowLayer(free, schema);
    if (!layer.length) layer.push(...rowLayer(pending, schema));
    if (!layer.length) break;
    layers.push(layer);
    schema = { ...schema, columns: [...schema.columns, ...layer.map(({ column }) => column)] };
    const names = new Set(layer.map(({ column }) => column.name));
    pending = pending.filter(({ name }) => !names.has(name));
  }
  const aggregates = new Map();
  const refused = pending.flatMap((entry) => {
    const { tree, problems } = checkEither(entry.expr ?? "", schema, keys, { windows: true });
    if (tree) aggregates.set(entry.name, tree);
    return tree ? [] : [{ entry, problems: problems.map((one) => explained(one, entry, pending)) }];
  });
  return { schema, layers, aggregates, refused };
}

/**
 * What to select from so that the derived columns are there.
 * @param {Resolved} resolved
 * @returns {string}
 */
export function sourceSql({ schema, layers }) {
  return layers.reduce((from, layer) => {
    const added = layer.map(({ column, tree }) => `${printSql(tree)} AS ${columnSql(column)}`);
    return `(SELECT *, ${added.join(", ")} FROM ${from})`;
  }, quoteIdentifier(schema.relation));
}

/**
 * The derived column with a value in each group that a text names.
 * @param {string} text
 * @param {Resolved} resolved
 * @returns {string | undefined}
 */
export function aggregateNamed(text, { schema, aggregates }) {
  if (columnNamed(text, schema) !== undefined) return undefined;
  return nameIn(text, (name) => aggregates.has(name));
}

/**
 * An expression that has a value in each row, or else in each group.
 * @param {string} text
 * @param {TableSchema} schema
 * @param {string[]} keys what the rows are grouped by
 * @param {{windows?: boolean}} [options] `windows`: whether it may look at all rows
 */
export function checkEither(text, schema, keys, { windows = false } = {}) {
  const row = checkExpression(text, schema, { aggregates: "no", windows });
  if (row.tree) return row;
  // Not grouped, any column may be a key of the groups that the reader will ask for.
  const allowed = keys.length ? keys : schema.columns.map(({ name }) => writeName(name));
  const group = checkExpression(text, schema, { aggregates: "yes", keys: allowed });
  return group.aggregate ? group : row;
}

/**
 * @param {SpecColumn} entry
 * @param {SpecColumn[]} pending
 */
export function waits(entry, pending) {
  const said = wordsOf(parseExpression(entry.expr ?? "").tree);
  return pending.some((other) => other !== entry && said.has(other.name));
}

/**
 * Every text in a tree: among them are the names that it may refer to.
 * @param {unknown} tree
 * @param {Set<unknown>} [words]
 */
function wordsOf(tree, words = new Set()) {
  if (typeof tree !== "object" || tree === null) words.add(tree);
  else for (const part of Object.values(tree)) wordsOf(part, words);
  return words;
}

/**
 * Those of the entries that can be computed from the columns of the schema.
 * @param {SpecColumn[]} entries
 * @param {TableSchema} schema
 */
function rowLayer(entries, schema) {
  const taken = new Set(schema.columns.map(({ name, sql }) => (sql ?? name).toLowerCase()).concat("__row__"));
  return entries.flatMap(({ name, expr }) => {
    const { tree } = checkExpression(expr ?? "", schema, { aggregates: "no", windows: true });
    if (!tree) return [];
    const sql = freeName(name, taken);
    const column = { name, type: tree.type, growth: tree.growth, ...sql === name ? {} : { sql } };
    return [{ column, tree }];
  });
}

/**
 * A name that no other column has in SQL, where case does not count.
 * @param {string} name
 * @param {Set<string>} taken
 */
function freeName(name, taken) {
  // Control characters and halves of surrogate pairs do not reach SQL.
  const plain = /^\P{C}+$/u.test(name) ? name : "derived";
  let free = plain;
  for (let n = 2; taken.has(free.toLowerCase()); n++) free = `${plain}_${n}`;
  taken.add(free.toLowerCase());
  return free;
}

/**
 * A name that is unknown because its column is derived and cannot be computed either.
 * @param {Problem} problem
 * @param {SpecColumn} entry
 * @param {SpecColumn[]} pending
 * @returns {Problem}
 */
function explained(problem, entry, pending) {
  const said = (entry.expr ?? "").slice(problem.start, problem.end);
  const other = pending.find(({ name, expr }) =>
    expr !== name && (said === name || said === writeName(name))
  );
  if (problem.code !== "column-unknown" || !other) return problem;
  const message = other === entry
    ? `the derived column '${entry.name}' uses itself`
    : `'${entry.name}' uses the derived column '${other.name}', which cannot be computed or uses '${entry.name}'`;
  return { code: "expression-type", message, start: problem.start, end: problem.end };
}
