/** The images of a panel: pages of a group's gallery, and images at full size. */

import { galleryCount, galleryPage } from "../../core/index.js";
import { isAbort } from "../engine/errors.js";
import { openLightbox } from "../ui/lightbox.js";

/**
 * @typedef {import("./panel.js").LivePanel} LivePanel
 * @typedef {import("./panel.js").Answer} Answer
 * @typedef {import("../../core/cells/types/view.d.ts").ImageValue} ImageValue
 * @typedef {import("../../core/cells/types/view.d.ts").GalleryValue} GalleryValue
 * @typedef {import("../../core/cells/types/view.d.ts").RowHeight} RowHeight
 * @typedef {{column: string, rowKey: any, rowIndex: number, index: number}} ImagePlace
 */

const LIGHTBOX_PAGE = 12;

/**
 * @param {LivePanel} live
 */
export function createGallery(live) {
  /** @type {AbortController | null} */
  let asking = null;

  /**
   * @param {any[]} key
   * @param {string} column
   * @param {number} offset
   * @param {number} limit
   * @param {AbortSignal} signal
   * @returns {Promise<{items: ImageValue[], total: number}>}
   */
  function images(key, column, offset, limit, signal) {
    const { spec } = live.view();
    const question = (/** @type {any} */ schema) => galleryPage(spec, schema, key, column, { offset, limit });
    return /** @type {any} */ (live.source.ask(live.schema.relation, spec, question, signal));
  }

  /**
   * @param {number} row
   * @param {string} column
   * @param {number} offset
   */
  async function turn(row, column, offset) {
    const { answer, spec } = live.view();
    if (!answer?.keys) return;
    asking?.abort();
    const mine = asking = new AbortController();
    const limit = galleryCount(/** @type {RowHeight} */ (spec.row_height));
    try {
      const { items } = await images(answer.keys[row], column, offset, limit, mine.signal);
      if (live.view().answer === answer) {
        live.update({ answer: withGallery(answer, row, column, { items, offset }) });
      }
    } catch (error) {
      if (!isAbort(error)) live.update({ message: `The images could not be loaded: ${messageOf(error)}` });
    }
  }

  /**
   * @param {ImageValue} image
   * @param {ImagePlace} place
   * @param {Event} event
   */
  function open(image, place, event) {
    const click = /** @type {MouseEvent} */ (event);
    if (click.ctrlKey || click.metaKey || click.shiftKey) return; // the browser's own ways to open a link
    event.preventDefault();
    const { answer, media } = live.view();
    const show = answer?.keys ? groupShow(answer, place, images) : rowShow(answer, image, place);
    openLightbox({ host: live.overlays, media: media ?? "", ...show });
  }

  return { galleryPage: turn, openImage: open };
}

/**
 * The images of a column on the page that is shown.
 * @param {Answer | null} answer
 * @param {ImageValue} image
 * @param {ImagePlace} place
 */
function rowShow(answer, image, place) {
  const at = columnIndex(answer, place.column);
  const rows = (answer?.rows ?? []).map((row) => /** @type {ImageValue | null} */ (row[at]));
  const there = rows.filter((value) => value !== null);
  const index = rows.slice(0, place.rowIndex).filter((value) => value !== null).length;
  const all = there.length ? there : [image];
  return { index, total: all.length, image: (/** @type {number} */ i) => Promise.resolve(all[i]) };
}

/**
 * The images of a group: those in view, the others as they are asked for.
 * @param {Answer} answer
 * @param {ImagePlace} place
 * @param {(key: any[], column: string, offset: number, limit: number, signal: AbortSignal) =>
 *   Promise<{items: ImageValue[], total: number}>} images
 */
function groupShow(answer, place, images) {
  const cell = /** @type {GalleryValue} */ (answer.rows[place.rowIndex][columnIndex(answer, place.column)]);
  /** @type {Map<number, ImageValue>} */
  const known = new Map();
  const keep = (/** @type {ImageValue[]} */ items, /** @type {number} */ offset) =>
    items.forEach((item, index) => known.set(offset + index, item));
  keep(cell.items, cell.offset ?? 0);
  const signal = new AbortController().signal;
  return {
    index: place.index,
    total: cell.n,
    /** @param {number} index */
    async image(index) {
      if (!known.has(index)) {
        const offset = Math.floor(index / LIGHTBOX_PAGE) * LIGHTBOX_PAGE;
        keep((await images(place.rowKey, place.column, offset, LIGHTBOX_PAGE, signal)).items, offset);
      }
      return known.get(index) ?? null;
    },
  };
}

/**
 * @param {Answer | null} answer
 * @param {string} name
 */
function columnIndex(answer, name) {
  return (answer?.columns ?? []).findIndex((column) => column.name === name && column.role !== "key");
}

/**
 * @param {Answer} answer
 * @param {number} row
 * @param {string} column
 * @param {{items: ImageValue[], offset: number}} page
 * @returns {Answer}
 */
function withGallery(answer, row, column, page) {
  const at = columnIndex(answer, column);
  const rows = answer.rows.map((cells, index) =>
    index === row
      ? cells.map((cell, i) => i === at ? { .../** @type {object} */ (cell), ...page } : cell)
      : cells
  );
  return { ...answer, rows };
}

/** @param {unknown} error */
function messageOf(error) {
  return error instanceof Error ? error.message.split("\n")[0] : String(error);
}
