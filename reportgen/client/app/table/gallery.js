/** The media of a panel: pages of a group's gallery, media at full size, how overlays are drawn, and the layout. */

import { galleryCount, normaliseSpec } from "../../core/index.js";
import { isAbort } from "../engine/errors.js";
import { openLightbox } from "../ui/lightbox.js";
import { openMedium } from "../ui/medium.js";
import { openOverlays } from "../ui/overlay_popover.js";
import { columnIndex, groupPage, groupSequence, rowSequence } from "./shows.js";

/**
 * @typedef {import("./panel.js").LivePanel} LivePanel
 * @typedef {import("./panel.js").Answer} Answer
 * @typedef {import("./panel.js").Handlers} Handlers
 * @typedef {import("./actions.js").Actions} Actions
 * @typedef {import("./shows.js").ImagePlace} ImagePlace
 * @typedef {import("../../core/cells/types/view.d.ts").AnswerColumn} AnswerColumn
 * @typedef {import("../../core/cells/types/view.d.ts").ImageValue} ImageValue
 * @typedef {import("../../core/cells/types/view.d.ts").RowHeight} RowHeight
 * @typedef {import("../../core/cells/types/media.d.ts").FileValue} FileValue
 * @typedef {import("../../core/spec/overlays.js").OverlaySettings} OverlaySettings
 * @typedef {{column: string, kind: string, rowKey: any, rowIndex: number}} MediaPlace
 */

/**
 * @param {LivePanel} live
 * @param {Actions} actions
 * @returns {Handlers}
 */
export function createGallery(live, actions) {
  const host = live.overlays;
  actions.overlays = (name, button) =>
    openOverlays({
      host,
      button,
      column: () => columnOf(live, name),
      change: (next) => setOverlays(live, name, next),
    });
  return {
    galleryPage: createTurn(live),
    /** @param {ImageValue} image @param {ImagePlace} place @param {Event} event */
    openImage(image, place, event) {
      if (isBrowsers(event)) return;
      event.preventDefault();
      const { answer, media } = live.view();
      openLightbox({
        host,
        media: media ?? "",
        column: () => columnOf(live, place.column),
        change: (next) => setOverlays(live, place.column, next),
        ...sequenceOf(live, answer, image, place),
      });
    },
    /** @param {FileValue} value @param {MediaPlace} place @param {Event} event */
    openMedia(value, place, event) {
      if (isBrowsers(event)) return;
      event.preventDefault();
      openMedium({ host, media: live.view().media ?? "", kind: place.kind, value });
    },
    layout: (/** @type {string} */ layout) =>
      show(live, { ...live.view().spec, layout, plot: live.author.plot }),
  };
}

/**
 * The pages of a group's media.
 * @param {LivePanel} live
 */
function createTurn(live) {
  /** @type {AbortController | null} */
  let asking = null;
  return async (
    /** @type {number} */ row,
    /** @type {string} */ column,
    /** @type {number} */ offset,
    /** @type {number | undefined} */ member,
  ) => {
    const { answer, spec } = live.view();
    if (!answer?.keys) return;
    asking?.abort();
    const mine = asking = new AbortController();
    const { kind } = answer.columns[columnIndex(answer, column)].type;
    const limit = galleryCount(/** @type {RowHeight} */ (spec.row_height), kind, spec.layout === "gallery");
    try {
      const { items } = await groupPage(
        live,
        answer.keys[row],
        column,
        { offset, limit },
        mine.signal,
        member,
      );
      if (live.view().answer === answer) {
        live.update({ answer: withGallery(answer, row, column, { items, offset }, member) });
      }
    } catch (error) {
      if (!isAbort(error)) live.update({ message: `The group could not be paged: ${messageOf(error)}` });
    }
  };
}

/** Whether a click is one of the browser's own ways to open a link. @param {Event} event */
function isBrowsers(event) {
  const { ctrlKey, metaKey, shiftKey } = /** @type {MouseEvent} */ (event);
  return ctrlKey || metaKey || shiftKey;
}

/**
 * What comes before and after an image.
 * @param {LivePanel} live
 * @param {Answer | null} answer
 * @param {ImageValue} image
 * @param {ImagePlace} place
 * @returns {import("./shows.js").Sequence}
 */
function sequenceOf(live, answer, image, { ...place }) {
  // Where rows are scrolled, those that stay are not drawn again and do not know where they stand now.
  if (answer?.ids) place.rowIndex = answer.ids.indexOf(place.rowKey);
  const at = columnIndex(answer, place.column);
  const isImages = answer && at >= 0 && answer.columns[at].type.kind === "image";
  // A pinned row, or one beneath its group, stands outside of the order.
  const isInOrder = isImages && (answer.keys ?? answer.ids)?.[place.rowIndex] === place.rowKey;
  if (place.only || !isInOrder) {
    return { index: 0, total: 1, item: () => Promise.resolve({ image, facts: null }) };
  }
  return answer.keys ? groupSequence(live, answer, place) : rowSequence(live, answer, place);
}

/**
 * A column as it is drawn now.
 * @param {LivePanel} live
 * @param {string} name
 * @returns {AnswerColumn}
 */
function columnOf(live, name) {
  const { answer, spec } = live.view();
  const column = answer?.columns[columnIndex(answer, name)];
  const plain = { name, label: name, type: { kind: "image" }, role: /** @type {const} */ ("cell") };
  const entry = spec.columns.find((one) => one.name === name);
  return { ...column ?? { ...plain, show: /** @type {const} */ ("value") }, entry };
}

/**
 * @param {LivePanel} live
 * @param {string} name
 * @param {OverlaySettings} overlays
 */
function setOverlays(live, name, overlays) {
  const { spec } = live.view();
  show(live, { ...spec, columns: spec.columns.map((one) => one.name === name ? { ...one, overlays } : one) });
}

/**
 * Shows another drawing of the page where the reader is.
 * @param {LivePanel} live
 * @param {unknown} next
 */
function show(live, next) {
  const { spec } = normaliseSpec(next, live.schema);
  live.show(spec, live.view().answer?.offset ?? 0).catch(() => {}); // said in the panel
}

/**
 * @param {Answer} answer
 * @param {number} row
 * @param {string} column
 * @param {{items: unknown[], offset: number}} page
 * @param {number} [member] of a comparison, whose media these are
 * @returns {Answer}
 */
function withGallery(answer, row, column, page, member) {
  const at = columnIndex(answer, column);
  /** @param {unknown} cell @param {number} [place] where the member's value stands in the cell */
  const paged = (cell, place = -1) =>
    place < 0
      ? { .../** @type {object} */ (cell), ...page }
      : /** @type {object[]} */ (cell).map((one, i) => i === place ? { ...one, ...page } : one);
  const rows = answer.rows.map((cells, index) =>
    index === row
      ? cells.map((cell, i) =>
        i === at ? paged(cell, answer.columns[at].members?.indexOf(member ?? -1)) : cell
      )
      : cells
  );
  return { ...answer, rows };
}

/** @param {unknown} error */
function messageOf(error) {
  return error instanceof Error ? error.message.split("\n")[0] : String(error);
}
