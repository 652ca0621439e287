/** What a column's own terms in the filter become when a reader picks something of the column. */

import { readColumnFilter } from "../../../../core/index.js";

/**
 * The filter with one term in place of those that it has for a column.
 * @param {import("../../../table/panel.js").LivePanel} live
 * @param {import("../../../table/actions.js").Actions} actions
 * @param {string} name
 * @param {string} term
 */
export function replaceTerm(live, actions, name, term) {
  const { rest } = readColumnFilter(live.view().spec.filter ?? "", name);
  actions.setFilter([...rest, term].join(" and "));
}
