/** What the controls of a panel do. */

import { openColumnMenu } from "../editors/column_menu.js";
import { openCopyDialog } from "../editors/column_dialog.js";
import { openColumnsDialog } from "../editors/columns_dialog.js";
import { copyText } from "../ui/clipboard.js";
import { toast } from "../ui/toast.js";
import { createTooltip } from "../ui/tooltip.js";
import { createActions } from "./actions.js";
import { createBins } from "./bins.js";
import { createFilterBox } from "./filter_box.js";
import { createGallery } from "./gallery.js";
import { forget, viewAddress } from "./links.js";
import { histogramTerm, valueTerm } from "./terms.js";

/** @typedef {import("./panel.js").LivePanel} LivePanel */
/** @typedef {import("./panel.js").Handlers} Handlers */

/**
 * @param {LivePanel} live
 * @returns {{handlers: Handlers, adopt: (text: string) => void}} `adopt` takes over a filter that was typed before
 *   the page's script ran
 */
export function createHandlers(live) {
  const { clear, adopt, ...filter } = createFilterBox(live);
  const actions = createActions(live, clear);
  const gallery = createGallery(live);
  const id = live.figure.id;
  const host = live.overlays;
  const tooltip = createTooltip(live.figure, host);
  const column = (/** @type {string} */ name) =>
    live.view().answer?.columns.find((one) => one.name === name && one.role === "value");

  /** @type {Handlers} */
  const handlers = {
    ...filter,
    ...gallery,
    ...createBins(host, tooltip),
    columnMenu: (name, event) => openColumnMenu(event.currentTarget, name, { host, id, actions }),
    columnsDialog: () => openColumnsDialog({ host, actions }),
    rowHeight: (height) => actions.rowHeight(height),
    rows: (count) => actions.rows(count),
    page: (offset) => actions.page(offset),
    sort: (name, event) => actions.toggleSort(name, event.shiftKey),
    histogramBin(name, lo) {
      const found = column(name);
      const term = found && histogramTerm(found, lo);
      if (term) actions.addFilter(term);
    },
    distributionValue(name, value) {
      const found = column(name);
      const term = found && valueTerm(found, value);
      if (term) actions.addFilter(term);
    },
    reset() {
      forget(id);
      actions.reset();
    },
    copyLink: () => copyLink(live),
    dismiss: () => live.update({ message: null }),
  };
  return { handlers, adopt };
}

/** @param {LivePanel} live */
async function copyLink(live) {
  const text = viewAddress(live);
  if (await copyText(text)) toast(live.overlays, "Link copied");
  else openCopyDialog({ host: live.overlays, title: "Copy link", label: "A link to this view", text });
}
