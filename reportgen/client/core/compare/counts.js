/** How many joined rows there are, and of each member how many stand, pass and have no partner. */

import { quoteIdentifier } from "../expr/index.js";
import { as, ordinals, select } from "../sql/build.js";
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

/** Up to so many members stand in one number, a bit each. */
const BITS = 30;

/**
 * @typedef {{n: number, stands: boolean, has: boolean[], passing: number[]}} Kind the joined rows that the same members
 *   have: how many, whether they stand, and how many of them pass each condition
 */

/**
 * The joined rows are counted by who has them, in one scan; all else is adding up.
 * @param {import("../spec/types.js").Spec} spec
 * @param {{compiled: Compiled, schema: import("../spec/types.js").TableSchema}} form
 * @returns {Generator<string[], {rows: number, members: AnswerMember[]}, Frame[]>}
 */
export function* countMembers(spec, { compiled, schema }) {
  const { joined } = compiled;
  const { shown, table, unique } = joined;
  const { sql } = conditionsOf(spec, compiled);
  const conditions = [...new Set(shown.flatMap(({ index }) => sql[index] ?? []))];
  const copies = unique ? [] : [`SELECT member, rows FROM ${quoteIdentifier(copiesName(table))}`];
  const [counts, many] = yield [countSql(joined, conditions, schema.relation), ...copies];
  const kinds = kindsOf(counts, shown.length, conditions.length);
  const sum = (/** @type {(kind: Kind) => number} */ of) => kinds.reduce((all, kind) => all + of(kind), 0);
  return {
    rows: sum(({ stands, n }) => stands ? n : 0),
    members: shown.map((member, place) => {
      const at = conditions.indexOf(sql[member.index] ?? "");
      return {
        ...memberFacts(member),
        filtered: sum(({ stands, has, n, passing }) => stands && has[place] ? at < 0 ? n : passing[at] : 0),
        alone: sum(({ has, n }) => has[place] && has.includes(false) ? n : 0),
        duplicates: many ? Number(many.columns[1][many.columns[0].indexOf(member.index)] ?? 0) : 0,
      };
    }),
  };
}

/**
 * @param {import("./types.d.ts").Joined} joined
 * @param {string[]} conditions
 * @param {string} relation
 */
function countSql(joined, conditions, relation) {
  const bits = joined.shown.map((member, place) =>
    `CAST(${hasSql(member)} AS INTEGER) * ${2 ** (place % BITS)}`
  );
  const numbers = Array.from(
    { length: Math.ceil(bits.length / BITS) },
    (_, at) => bits.slice(at * BITS, (at + 1) * BITS).join(" + "),
  );
  const keys = [standsSql(asNow(joined)), ...numbers];
  const counts = ["count(*)", ...conditions.map((one) => `count(*) FILTER (WHERE ${one})`)];
  return select({
    columns: [...keys, ...counts].map((one, index) => as(one, `n${index}`)),
    from: quoteIdentifier(relation),
    group: ordinals(keys.length),
  });
}

/**
 * @param {Frame} frame
 * @param {number} members
 * @param {number} conditions
 * @returns {Kind[]}
 */
function kindsOf({ columns, length }, members, conditions) {
  const [stands, ...rest] = columns;
  const passing = rest.slice(rest.length - conditions);
  const n = rest[rest.length - conditions - 1];
  return Array.from({ length }, (_, row) => ({
    n: Number(n[row]),
    stands: stands[row] === true,
    has: Array.from(
      { length: members },
      (_, place) => (Number(rest[Math.floor(place / BITS)][row]) >> place % BITS & 1) === 1,
    ),
    passing: passing.map((column) => Number(column[row])),
  }));
}

/**
 * What is known of a member before anything is asked.
 * @param {Member} member
 * @returns {AnswerMember}
 */
export function memberFacts({ index, label, color, schema }) {
  return { index, label, color, rows: schema.rows, filtered: schema.rows, alone: 0, duplicates: 0 };
}
