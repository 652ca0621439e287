/** An answer without some of its members: what stands in view until the answer for the others alone has come. */

/**
 * @typedef {import("../table/panel.js").Answer} Answer
 * @typedef {import("../../core/cells/types/view.d.ts").AnswerColumn} AnswerColumn
 */

/**
 * @param {Answer | null} answer
 * @param {number[]} shown the indexes of the members that are left
 * @returns {Answer | null} null where this answer does not say what would be left of it
 */
export function fewerMembers(answer, shown) {
  const members = answer?.members;
  if (!answer || !members || answer.reached || !shown.length || shown.length >= members.length) return null;
  if (!shown.every((index) => members.some((member) => member.index === index))) return null;
  const left = members.filter(({ index }) => shown.includes(index));
  if (answer.parts) {
    return { ...answer, members: left, parts: answer.parts.filter(({ member }) => shown.includes(member)) };
  }
  // Rows of a concatenation belong to one member each, and there is nothing to take out of a cell.
  if (!answer.columns.some((column) => column.members)) return null;
  const cuts = answer.columns.map((column) => cutOf(column, shown));
  const present = members.flatMap(({ index }, at) => shown.includes(index) ? [at] : []);
  return {
    ...answer,
    members: left,
    columns: answer.columns.map((column) => fewerOf(column, shown)),
    rows: answer.rows.map((row) => row.map((value, at) => cuts[at](value))),
    ...answer.whole && { whole: answer.whole.map((said, at) => cuts[at](said)) },
    ...answer.present && { present: answer.present.map((one) => present.map((at) => one[at])) },
  };
}

/**
 * @param {AnswerColumn} column
 * @param {number[]} shown
 * @returns {AnswerColumn}
 */
function fewerOf(column, shown) {
  if (!column.members) return column;
  const cut = cutOf(column, shown);
  return { ...column, members: cut(column.members), ...column.types && { types: cut(column.types) } };
}

/**
 * What is left of a list that has an entry for each member of a column.
 * @param {AnswerColumn} column
 * @param {number[]} shown
 * @returns {(list: any) => any}
 */
function cutOf({ members }, shown) {
  if (!members) return (value) => value;
  const places = members.flatMap((index, at) => shown.includes(index) ? [at] : []);
  return (list) => Array.isArray(list) ? places.map((at) => list[at]) : list;
}
