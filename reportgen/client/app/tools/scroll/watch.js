/**
 * All rows of a view in one frame: those in sight are drawn, a rail stands for the others, and the table stays where
 * it is while the frame scrolls over the rail. What has been drawn stays until the rows in its place have come, so
 * that no row is ever blank.
 */

import { planColumns } from "../../../core/index.js";
import { holdWidths, letWidths } from "./widths.js";
import { firstRow, placeOf, railOf, scrolled, settled } from "./place.js";
import { cacheRows } from "./rows.js";

/**
 * @typedef {import("../../table/panel.js").LivePanel} LivePanel
 * @typedef {import("../../table/panel.js").Answer} Answer
 * @typedef {import("./place.js").Shape} Shape
 * @typedef {import("./place.js").Position} Position
 * @typedef {{base: Answer, shown: Answer, cache: import("./rows.js").RowCache, shape: Shape, place: Position,
 *   like: unknown[][], scroll: NonNullable<import("../../../core/cells/types/view.d.ts").View["scroll"]>}} Roll the
 *   answer that is scrolled, what of it is shown, and `like`: rows by which numbers are written
 * @typedef {{on: () => boolean, to: (row: number) => void, by: (rows: number) => void, roll: () => Roll | null}} Scroll
 */

/** The scroll bar rests when it has not moved for so long (ms). */
const REST = 200;
/** Work that takes longer (ms) is announced. */
const BUSY_AFTER = 150;
/** Rows by which the digits of numbers are chosen. */
const LIKE = 200;

/**
 * @param {LivePanel} live
 * @returns {Scroll}
 */
