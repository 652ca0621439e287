/** The members of a comparison as they are marked: a color, beside it always the index, and the label for those who hear. */

import { html } from "../html.js";

/** @typedef {import("../types/view.d.ts").Member} Member */
/** @typedef {import("../types/view.d.ts").AnswerColumn} AnswerColumn */
/** @typedef {import("../types/view.d.ts").Answer} Answer */

/** Colors that the style sheet knows; the thirteenth member has the first one again. */
const SLOTS = 12;

/** The class that gives what is drawn in it a member's color. @param {Pick<Member, "color">} member */
export function slotClass({ color }) {
  return `rg-slot-${((color % SLOTS) + SLOTS) % SLOTS}`;
}

/** A member's color and index, where its label stands beside. @param {{member: Member}} props */
export function Mark({ member }) {
  return html`<span class=${`rg-chip ${slotClass(member)}`} aria-hidden="true">${
    String(member.index)
  }</span>`;
}

/** A member's mark in a cell. @param {{member: Member}} props */
export function Chip({ member }) {
  return html`
    <span class=${`rg-chip ${slotClass(member)}`}
      title=${member.label}><span aria-hidden="true">${String(
        member.index,
      )}</span><span class="rg-visually-hidden">${`${member.label}: `}</span></span>
  `;
}

/**
 * The members whose values stand in a column's cells, in the order of the values.
 * @param {AnswerColumn} column
 * @param {Pick<Answer, "members">} answer
 * @returns {Member[]}
 */
export function membersOf(column, { members = [] }) {
  return (column.members ?? []).map((index) => {
    const at = members.findIndex((member) => member.index === index);
    return { ...members[at] ?? { index, label: String(index), color: index, rows: 0 }, at };
  });
}

/**
 * The member that the others are measured against, as a place among those shown: the first, where that of the spec is
 * not shown.
 * @param {Member[]} members
 * @param {import("../types/view.d.ts").Compare} [compare]
 */
export function referenceOf(members, compare) {
  return Math.max(0, members.findIndex(({ index }) => index === compare?.reference));
}

/**
 * Whether a member has the row at all.
 * @param {Member} member
 * @param {Pick<import("../types/view.d.ts").Place, "present">} place
 */
export function isAbsent({ at = 0 }, { present }) {
  return present?.[at] === false;
}
