/** What the menus of a panel list: scripts add to it, a menu reads it when it is opened. */

/**
 * @typedef {import("./panel.js").LivePanel} LivePanel
 * @typedef {import("./actions.js").Actions} Actions
 * @typedef {import("./column_facts.js").ColumnFacts} ColumnFacts
 * @typedef {import("../ui/menu.js").MenuEntry} MenuEntry
 * @typedef {import("../../core/cells/types/view.d.ts").AnswerColumn} AnswerColumn
 *
 * @typedef {{live: LivePanel, actions: Actions, host: Element, id: string, button: HTMLElement}} Place where a menu
 *   is open: `host` is for what floats over the panel, `id` begins the ids of what is in it, `button` opened it
 * @typedef {{column: AnswerColumn, value: unknown, row: number, element: HTMLElement}} CellFacts `row` counts the
 *   page's rows from 0
 */

/** In the order in which they stand, with a line between. */
const COLUMN_SECTIONS = /** @type {const} */ (["sort", "filter", "group", "column", "arrange", "hide"]);
const PANEL_SECTIONS = /** @type {const} */ (["edit", "view", "out", "help"]);
const CELL_SECTIONS = /** @type {const} */ (["filter", "copy", "row"]);

/** @typedef {typeof COLUMN_SECTIONS[number]} ColumnSection */
/** @typedef {typeof PANEL_SECTIONS[number]} PanelSection */
/** @typedef {typeof CELL_SECTIONS[number]} CellSection */

/** @type {[string, (column: ColumnFacts, place: Place) => MenuEntry[]][]} */
const COLUMN = [];
/** @type {[string, (place: Place) => MenuEntry[]][]} */
const PANEL = [];
/** @type {[string, (cell: CellFacts, place: Place) => MenuEntry[]][]} */
const CELL = [];

/**
 * @param {ColumnSection} section
 * @param {(column: ColumnFacts, place: Place) => MenuEntry[]} make none where there is nothing to offer
 */
export function addColumnItems(section, make) {
  COLUMN.push([section, make]);
}

/**
 * @param {PanelSection} section
 * @param {(place: Place) => MenuEntry[]} make
 */
export function addPanelItems(section, make) {
  PANEL.push([section, make]);
}

/**
 * @param {CellSection} section
 * @param {(cell: CellFacts, place: Place) => MenuEntry[]} make
 */
export function addCellItems(section, make) {
  CELL.push([section, make]);
}

/** @param {ColumnFacts} column @param {Place} place */
export function columnItems(column, place) {
  return listed(COLUMN_SECTIONS, COLUMN, (make) => make(column, place));
}

/** @param {Place} place */
export function panelItems(place) {
  return listed(PANEL_SECTIONS, PANEL, (make) => make(place));
}

/** @param {CellFacts} cell @param {Place} place */
export function cellItems(cell, place) {
  return listed(CELL_SECTIONS, CELL, (make) => make(cell, place));
}

/**
 * @template T
 * @param {readonly string[]} sections
 * @param {[string, T][]} makers
 * @param {(make: T) => MenuEntry[]} entries
 * @returns {MenuEntry[]}
 */
function listed(sections, makers, entries) {
  const parts = sections.map((section) =>
    makers.flatMap(([own, make]) => own === section ? entries(make) : [])
  );
  return parts.filter((part) => part.length).flatMap((part, index) =>
    index ? [/** @type {MenuEntry} */ ("separator"), ...part] : part
  );
}
