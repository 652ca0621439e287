/**
 * Members as steps on a way: at each step a row has the values of the latest member so far that has it. They stand
 * beside the members as one more, `now`.
 */

import { quoteIdentifier } from "../expr/index.js";
import { castSql } from "./types.js";

/**
 * @typedef {import("./types.d.ts").Joined} Joined
 * @typedef {import("./types.d.ts").Made} Made
 * @typedef {import("./types.d.ts").Member} Member
 */

/** How expressions name the step that is reached. */
export const NOW = "now";

/**
 * The comparison with the step that its spec has reached, if its members are steps.
 * @param {Joined} joined
 * @returns {Joined}
 */
export function withNow(joined) {
  const { head, shown, members, own } = joined;
  const { over, at, order } = head.compare;
  if (!over || !shown.length) return joined;
  const places = order ?? members.map(({ index }) => index);
  const until = at === undefined ? places.length : places.indexOf(at) + 1;
  const steps = shown.filter(({ index }) => places.indexOf(index) < until).toReversed();
  const [last] = steps.length ? steps : shown;
  const now = { ...last, index: members.length };
  return {
    ...joined,
    now,
    own: own.map((column) => ({ ...column, types: [...column.types, column.type] })),
    base: nowColumns(joined, steps.length ? steps : [last], now.index),
  };
}

/**
 * @param {Joined} joined
 * @param {Member[]} steps the latest first
 * @param {number} place
 * @returns {Made[]}
 */
function nowColumns({ own }, steps, place) {
  const pick = (/** @type {(member: Member) => string} */ value) => {
    const arms = steps.map((member) =>
      `WHEN ${quoteIdentifier(`row ${member.index}`)} IS NOT NULL THEN ${value(member)}`
    );
    return `CASE ${arms.join(" ")} END`;
  };
  const row = {
    name: `row ${place}`,
    sql: pick(({ index }) => quoteIdentifier(`row ${index}`)),
    members: [],
  };
  return [
    row,
    ...own.map(({ name, type, types }) => ({
      name: `${place}:${name}`,
      sql: pick(({ index }) => castSql({ name, sql: `${index}:${name}`, type: types[index] ?? type }, type)),
      members: [],
    })),
  ];
}

/**
 * The comparison as a table of the values that are reached.
 * @param {Joined} joined
 * @returns {Joined}
 */
export function asNow(joined) {
  const { now, head } = joined;
  if (!now) return joined;
  const compare = { ...head.compare, how: /** @type {const} */ ("outer") };
  return { ...joined, head: { ...head, compare }, shown: [now], reference: now };
}

/** The members, and the step that is reached. @param {Joined} joined */
export function withSteps({ members, now }) {
  return now ? [...members, now] : members;
}
