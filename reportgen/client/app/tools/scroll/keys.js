/** The keyboard in cells of a table that is scrolled: keys lead on to rows that are not drawn yet. */

/**
 * @typedef {import("../../table/panel.js").LivePanel} LivePanel
 * @typedef {import("./watch.js").Scroll} Scroll
 */

const ROWS = ".rg-table > tbody:not(.rg-pinned) > tr[data-row]";

/**
 * @param {LivePanel} live
 * @param {Scroll} scroll
 */
export function watchScrollKeys({ figure }, scroll) {
  watchEnds(figure);
  figure.addEventListener("keydown", (event) => {
    const roll = scroll.roll();
    const cell = /** @type {HTMLElement} */ (event.target);
    const tr = cell.matches("td, th") ? /** @type {HTMLElement | null} */ (cell.closest(ROWS)) : null;
    if (roll && cell.matches(".rg-region") && (event.key === "Home" || event.key === "End")) {
      event.preventDefault();
      return scroll.to(event.key === "Home" ? 0 : roll.shape.rows);
    }
    if (!roll || !tr || event.altKey || event.metaKey) return;
    const at = roll.shown.ids?.indexOf(Number(tr.dataset.row)) ?? -1;
    const aim = at < 0 ? null : aimOf(event, roll.shown.offset + at, roll);
    if (aim === null) return;
    event.preventDefault();
    event.stopPropagation();
    scroll.to(aim.first);
    focusWhenThere(figure, scroll, aim.row, [...tr.children].indexOf(cell));
  }, { capture: true });
}

/**
 * The first and the last cell of a row may not be drawn.
 * @param {HTMLElement} figure
 */
function watchEnds(figure) {
  figure.addEventListener("keydown", (event) => {
    const cell = /** @type {HTMLElement} */ (event.target);
    const region = cell.closest(".rg-region:has(.rg-gap)");
    const tr = cell.closest("tr");
    const isEnd = event.key === "End";
    if (!region || !tr || !cell.matches("td, th") || event.ctrlKey || !(isEnd || event.key === "Home")) {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    region.scrollLeft = isEnd ? region.scrollWidth : 0;
    let frames = 60;
    const look = () => {
      const cells = /** @type {HTMLElement[]} */ ([...tr.children].filter((one) =>
        !one.matches(".rg-handle")
      ));
      const aim = isEnd ? cells[cells.length - 1] : cells[0];
      if (aim.matches(".rg-gap")) return void (--frames && requestAnimationFrame(look));
      aim.tabIndex = -1;
      aim.focus();
    };
    requestAnimationFrame(look);
  }, { capture: true });
}

/**
 * The row that a key leads to, and the row that then is the first in sight; null where no row has to come for it.
 * @param {KeyboardEvent} event
 * @param {number} row where the focus is
 * @param {import("./watch.js").Roll} roll
 * @returns {{row: number, first: number} | null}
 */
function aimOf({ key, ctrlKey }, row, { shown, shape }) {
  const last = shape.rows - 1;
  // The last one that is drawn is cut by the frame.
  const page = Math.max(1, shape.fit - 2);
  const step = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page }[key];
  if (ctrlKey && key === "Home") return { row: 0, first: 0 };
  if (ctrlKey && key === "End") return { row: last, first: last };
  if (step === undefined || ctrlKey) return null;
  const next = Math.min(last, Math.max(0, row + step));
  const isArrow = Math.abs(step) === 1;
  const inSight = next > shown.offset && next < shown.offset + shape.fit - 2;
  if (isArrow && (inSight || next === row)) return null;
  return { row: next, first: shown.offset + step };
}

/**
 * @param {HTMLElement} figure
 * @param {Scroll} scroll
 * @param {number} row
 * @param {number} column
 */
function focusWhenThere(figure, scroll, row, column) {
  let frames = 300;
  const look = () => {
    const shown = scroll.roll()?.shown;
    const tr = shown && figure.querySelectorAll(ROWS)[row - shown.offset];
    const cell = /** @type {HTMLElement | undefined} */ (tr?.children[column]);
    if (!cell || tr?.getAttribute("data-row") !== String(shown?.ids?.[row - shown.offset])) {
      if (shown && --frames) requestAnimationFrame(look);
      return;
    }
    cell.tabIndex = -1;
    cell.focus({ preventScroll: true });
  };
  queueMicrotask(look);
}
