/** What readers do with rows: select, open, pin, copy and save them; undo; keys. */

import { addHandlers } from "../../table/handlers.js";
import { addCellItems, addPanelItems } from "../../table/items.js";
import { PLACED } from "../../table/links.js";
import { copied } from "../out/copied.js";
import { copySelected, outEntries, selectionEntries } from "../out/entries.js";
import { cellValueText, copyEntries, filterEntries, rowEntries } from "./cell_entries.js";
import { openDetail } from "./detail.js";
import { watchGrid } from "./grid.js";
import { createGroups, groupSpec, installGroups } from "./group.js";
import { historyEntries, watchHistory } from "./history.js";
import { openKeys, watchKeys } from "./keyboard.js";
import { cellAt, rowAt } from "./place.js";
import { createSelection } from "./selection.js";
import { watchPinned } from "./pinned.js";

/**
 * @typedef {import("../../table/panel.js").LivePanel} LivePanel
 * @typedef {import("../../table/panel.js").Handlers} Handlers
 * @typedef {import("../../table/actions.js").Actions} Actions
 */

export function installRows() {
  installGroups();
  addCellItems("filter", filterEntries);
  addCellItems("copy", copyEntries);
  addCellItems("row", rowEntries);
  addPanelItems("edit", historyEntries);
  addPanelItems("edit", selectionEntries);
  addPanelItems("out", outEntries);
  addPanelItems("help", ({ host }) => [{ label: "Keyboard…", run: () => openKeys(host) }]);
  addHandlers(createRows);
}

/**
 * @param {LivePanel} live
 * @param {Actions} actions
 * @returns {Handlers}
 */
function createRows(live, actions) {
  const selection = createSelection(live);
  const { undo, redo } = watchHistory(live);
  watchPinned(live);
  watchKeys(live, { undo, redo, copy: () => copyHere(live) });
  watchGrid(live, actions, {
    open(tr) {
      const row = rowAt(live, tr);
      if (row?.id === null || !row) return;
      openDetail(live, actions, row.id, row.group ? groupSpec(live, row.group) : undefined);
    },
    select: (tr, range) => void selection.selectRow(tr, range),
  });
  const goToPlace = () => {
    const { place } = live.view();
    if (!place) return;
    live.update({ place: undefined, selected: new Set(place.selected) });
    if (place.row !== undefined) openDetail(live, actions, place.row);
  };
  live.figure.addEventListener(PLACED, goToPlace);
  watchPreview(live, goToPlace);
  goToPlace();
  return { ...selection, ...createGroups(live) };
}

/**
 * Copies the selected rows, else the cell that has the focus.
 * @param {LivePanel} live
 * @returns {boolean} whether there was something
 */
function copyHere(live) {
  if (live.view().selected?.size) {
    copySelected(live, "tsv");
    return true;
  }
  const cell = document.activeElement instanceof HTMLElement ? cellAt(live, document.activeElement) : null;
  if (!cell || cell.element !== document.activeElement) return false;
  copied(live, cellValueText(cell), "Value copied");
  return true;
}

/**
 * Tells the preview which row is open and which are selected before it loads the page again, and takes them back.
 * @param {LivePanel} live
 * @param {() => void} goToPlace
 */
function watchPreview(live, goToPlace) {
  const keep = (/** @type {Event} */ event) => {
    const open = /** @type {HTMLElement | null} */ (live.overlays.querySelector("[data-open-row]"));
    const row = open ? Number(open.dataset.openRow) : undefined;
    /** @type {CustomEvent} */ (event).detail.place = { row, selected: [...live.view().selected ?? []] };
  };
  const restore = (/** @type {Event} */ event) => {
    event.preventDefault();
    live.update({ place: /** @type {CustomEvent} */ (event).detail.place });
    goToPlace();
  };
  live.figure.addEventListener("reportgen:keep", keep);
  live.figure.addEventListener("reportgen:restore", restore);
}