export function createScroll(live) {
  const body = /** @type {HTMLElement} */ (live.figure.querySelector(".panel-body"));
  /** @type {Roll | null} */
  let roll = null;
  let frame = 0;
  /** @type {number | undefined} */
  let resting;
  /** @type {number | undefined} */
  let slow;
  const sizes = new ResizeObserver(() => roll && resize());

  const regionOf = () => /** @type {HTMLElement | null} */ (body.querySelector(".rg-fixed > .rg-region"));

  /** Takes up what is shown now: another answer, another height, or nothing to scroll. */
  function begin() {
    const { answer, spec } = live.view();
    const wanted = spec.height !== undefined && spec.layout === "table" && answer?.kind === "rows" &&
      !spec.compare;
    if (!wanted || !answer) return end();
    if (roll && answer === roll.shown) return later();
    end();
    const region = regionOf();
    if (!region) return;
    const shape = shapeOf(region, answer);
    const cache = cacheRows(live, answer, { arrived, failed });
    const place = placeOf(shape, answer.offset);
    roll = {
      base: answer,
      shown: answer,
      cache,
      shape,
      place,
      like: answer.rows,
      scroll: scrollOf(shape, answer, answer.rows),
    };
    sizes.observe(region);
    live.update({ scroll: roll.scroll });
    draw();
    region.scrollTop = place.top;
    place.top = region.scrollTop;
    resting = setTimeout(rest, REST);
  }

  function end() {
    if (!roll) return;
    const { base, shown, cache } = roll;
    cache.close();
    clearTimeout(slow);
    sizes.disconnect();
    roll = null;
    const { answer } = live.view();
    live.update({ answer: answer === shown ? base : answer, scroll: undefined, busy: false });
    letWidths(body);
  }

  /** The frame has another size, or its rows another height. */
  function resize() {
    const region = regionOf();
    if (!roll || !region) return;
    const shape = shapeOf(region, roll.shown);
    if (shape.fit === roll.shape.fit && shape.pitch === roll.shape.pitch) return;
    const { first } = firstRow(roll.shape, roll.place);
    roll.shape = shape;
    roll.scroll = { ...roll.scroll, rail: railOf(shape) };
    letWidths(body);
    to(first);
  }

  /** Draws the rows in sight, if all of them are there; else asks for them. */
  function draw() {
    if (!roll) return;
    const { shape, place, cache, base } = roll;
    const { first } = firstRow(shape, place);
    const count = Math.min(shape.fit, base.filtered - first);
    const window = cache.window(first, count);
    cache.want(first, count);
    if (!window) {
      slow ??= setTimeout(() => live.update({ busy: true }), BUSY_AFTER);
      return;
    }
    clearTimeout(slow);
    slow = undefined;
    const same = roll.shown.offset === first && roll.shown.rows.length === count &&
      roll.shown.columns === base.columns && live.view().scroll === roll.scroll;
    if (!same) {
      keepFocus();
      roll.shown = { ...base, offset: first, ...window };
      live.update({ answer: roll.shown, scroll: roll.scroll, busy: false });
    }
    queueMicrotask(shift);
  }

  /** After the drawing: the part of the first row that is above the frame, and columns that do not shrink. */
  function shift() {
    const rows = /** @type {HTMLElement | null} */ (body.querySelector(".rg-table > tbody:not(.rg-pinned)"));
    if (!roll || !rows) return;
    const { hidden } = firstRow(roll.shape, roll.place);
    const first = /** @type {HTMLElement | null} */ (rows.firstElementChild);
    const pixels = hidden ? Math.round(hidden * (first?.offsetHeight ?? 0)) : 0;
    rows.style.transform = pixels ? `translateY(${-pixels}px)` : "";
    holdWidths(body);
  }

  /** A row that has the focus may be scrolled away: then the frame takes it. */
  function keepFocus() {
    const row = document.activeElement?.closest("tr[data-row]");
    if (!row || !body.contains(row) || row.closest(".rg-pinned")) return;
    const id = Number(row.getAttribute("data-row"));
    queueMicrotask(() => {
      if (roll && !roll.shown.ids?.includes(id)) regionOf()?.focus({ preventScroll: true });
    });
  }

  /** @param {unknown[][]} rows */
  function arrived(rows) {
    if (!roll) return;
    roll.like = [...roll.like, ...rows].slice(-LIKE);
    const scroll = scrollOf(roll.shape, roll.base, roll.like);
    if (JSON.stringify(scroll) !== JSON.stringify(roll.scroll)) {
      roll.scroll = scroll;
      // Rows are drawn again when their columns are others.
      roll.base = { ...roll.base, columns: [...roll.base.columns] };
    }
    later();
  }

  /** @param {unknown} error */
  function failed(error) {
    clearTimeout(slow);
    slow = undefined;
    const text = error instanceof Error ? error.message.split("\n")[0] : String(error);
    live.update({ busy: false, message: `The rows could not be read: ${text}` });
  }

  function later() {
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      draw();
    });
  }

  /** The bar rests: it is put where the rows are, and the rows around are fetched. */
  function rest() {
    resting = undefined;
    const region = regionOf();
    if (!roll || !region) return;
    // A busy page hears late that the bar moves on.
    if (Math.abs(region.scrollTop - roll.place.top) >= 1) return moved();
    roll.place = settled(roll.shape, roll.place);
    if (Math.abs(region.scrollTop - roll.place.top) > 1) region.scrollTop = roll.place.top;
    roll.cache.prepare();
    draw();
  }

  function moved() {
    const region = regionOf();
    if (!roll || !region) return;
    clearTimeout(resting);
    resting = setTimeout(rest, REST);
    roll.place = scrolled(roll.shape, roll.place, region.scrollTop);
    later();
  }

  /** @param {number} row */
  function to(row) {
    const region = regionOf();
    if (!roll || !region) return;
    roll.place = placeOf(roll.shape, row);
    // Behind the last place of the rail are the last rows, as a whole.
    const isEnd = row > roll.shape.rows - roll.shape.fit;
    region.scrollTop = isEnd ? region.scrollHeight : roll.place.top;
    roll.place.top = region.scrollTop;
    draw();
  }

  body.addEventListener("scroll", (event) => event.target === regionOf() && moved(), {
    capture: true,
    passive: true,
  });
  live.figure.addEventListener("reportgen:change", begin);
  begin();
  return {
    on: () => roll !== null,
    to,
    by: (rows) => roll && to(firstRow(roll.shape, roll.place).first + rows),
    roll: () => roll,
  };
}

/**
 * @param {HTMLElement} region
 * @param {Answer} answer
 * @returns {Shape}
 */
function shapeOf(region, answer) {
  const height = (/** @type {string} */ part) =>
    /** @type {HTMLElement | null} */ (region.querySelector(`.rg-table > ${part}`))?.offsetHeight ?? 0;
  const pitch = Math.max(20, height("tbody:not(.rg-pinned)") / Math.max(1, answer.rows.length));
  const room = region.clientHeight - height("thead") - height("tbody.rg-pinned");
  // One more than fit, for those that are cut at the edges.
  const fit = Math.min(answer.filtered, Math.max(1, Math.ceil(room / pitch)) + 1);
  return { rows: answer.filtered, fit, pitch };
}

/**
 * @param {Shape} shape
 * @param {Answer} answer
 * @param {unknown[][]} rows
 */
function scrollOf(shape, { columns }, rows) {
  return { rail: railOf(shape), formats: planColumns({ columns, rows }).map(({ format }) => format) };
}
