/** Who is shown of a comparison, and what panels of one set have in common. */

import { compareEdits } from "../../core/index.js";

/** @typedef {import("../table/panel.js").Spec} Spec */

/** The members that stand and are not switched off, in order. @param {Spec} spec */
export function shownOf(spec) {
  return compareEdits.memberOrder(spec).filter((index) => !spec.tables[index].hidden);
}

/**
 * The same members switched off, and the same reference, in a panel of the same set.
 * @param {Spec} spec
 * @param {Spec} from
 * @returns {Spec}
 */
export function like(spec, from) {
  const hidden = new Set(from.tables.flatMap((table) => table.hidden ? [table.ref] : []));
  const indexes = spec.tables.flatMap(({ ref }, index) => hidden.has(ref) ? [] : [index]);
  const next = compareEdits.showMembers(spec, indexes);
  const reference = from.tables[from.compare?.reference ?? 0]?.ref;
  const at = spec.tables.findIndex(({ ref }) => ref === reference);
  return at < 0 || at === (spec.compare?.reference ?? 0) ? next : compareEdits.setReference(next, at);
}

/** What panels of one set have in common. @param {Spec} spec */
export function stateOf({ tables, compare }) {
  return JSON.stringify([tables.map(({ ref, hidden }) => [ref, hidden === true]), compare?.reference ?? 0]);
}
