/** The keyboard in a panel's rows: arrow keys go from cell to cell, and each cell has its menu. */

import { openMenu } from "../../ui/menu.js";
import { cellItems } from "../../table/items.js";
import { cellAt, rowAt } from "./place.js";

/**
 * @typedef {import("../../table/panel.js").LivePanel} LivePanel
 * @typedef {import("../../table/actions.js").Actions} Actions
 * @typedef {HTMLTableCellElement} Cell
 */

const CELLS = ".rg-region tbody :is(td, th):not(.rg-handle, .rg-gap, .rg-opened > td, .rg-nothing > td)";
/** A finger that rests so long (ms) asks for the menu. */
const LONG_PRESS = 550;

/**
 * @param {LivePanel} live
 * @param {Actions} actions
 * @param {{open: (row: HTMLTableRowElement) => void, select: (row: HTMLTableRowElement, range: boolean) => void}} act
 */
export function watchGrid(live, actions, act) {
  const { figure, overlays: host } = live;

  /** @param {Cell} cell */
  function menu(cell) {
    const found = cellAt(live, cell);
    if (!found) return false;
    const { of: _, ...facts } = found;
    const entries = cellItems(facts, { live, actions, host, id: figure.id, button: cell });
    if (!entries.length) return false;
    focusable(cell);
    openMenu(cell, { host, label: `Cell of ${found.column.label}`, entries });
    cell.removeAttribute("aria-expanded"); // a cell has no such state
    return true;
  }

  figure.addEventListener("contextmenu", (event) => {
    const cell = cellOf(event.target);
    if (!cell || isBrowsers(event)) return;
    if (menu(cell)) event.preventDefault();
  });
  watchLongPress(figure, menu);
  figure.addEventListener("pointerdown", (event) => {
    const cell = cellOf(event.target);
    if (cell) focusable(cell);
  });
  figure.addEventListener("dblclick", (event) => {
    const target = /** @type {Element} */ (event.target);
    const cell = cellOf(target);
    const tr = cell?.closest("tr");
    if (cell && tr?.dataset.row !== undefined && !target.closest("a, button, audio, video, input")) {
      act.open(tr);
    }
  });
  figure.addEventListener("keydown", (event) => {
    const target = /** @type {HTMLElement} */ (event.target);
    if (target.matches(".rg-region")) {
      const first = /** @type {Cell | null} */ (target.querySelector(CELLS));
      if (event.key !== "Enter" || !first) return;
      event.preventDefault();
      return go(first);
    }
    if (!target.matches(CELLS) || event.altKey || event.metaKey) return;
    if (cellKey(event, /** @type {Cell} */ (target))) event.preventDefault();
  });

  /**
   * @param {KeyboardEvent} event
   * @param {Cell} cell
   * @returns {boolean} whether the key is used
   */
  function cellKey(event, cell) {
    const { key, ctrlKey, shiftKey } = event;
    const tr = /** @type {HTMLTableRowElement} */ (cell.closest("tr"));
    const isRow = rowAt(live, tr)?.id !== null;
    if (key === "ContextMenu" || (key === "F10" && shiftKey)) return menu(cell);
    if (key === "Enter" && shiftKey) return isRow && done(() => act.open(tr));
    if (key === "Enter") return menu(cell);
    if (key === " ") return isRow && done(() => act.select(tr, shiftKey));
    if (key === "Escape") return done(() => leave(cell));
    if (key === "PageDown" || key === "PageUp") return page(key === "PageDown" ? 1 : -1);
    if (ctrlKey && key !== "Home" && key !== "End") return false;
    const next = neighbour(cell, key, ctrlKey);
    if (next) go(next);
    return next !== undefined;
  }

  /** @param {number} step */
  function page(step) {
    const { answer, spec } = live.view();
    const total = answer?.groups ?? answer?.filtered ?? 0;
    const offset = (answer?.offset ?? 0) + step * spec.rows;
    if (offset >= 0 && offset < total) live.handlers().page?.(offset);
    return true;
  }
}

/** @param {() => void} act */
function done(act) {
  act();
  return true;
}

/** @param {Cell} cell */
function leave(cell) {
  /** @type {HTMLElement | null} */ (cell.closest(".rg-region"))?.focus();
}

/** @param {Cell} cell */
function go(cell) {
  focusable(cell);
  cell.focus();
  cell.scrollIntoView({ block: "nearest", inline: "nearest" });
}

/** @param {Cell} cell */
function focusable(cell) {
  cell.tabIndex = -1;
}

/**
 * @param {EventTarget | null} target
 * @returns {Cell | null}
 */
function cellOf(target) {
  return target instanceof Element ? /** @type {Cell | null} */ (target.closest(CELLS)) : null;
}

/**
 * Whether a press is for the browser's own menu: with shift, on fields and links of text, on chosen text.
 * @param {MouseEvent} event
 */
function isBrowsers(event) {
  const target = /** @type {Element} */ (event.target);
  const link = target.closest("a");
  return event.shiftKey || target.closest("input, textarea") !== null ||
    (link && !link.querySelector("img")) ||
    !getSelection()?.isCollapsed;
}

/**
 * The cell that a key leads to.
 * @param {Cell} cell
 * @param {string} key
 * @param {boolean} far to the first or last row too
 * @returns {Cell | null | undefined} undefined where the key leads nowhere; null at the edge
 */
function neighbour(cell, key, far) {
  const rows = rowsOf(cell);
  const row = rows.findIndex((cells) => cells.includes(cell));
  const column = rows[row].indexOf(cell);
  const last = rows[row].length - 1;
  const at = (/** @type {number} */ r, /** @type {number} */ c) =>
    rows[r]?.[Math.min(c, rows[r].length - 1)] ?? null;
  if (key === "ArrowUp") return at(row - 1, column);
  if (key === "ArrowDown") return at(row + 1, column);
  if (key === "ArrowLeft") return column > 0 ? rows[row][column - 1] : null;
  if (key === "ArrowRight") return column < last ? rows[row][column + 1] : null;
  if (key === "Home") return at(far ? 0 : row, 0);
  if (key === "End") return at(far ? rows.length - 1 : row, Infinity);
  return undefined;
}

/**
 * The cells of a cell's table, row by row.
 * @param {Cell} cell
 * @returns {Cell[][]}
 */
function rowsOf(cell) {
  /** @type {Map<Element, Cell[]>} */
  const rows = new Map();
  for (const one of cell.closest(".rg-region")?.querySelectorAll(CELLS) ?? []) {
    const tr = /** @type {Element} */ (one.parentElement);
    rows.set(tr, [...rows.get(tr) ?? [], /** @type {Cell} */ (one)]);
  }
  return [...rows.values()];
}

/**
 * @param {HTMLElement} figure
 * @param {(cell: Cell) => boolean} menu
 */
function watchLongPress(figure, menu) {
  /** @type {number | undefined} */
  let timer;
  const stop = () => clearTimeout(timer);
  figure.addEventListener("touchstart", (event) => {
    stop();
    const cell = cellOf(event.target);
    if (cell && event.touches.length === 1) timer = setTimeout(() => menu(cell), LONG_PRESS);
  }, { passive: true });
  for (const kind of ["touchend", "touchmove", "touchcancel", "contextmenu"]) {
    figure.addEventListener(kind, stop, { passive: true });
  }
}
