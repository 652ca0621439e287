/** What the controls of a panel do. */

import { toast } from "../ui/toast.js";
import { createTooltip } from "../ui/tooltip.js";
import { createActions } from "./actions.js";
import { createBins } from "./bins.js";
import { createFilterBox } from "./filter_box.js";
import { forget } from "./links.js";
import { createSearchBox } from "./search_box.js";
import { pick } from "./pick.js";
import { histogramTerm, valueTerm } from "./terms.js";

/** @typedef {import("./panel.js").LivePanel} LivePanel */
/** @typedef {import("./panel.js").Handlers} Handlers */
/** @typedef {import("./actions.js").Actions} Actions */
/** @typedef {(live: LivePanel, actions: Actions) => Handlers} Create */

/** What other scripts of the page add. @type {Create[]} */
const MORE = [];
/** How the panels that are there take over what is added. @type {((create: Create) => void)[]} */
const STARTED = [];
/** What a script adds that comes late, and that waits for it. */
const LATE = [
  "columnMenu",
  "columnsDialog",
  "panelMenu",
  "selectRow",
  "selectAll",
  "openGroup",
  "keyRange",
  "pivotCell",
  "pivotMenu",
  "allRows",
  "copyLink",
];

/**
 * Handlers that come in a script of their own, for all panels: those that are alive get them at once.
 * @param {Create} create
 */
export function addHandlers(create) {
  MORE.push(create);
  for (const extend of STARTED) extend(create);
}

/**
 * @param {LivePanel} live
 * @param {() => Promise<void>} late loads the scripts that come late
 * @returns {{handlers: Handlers, adopt: (text: string) => void}} `adopt` takes over a filter that was typed before
 *   the page's script ran
 */
export function createHandlers(live, late) {
  const { clear, adopt, ...filter } = createFilterBox(live);
  const actions = createActions(live, clear);
  const id = live.figure.id;
  const host = live.overlays;
  const tooltip = createTooltip(live.figure, host);
  const column = (/** @type {string} */ name) =>
    live.view().answer?.columns.find((one) => one.name === name && one.role === "value");

  /** @type {Handlers} */
  let handlers = {
    ...filter,
    ...createSearchBox(live),
    ...Object.fromEntries(LATE.map((name) => [name, waiting(name)])),
    ...createBins(host, tooltip),
    rowHeight: (height) => actions.rowHeight(height),
    rows: (count) => actions.rows(count),
    page: (offset) => actions.page(offset),
    sort: (name, event) => actions.toggleSort(name, event.shiftKey),
    histogramBin(name, lo) {
      const found = column(name);
      const term = found && histogramTerm(found, lo);
      if (term) pick(live, term, actions.addFilter);
    },
    distributionValue(name, value) {
      const found = column(name);
      const term = found && valueTerm(found, value);
      if (term) pick(live, term, actions.addFilter);
    },
    reset() {
      forget(id);
      actions.reset();
    },
    dismiss: () => live.update({ message: null }),
  };
  /** @param {string} name */
  function waiting(name) {
    /** @type {import("../../core/cells/types/view.d.ts").Handler} */
    const ask = async (...said) => {
      await late().catch(() => {}); // said below
      const own = handlers[name];
      if (own && own !== ask) own(...said);
      else toast(host, "The rest of the page could not be loaded");
    };
    return ask;
  }
  for (const create of MORE) Object.assign(handlers, create(live, actions));
  STARTED.push((create) => {
    handlers = { ...handlers, ...create(live, actions) };
    live.handle(handlers);
  });
  return { handlers, adopt };
}
