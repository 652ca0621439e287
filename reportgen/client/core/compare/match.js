/**
 * Which rows of the tables belong together: a table of row numbers, made once for tables and keys. Of several rows
 * with one key the n-th of each table are paired, so that none is multiplied; null is no key.
 */

import { quoteIdentifier } from "../expr/index.js";
import { ROW } from "../sql/scope.js";

/**
 * @typedef {import("./types.d.ts").Joined} Joined
 * @typedef {import("./types.d.ts").Member} Member
 * @typedef {import("./types.d.ts").JoinKey} JoinKey
 */

/**
 * The name of the table: another for other tables or keys.
 * @param {Member[]} members
 * @param {JoinKey[]} keys
 * @param {boolean} unique
 */
export function tableName(members, keys, unique) {
  const tables = members.map(({ schema }) => [schema.ref, schema.rows]);
  const text = JSON.stringify([tables, keys.map((key) => [key.text, key.type.kind]), unique]);
  let [one, other] = [0x811c9dc5, 0x1b873593];
  for (let at = 0; at < text.length; at++) {
    one = Math.imul(one ^ text.charCodeAt(at), 0x01000193);
    other = Math.imul(other ^ text.charCodeAt(at), 0x85ebca6b);
  }
  return `reportgen joined ${[one, other].map((half) => (half >>> 0).toString(16)).join("")}`;
}

/**
 * The statements that make what the joined rows are asked of; done again, they cost nothing.
 * @param {Joined} joined
 * @returns {string[]}
 */
export function matchStatements(joined) {
  const { members, keys, table, unique } = joined;
  const names = keys.map((_, index) => `k${index}`);
  const paired = [...names, ...unique ? [] : ["n"]].join(", ");
  const parts = members.map((member) => `(${rowsOf(joined, member)}) AS m${member.index}`);
  const chain = parts.map((part, index) => index ? `FULL JOIN ${part} USING (${paired})` : part).join("\n");
  let before = 0;
  const numbers = members.map(({ index, schema }) => {
    const from = before;
    before += schema.rows;
    return from ? `${from} + r${index}` : `r${index}`;
  });
  const columns = [
    `CAST(coalesce(${numbers.join(", ")}) AS BIGINT) AS ${ROW}`,
    ...names,
    unique ? "0 AS n" : "n",
    ...members.map(({ index }) => `r${index}`),
  ];
  const create = (/** @type {string} */ name, /** @type {string} */ select) =>
    `CREATE TABLE IF NOT EXISTS ${quoteIdentifier(name)} AS ${select}`;
  const made = [create(table, `SELECT ${columns.join(", ")}\nFROM ${chain}`)];
  if (!unique) made.push(create(copiesName(table), copiesSql(joined)));
  return made;
}

/** The table that has the values of all tables beside the row numbers. @param {string} table of these */
export function besideName(table) {
  return `${table} beside`;
}

/** The table that says how many rows of each table share their key with others. @param {string} table */
export function copiesName(table) {
  return `${table} copies`;
}

/**
 * @param {Joined} joined
 * @param {Member} member
 */
function rowsOf({ keys, unique }, { index, schema }) {
  const columns = keys.map(({ sql }, at) => `${sql[index]} AS k${at}`);
  const by = keys.map((_, at) => `k${at}`).join(", ");
  const from = `(SELECT ${columns.join(", ")}, ${ROW} AS r${index} FROM ${quoteIdentifier(schema.relation)})`;
  if (unique) return `SELECT * FROM ${from}`;
  return `SELECT *, row_number() OVER (PARTITION BY ${by} ORDER BY r${index}) - 1 AS n FROM ${from}`;
}

/** @param {Joined} joined */
function copiesSql({ members, keys }) {
  return members.map(({ index, schema }) => {
    const known = keys.map(({ sql }) => `${sql[index]} IS NOT NULL`).join(" AND ");
    const by = keys.map(({ sql }) => sql[index]).join(", ");
    const counted = `SELECT count(*) AS c FROM ${quoteIdentifier(schema.relation)} WHERE ${known} ` +
      `GROUP BY ${by} HAVING count(*) > 1`;
    return `SELECT ${index} AS member, CAST(coalesce(sum(c), 0) AS BIGINT) AS rows FROM (${counted})`;
  }).join("\nUNION ALL\n");
}
