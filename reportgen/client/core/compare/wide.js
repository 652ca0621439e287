/** Joined rows as something to select from: of all columns, only those that a statement names are made. */

import { columnSql, quoteIdentifier } from "../expr/index.js";
import { ROW } from "../sql/scope.js";

/**
 * @typedef {import("./types.d.ts").Joined} Joined
 * @typedef {import("./types.d.ts").Made} Made
 * @typedef {import("./types.d.ts").Member} Member
 */

/**
 * @param {Joined} joined
 * @param {Made[][]} layers derived columns; a layer needs only those before it
 * @param {string} statement
 * @param {number[][]} [only] by member the numbers of the rows that are wanted, where these are few
 * @returns {string}
 */
export function wideSource({ made, members, from }, layers, statement, only) {
  let text = statement;
  const wanted = (/** @type {Made} */ { name }) => text.includes(quoteIdentifier(name));
  const picked = layers.toReversed().map((layer) => {
    const some = layer.filter(wanted);
    text += some.map(({ sql }) => sql).join(" ");
    return some;
  }).toReversed();
  const base = made.filter(wanted);
  const used = new Set(base.flatMap((column) => column.members));
  const columns = [`k.${ROW}`, ...base.map(named)].join(", ");
  const joins = members.filter(({ index }) => used.has(index)).map((one) => joinSql(one, only)).join("");
  const first = `(SELECT ${columns} FROM ${quoteIdentifier(from)} AS k${joins})`;
  return picked.filter((layer) => layer.length).reduce(
    (rows, layer) => `(SELECT *, ${layer.map(named).join(", ")} FROM ${rows})`,
    first,
  );
}

/**
 * The rows of one member alone, where a statement asks for nothing of others; null where it does.
 * @param {Joined} joined
 * @param {Made[][]} layers
 * @param {string} statement
 * @param {Member} member
 * @returns {string | null}
 */
export function ownSource({ made, shared, keys }, layers, statement, { index, schema }) {
  let text = statement;
  const wanted = (/** @type {Made} */ { name }) => text.includes(quoteIdentifier(name));
  const picked = layers.toReversed().map((layer) => {
    const some = layer.filter(wanted);
    text += some.map(({ sql }) => sql).join(" ");
    return some;
  }).toReversed();
  const columns = made.filter(wanted).map((column) => {
    const once = shared.find(({ name, sql }) => (sql ?? name) === column.name);
    if (!once) return ownColumn(column, index, schema);
    const key = keys.find((one) => one.column === once.name);
    const own = schema.columns.find(({ name }) => name === once.name);
    const isKey = /^k\.k\d+$/.test(column.sql);
    if (isKey) return key ? { ...column, sql: key.sql[index] } : null;
    return own ? { ...column, sql: columnSql(own) } : null;
  });
  if (columns.some((column) => column === null)) return null;
  const list = [ROW, ...columns.flatMap((column) => column ? [named(column)] : [])].join(", ");
  return picked.filter((layer) => layer.length).reduce(
    (from, layer) => `(SELECT *, ${layer.map(named).join(", ")} FROM ${from})`,
    `(SELECT ${list} FROM ${quoteIdentifier(schema.relation)} AS m${index})`,
  );
}

/**
 * A member's column in its own rows; null for one of another.
 * @param {Made} column
 * @param {number} index
 * @param {Member["schema"]} schema
 */
function ownColumn(column, index, { columns }) {
  if (!column.name.startsWith(`${index}:`)) return null;
  const own = columns.find(({ name }) => column.name === `${index}:${name}`);
  return own ? { ...column, sql: columnSql(own) } : column;
}

/** @param {{name: string, sql: string}} column */
export function named({ name, sql }) {
  return `${sql} AS ${quoteIdentifier(name)}`;
}

/**
 * The rows of a member beside the row numbers.
 * @param {Member} member
 * @param {number[][]} [only]
 */
export function joinSql({ index, schema }, only) {
  const rows = quoteIdentifier(schema.relation);
  const some = only && `(SELECT * FROM ${rows} WHERE ${ROW} IN (${only[index].join(", ") || "NULL"}))`;
  return ` LEFT JOIN ${some ?? rows} AS m${index} ON m${index}.${ROW} = k.r${index}`;
}

/**
 * A statement in which a name stands for what is selected from.
 * @param {string} statement
 * @param {string} relation
 * @param {(statement: string) => string} source
 */
export function filled(statement, relation, source) {
  const name = quoteIdentifier(relation);
  const times = statement.split(name).length - 1;
  if (times > 1 && statement.startsWith("SELECT")) {
    // Made once, however often it is read.
    return `WITH ${name} AS MATERIALIZED ${source(statement)}\n${statement}`;
  }
  return times ? statement.replaceAll(name, () => source(statement)) : statement;
}

/**
 * A name that no text of the spec holds, so that it stands for nothing else.
 * @param {string} word
 * @param {unknown} spec
 */
export function freeRelation(word, spec) {
  const texts = JSON.stringify(spec);
  let n = 0;
  while (texts.includes(`${word} ${n}`)) n++;
  return `${word} ${n}`;
}

/**
 * SQL of whether a joined row stands, as the shown members have it or not.
 * @param {Joined} joined
 * @returns {string}
 */
export function standsSql({ head, shown }) {
  const there = shown.map(hasSql);
  if (!there.length) return "FALSE";
  return head.compare.how === "outer" ? `(${there.join(" OR ")})` : there.join(" AND ");
}

/** SQL of whether a member has a joined row. @param {Member} member */
export function hasSql({ index }) {
  return `${quoteIdentifier(`row ${index}`)} IS NOT NULL`;
}
