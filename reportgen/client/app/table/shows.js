/** What the lightbox goes through: the rows of a view, page after page, or the images of one group. */

import { galleryPage, planColumns } from "../../core/index.js";

/**
 * @typedef {import("./panel.js").LivePanel} LivePanel
 * @typedef {import("./panel.js").Answer} Answer
 * @typedef {import("../../core/cells/types/view.d.ts").ImageValue} ImageValue
 * @typedef {import("../../core/cells/types/view.d.ts").GalleryValue} GalleryValue
 * @typedef {import("../ui/lightbox.js").Item} Item
 * @typedef {{column: string, rowKey: any, rowIndex: number, index: number, only?: boolean, member?: number}} ImagePlace `only`: it stands
 *   among other things in its cell, and there is nothing before and after it
 * @typedef {{index: number, total: number, item: (index: number) => Promise<Item>}} Sequence
 */

const LIGHTBOX_PAGE = 12;

/**
 * The rows of the view in their order; pages that are not shown are asked for.
 * @param {LivePanel} live
 * @param {Answer} answer
 * @param {ImagePlace} place
 * @returns {Sequence}
 */
export function rowSequence(live, answer, place) {
  const { spec } = live.view();
  const lead = columnIndex(answer, place.column);
  /** @type {Map<number, unknown[]>} */
  const known = new Map();
  const keep = (/** @type {Answer} */ { rows, offset }) =>
    rows.forEach((row, i) => known.set(offset + i, row));
  keep(answer);
  const plans = planColumns(answer, spec.columns);
  return {
    index: answer.offset + place.rowIndex,
    total: answer.filtered,
    async item(index) {
      if (!known.has(index)) {
        const offset = Math.floor(index / spec.rows) * spec.rows;
        keep(await live.answerAt(spec, offset, new AbortController().signal));
      }
      const row = known.get(index) ?? [];
      const image = /** @type {ImageValue | null} */ (row[lead] ?? null);
      return { image: image?.file ? image : null, facts: { plans, row, lead } };
    },
  };
}

/**
 * The images of a group: those in view, the others as they are asked for.
 * @param {LivePanel} live
 * @param {Answer} answer
 * @param {ImagePlace} place
 * @returns {Sequence}
 */
export function groupSequence(live, answer, place) {
  const row = answer.rows[place.rowIndex];
  const at = columnIndex(answer, place.column);
  const member = answer.columns[at].members?.indexOf(place.member ?? -1) ?? -1;
  const cell =
    /** @type {GalleryValue} */ (member < 0 ? row[at] : /** @type {unknown[]} */ (row[at])[member]);
  const { spec } = live.view();
  const keys = answer.columns.filter(({ role }) => role === "key" || role === "count");
  const facts = {
    plans: planColumns({ columns: keys, rows: [] }, spec.columns),
    row: keys.map((column) => row[answer.columns.indexOf(column)]),
    lead: -1,
  };
  /** @type {Map<number, ImageValue>} */
  const known = new Map();
  const keep = (/** @type {unknown[]} */ items, /** @type {number} */ offset) =>
    items.forEach((item, index) => known.set(offset + index, /** @type {ImageValue} */ (item)));
  keep(cell.items, cell.offset ?? 0);
  return {
    index: place.index,
    total: cell.n,
    async item(index) {
      if (!known.has(index)) {
        const offset = Math.floor(index / LIGHTBOX_PAGE) * LIGHTBOX_PAGE;
        const asked = { offset, limit: LIGHTBOX_PAGE };
        const page = await groupPage(
          live,
          place.rowKey,
          place.column,
          asked,
          new AbortController().signal,
          place.member,
        );
        keep(page.items, offset);
      }
      const image = known.get(index) ?? null;
      return { image: image?.file ? image : null, facts };
    },
  };
}

/**
 * Some media of one group.
 * @param {LivePanel} live
 * @param {any[]} key
 * @param {string} column
 * @param {{offset: number, limit: number}} page
 * @param {AbortSignal} signal
 * @param {number} [member] of a comparison, whose media are meant
 * @returns {Promise<{items: any[], total: number}>}
 */
export function groupPage(live, key, column, page, signal, member) {
  const { spec } = live.view();
  const question = (/** @type {any} */ schema, own = spec) => galleryPage(own, schema, key, column, page);
  return /** @type {any} */ (live.source.ask(live.schema.relation, spec, question, signal, member));
}

/**
 * @param {Answer | null} answer
 * @param {string} name
 */
export function columnIndex(answer, name) {
  return (answer?.columns ?? []).findIndex((column) => column.name === name && column.role !== "key");
}
