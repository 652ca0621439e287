/** What a reader does to a comparison, as pure functions from a spec to the next one. */

import { changed } from "../spec/changed.js";
import { inOrder } from "./words.js";

/**
 * @typedef {import("../spec/types.js").Spec} Spec
 * @typedef {import("../spec/types.js").SpecTable} SpecTable
 * @typedef {import("../spec/types.js").Compare} Compare
 */

/** The way of tables that nothing is said of. @type {Compare} */
const JOIN = { as: "join" };

/**
 * Switch members off that are on, and on that are off.
 * @param {Spec} spec
 * @param {number} index
 * @returns {Spec}
 */
function toggleMember(spec, index) {
  return changed(spec, {
    tables: spec.tables.map((table, at) => at === index ? withHidden(table, !table.hidden) : table),
  });
}

/**
 * Show these members and no others.
 * @param {Spec} spec
 * @param {number[]} indexes
 * @returns {Spec}
 */
function showMembers(spec, indexes) {
  return changed(spec, { tables: spec.tables.map((table, at) => withHidden(table, !indexes.includes(at))) });
}

/**
 * @param {SpecTable} table
 * @param {boolean} hidden
 * @returns {SpecTable}
 */
function withHidden({ hidden: _, ...table }, hidden) {
  return hidden ? { ...table, hidden } : table;
}

/**
 * The members that stand, in order.
 * @param {Spec} spec
 * @returns {number[]} their indexes
 */
function memberOrder({ tables, compare }) {
  return compare?.order ?? tables.map((_, index) => index);
}

/**
 * Move a member before the one that stands at a place.
 * @param {Spec} spec
 * @param {number} index
 * @param {number} place
 * @returns {Spec}
 */
function moveMember(spec, index, place) {
  const order = memberOrder(spec);
  const others = order.filter((one) => one !== index);
  const to = Math.max(0, Math.min(place, others.length));
  const next = [...others.slice(0, to), index, ...others.slice(to)];
  const usual = next.length === spec.tables.length && next.every((one, at) => one === at);
  return setCompare(spec, { order: usual ? undefined : next });
}

/**
 * Change how the tables stand together; undefined takes a setting away.
 * @param {Spec} spec
 * @param {Partial<Compare>} change
 * @returns {Spec}
 */
function setCompare(spec, change) {
  return changed(spec, { compare: inOrder({ ...spec.compare ?? JOIN, ...change }) });
}

/**
 * @param {Spec} spec
 * @param {number} index of the member that others are compared with
 * @returns {Spec}
 */
function setReference(spec, index) {
  return setCompare(spec, { reference: index || undefined });
}

/**
 * Join, one after another, or each for itself; the column that names the member comes and goes with a list.
 * @param {Spec} spec
 * @param {Compare["as"]} as
 * @param {string} [member] the name of the column that a list of all rows has for its members
 * @returns {Spec}
 */
function setAs(spec, as, member = "member") {
  const others = spec.columns.filter(({ name, expr }) => expr !== undefined || name !== member);
  const next = setCompare(spec, { as });
  if (as === "concat") return changed(next, { columns: [{ name: member }, ...others] });
  return spec.compare?.as === "concat" ? changed(next, { columns: others }) : next;
}

export const compareEdits = {
  toggleMember,
  showMembers,
  memberOrder,
  moveMember,
  setCompare,
  setReference,
  setAs,
};
