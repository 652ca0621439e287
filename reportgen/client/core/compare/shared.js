/** Which columns have the same values in all tables, so that they stand once in a row. */

import { columnSql, quoteIdentifier } from "../expr/index.js";
import { ROW } from "../sql/scope.js";
import { compareHead } from "./head.js";
import { joinOf } from "./join.js";
import { matchStatements } from "./match.js";
import { isCompared } from "./schema.js";

/**
 * @typedef {import("./types.d.ts").Joined} Joined
 * @typedef {import("./types.d.ts").Own} Own
 * @typedef {import("../spec/types.js").TableSchema} TableSchema
 * @typedef {import("../frame.js").Frame} Frame
 */

/**
 * Columns that every table has, with one value in all rows that belong together. Where no row has a partner there
 * are none.
 * @param {import("../spec/types.js").Spec} spec
 * @param {TableSchema[]} schemas
 * @returns {Generator<string[], string[], Frame[]>}
 */
export function* sharedColumns(spec, schemas) {
  const { head } = compareHead(spec, schemas);
  const joined = isCompared(head) ? joinOf(head, schemas).joined : null;
  if (!joined) return [];
  const common = joined.own.filter(({ types }) => types.every((type) => type?.kind === types[0]?.kind));
  if (!common.length) return [];
  yield matchStatements(joined);
  const [{ columns: [[matched], ...differing] }] = yield [differencesSql(joined, common)];
  return Number(matched) ? common.flatMap(({ name }, at) => Number(differing[at][0]) ? [] : [name]) : [];
}

/**
 * How many rows have partners, and in how many of these each column differs.
 * @param {Joined} joined
 * @param {Own[]} common
 */
function differencesSql({ members, table }, common) {
  const rows = members.map(({ index, schema }) => {
    const hashes = common.map(({ name }, at) => {
      const column = schema.columns.find((one) => one.name === name);
      return `hash(m.${column ? columnSql(column) : quoteIdentifier(name)}) AS h${at}`;
    });
    return `SELECT k.${ROW} AS r, ${hashes.join(", ")} FROM ${quoteIdentifier(table)} AS k ` +
      `JOIN ${quoteIdentifier(schema.relation)} AS m ON m.${ROW} = k.r${index}`;
  });
  const ends = common.map((_, at) => `min(h${at}) AS l${at}, max(h${at}) AS g${at}`);
  const one = `SELECT ${ends.join(", ")} FROM (${rows.join(" UNION ALL ")}) GROUP BY r HAVING count(*) > 1`;
  const counts = common.map((_, at) => `count(*) FILTER (WHERE l${at} <> g${at})`);
  return `SELECT count(*), ${counts.join(", ")} FROM (${one})`;
}
