/** A page of joined rows: the rows of each table are found by their numbers, not by a join of all of them. */

import { quoteIdentifier } from "../expr/index.js";
import { select } from "../sql/build.js";
import { ROW } from "../sql/scope.js";
import { filled, wideSource } from "./wide.js";

/**
 * @typedef {import("./types.d.ts").Compiled} Compiled
 * @typedef {import("./types.d.ts").Form} Form
 */

/**
 * @param {Form & {compiled: Compiled}} form of joined rows
 * @returns {{fill: Form["fill"], find: import("../sql/rows.js").Near}}
 */
export function nearRows({ compiled: { joined, layers }, schema, fill }) {
  const near = `${schema.relation} near`;
  /** @type {number[][]} */
  let only = [];
  return {
    fill: (statement) => filled(fill(statement), near, (text) => wideSource(joined, layers, text, only)),
    *find(ids) {
      if (joined.made.every((column) => !column.members.length)) return quoteIdentifier(schema.relation);
      const columns = joined.members.map(({ index }) => quoteIdentifier(`row ${index}`));
      const where = [`${ROW} IN (${ids.join(", ")})`];
      const [frame] = yield [select({ columns, from: quoteIdentifier(schema.relation), where })];
      only = frame.columns.map((numbers) => numbers.filter((number) => number !== null));
      return quoteIdentifier(near);
    },
  };
}
