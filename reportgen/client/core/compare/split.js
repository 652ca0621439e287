/** A split: an answer for each member, and what is known of the members. */

import { memberFacts } from "./counts.js";

/**
 * @typedef {import("./types.d.ts").Member} Member
 * @typedef {import("../spec/types.js").Answer} Answer
 * @typedef {import("../spec/types.js").Spec} Spec
 */

/**
 * A spec whose pinned rows are those of one member, by the numbers of its own table.
 * @param {Spec} spec
 * @param {number} first the number of the member's first row
 * @param {Member} member
 * @returns {Spec}
 */
export function ownPins(spec, first, { schema }) {
  if (!spec.pinned?.length) return spec;
  const pinned = spec.pinned.map((row) => row - first).filter((row) => row >= 0 && row < schema.rows);
  return { ...spec, pinned };
}

/**
 * An answer whose rows have numbers that no other part has.
 * @param {Answer} answer
 * @param {number} first
 * @returns {Answer}
 */
export function numberedFrom(answer, first) {
  const ids = (/** @type {number[]} */ own) => own.map((row) => row + first);
  return {
    ...answer,
    ...answer.ids ? { ids: ids(answer.ids) } : {},
    ...answer.pinned ? { pinned: { ...answer.pinned, ids: ids(answer.pinned.ids) } } : {},
  };
}

/**
 * @param {{member: number, first: number, answer: Answer}[]} parts
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
