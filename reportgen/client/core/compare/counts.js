/** How many joined rows there are, and of each member how many stand, pass and have no partner. */

import { quoteIdentifier } from "../expr/index.js";
import { as, select } from "../sql/build.js";
import { conditionsOf } from "./conditions.js";
import { copiesName } from "./match.js";
import { asNow } from "./over.js";
import { hasSql, standsSql } from "./wide.js";

/**
 * @typedef {import("./types.d.ts").AnswerMember} AnswerMember
 * @typedef {import("./types.d.ts").Compiled} Compiled
 * @typedef {import("./types.d.ts").Member} Member
 * @typedef {import("../frame.js").Frame} Frame
 */

/**
 * @param {import("../spec/types.js").Spec} spec
 * @param {{compiled: Compiled, schema: import("../spec/types.js").TableSchema}} form
 * @returns {Generator<string[], {rows: number, members: AnswerMember[]}, Frame[]>}
 */
export function* countMembers(spec, { compiled, schema }) {
  const { joined } = compiled;
  const { shown, table, unique } = joined;
  const { sql } = conditionsOf(spec, compiled);
  const stands = standsSql(asNow(joined));
  const columns = [
    `count(*) FILTER (WHERE ${stands})`,
    ...shown.flatMap((member) => {
      const passes = sql[member.index] === null ? "" : ` AND (${sql[member.index]})`;
      const lacks = shown.filter((other) => other !== member).map((other) => `NOT ${hasSql(other)}`);
      return [
        `count(*) FILTER (WHERE ${stands} AND ${hasSql(member)}${passes})`,
        `count(*) FILTER (WHERE ${hasSql(member)} AND (${lacks.join(" OR ") || "FALSE"}))`,
      ];
    }),
  ];
  const from = quoteIdentifier(schema.relation);
  const counted = select({ columns: columns.map((one, index) => as(one, `n${index}`)), from });
  const copies = unique ? [] : [`SELECT member, rows FROM ${quoteIdentifier(copiesName(table))}`];
  const [counts, many] = yield [counted, ...copies];
  const at = (/** @type {number} */ place) => Number(counts.columns[place][0]);
  return {
    rows: at(0),
    members: shown.map((member, place) => ({
      ...memberFacts(member),
      filtered: at(1 + 2 * place),
      alone: at(2 + 2 * place),
      duplicates: many ? Number(many.columns[1][many.columns[0].indexOf(member.index)] ?? 0) : 0,
    })),
  };
}

/**
 * What is known of a member before anything is asked.
 * @param {Member} member
 * @returns {AnswerMember}
 */
export function memberFacts({ index, label, color, schema }) {
  return { index, label, color, rows: schema.rows, filtered: schema.rows, alone: 0, duplicates: 0 };
}
