/** A split: an answer for each member, and what is known of the members. */

import { memberFacts } from "./counts.js";

/**
 * @typedef {import("./types.d.ts").Member} Member
 * @typedef {import("../spec/types.js").Answer} Answer
 */

/**
 * @param {{member: number, answer: Answer}[]} parts
 * @param {Member[]} shown
 * @returns {Answer}
 */
export function sliced(parts, shown) {
  const sum = (/** @type {"total" | "filtered"} */ key) =>
    parts.reduce((all, { answer }) => all + answer[key], 0);
  return {
    kind: "split",
    total: sum("total"),
    filtered: sum("filtered"),
    groups: null,
    offset: parts[0]?.answer.offset ?? 0,
    columns: [],
    rows: [],
    parts,
    members: shown.map((member, place) => ({
      ...memberFacts(member),
      filtered: parts[place].answer.filtered,
    })),
  };
}
