/** What readers do with columns: their menu, and the dialog of all columns. */

import { addHandlers } from "../../table/handlers.js";
import { addColumnItems, addPanelItems, columnItems, panelItems } from "../../table/items.js";
import { openColumnsDialog } from "../../editors/columns_dialog.js";
import { openMenu } from "../../ui/menu.js";
import {
  arrangeEntries,
  editEntries,
  filterEntries,
  groupEntries,
  hideEntries,
  sortEntries,
  summaryEntries,
} from "./entries.js";
import { createFrozen } from "./frozen.js";
import { createReordering } from "./reorder.js";
import { createResizing } from "./resize.js";
import { createSummaries } from "./summaries.js";

/**
 * @typedef {import("../../table/panel.js").LivePanel} LivePanel
 * @typedef {import("../../table/panel.js").Handlers} Handlers
 * @typedef {import("../../table/actions.js").Actions} Actions
 */

export function installColumns() {
  addColumnItems("sort", sortEntries);
  addColumnItems("filter", filterEntries);
  addColumnItems("group", groupEntries);
  addColumnItems("column", editEntries);
  addColumnItems("arrange", arrangeEntries);
  addColumnItems("hide", hideEntries);
  addPanelItems("view", summaryEntries);
  addHandlers(createColumns);
}

/**
 * @param {LivePanel} live
 * @param {Actions} actions
 * @returns {Handlers}
 */
function createColumns(live, actions) {
  const { overlays: host, figure: { id } } = live;
  const place = (/** @type {HTMLElement} */ button) => ({ live, actions, host, id, button });
  createResizing(live, actions);
  createReordering(live, actions);
  createFrozen(live);
  return {
    ...createSummaries(live, actions),
    /** @param {string} name @param {HTMLElement} button */
    columnMenu(name, button) {
      const column = actions.column(name);
      if (!column) return;
      openMenu(button, {
        host,
        label: `Column ${column.label}`,
        entries: columnItems(column, place(button)),
      });
    },
    columnsDialog: () => openColumnsDialog({ host, actions }),
    /** @param {HTMLElement} button */
    panelMenu(button) {
      openMenu(button, { host, label: "More", entries: panelItems(place(button)) });
    },
  };
}
