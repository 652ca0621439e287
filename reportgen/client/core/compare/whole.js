/** What a comparison's columns say of all rows, above the groups: a mean, or how many are true. */

import { quoteIdentifier } from "../expr/index.js";
import { as, select } from "../sql/build.js";
import { memberFacts } from "./counts.js";
import { INDEX } from "./long.js";

/**
 * @typedef {import("./types.d.ts").AnswerMember} AnswerMember
 * @typedef {import("./groups.js").LongGroups} LongGroups
 * @typedef {import("../sql/scope.js").Scope} Scope
 * @typedef {import("../sql/shown.js").Shown} Shown
 * @typedef {import("../frame.js").Frame} Frame
 */

const NUMBERS = new Set(["integer", "float", "decimal"]);

/**
 * @param {LongGroups} asked
 * @param {Scope} scope of the long list
 * @param {Shown[]} shown
 * @returns {Generator<string[], {whole: (unknown[] | null)[], members: AnswerMember[]}, Frame[]>} by column the values of
 *   the members in order, null where there is nothing to say
 */
export function* wholeOf({ shown: members, members: facts }, scope, shown) {
  const values = shown.map(valueSql);
  const columns = [quoteIdentifier(INDEX), "count(*)", ...values.flat()];
  const [frame] = yield [
    select({
      columns: columns.map((sql, index) => as(sql, scope.alias(index))),
      from: scope.from,
      where: [scope.where],
      group: ["1"],
    }),
  ];
  const rows = members.map(({ index }) => frame.columns[0].indexOf(index));
  const at = (/** @type {number} */ column, /** @type {number} */ row) =>
    row < 0 ? null : frame.columns[column][row];
  let next = 2;
  const whole = shown.map((column, index) => {
    const from = next;
    next += values[index].length;
    if (column.role === "count" && !column.single) return rows.map((row) => at(1, row) ?? 0);
    if (!values[index].length) return null;
    if (column.single && !column.value) return rows.map((row) => at(from, row));
    if (values[index].length === 1) return rows.map((row) => ({ mean: at(from, row) }));
    return rows.map((row) => ({ true: at(from, row) ?? 0, n: at(from + 1, row) ?? 0 }));
  });
  const counted = members.map((member, place) => ({
    ...(facts.find(({ index }) => index === member.index) ?? memberFacts(member)),
    filtered: Number(at(1, rows[place]) ?? 0),
  }));
  return { whole, members: counted };
}

/** @param {Shown} column @returns {string[]} */
function valueSql({ role, value, single }) {
  if (role === "value" && single && !value) return [single.sql];
  if (!value) return [];
  const { sql, type } = value;
  if (NUMBERS.has(type.kind)) {
    const x = `CAST(${sql} AS DOUBLE)`;
    return [type.kind === "float" ? `avg(${x}) FILTER (WHERE isfinite(${x}))` : `avg(${x})`];
  }
  return type.kind === "boolean" ? [`count(*) FILTER (WHERE ${sql})`, `count(${sql})`] : [];
}
