/** What readers do with groups: how columns are shown in them, ranges as groups, pivots. */

import { addHandlers } from "../../table/handlers.js";
import { addColumnItems } from "../../table/items.js";
import { pivotEntries, rangeEntries, showEntries } from "./entries.js";
import { createPivot } from "./pivot.js";
import { keyTerm } from "./terms.js";

export function installGroupItems() {
  addColumnItems("group", rangeEntries);
  addColumnItems("group", pivotEntries);
  addColumnItems("group", showEntries);
  addHandlers(createRanges);
  addHandlers(createPivot);
}

/**
 * @param {import("../../table/panel.js").LivePanel} live
 * @param {import("../../table/actions.js").Actions} actions
 * @returns {import("../../table/panel.js").Handlers}
 */
function createRanges(live, actions) {
  return {
    /** @param {string} name of a key's column @param {unknown} value */
    keyRange(name, value) {
      const { spec, answer } = live.view();
      const keys = answer?.columns.filter((one) => one.role === "key") ?? [];
      const at = keys.findIndex((key) => key.name === name);
      const text = spec.group?.[at];
      const term = text === undefined ? null : keyTerm(text, keys[at], value);
      if (term) actions.addFilter(term);
    },
  };
}
