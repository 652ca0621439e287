/** The entry "Overlays…" in the menus of columns of images. */

import { addColumnItems } from "../../table/items.js";

/**
 * @typedef {import("../../table/column_facts.js").ColumnFacts} ColumnFacts
 * @typedef {import("../../table/items.js").Place} Place
 * @typedef {import("../../ui/menu.js").MenuEntry} MenuEntry
 */

export function installOverlayItems() {
  addColumnItems("column", overlayEntries);
}

/** @param {ColumnFacts} column @param {Place} place @returns {MenuEntry[]} */
function overlayEntries({ name, role, listed }, { live, actions, button }) {
  const type = live.view().answer?.columns.find((one) => one.name === name && one.role === role)?.type;
  if (!listed || !actions.overlays || !(type?.boxes || type?.masks)) return [];
  return [{ label: "Overlays…", run: () => actions.overlays?.(name, button) }];
}
