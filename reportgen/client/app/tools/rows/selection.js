/** Selected rows: by their handles, from one to another, or all that the filter leaves. */

import { rowIds } from "../../../core/index.js";
import { isAbort } from "../../engine/errors.js";

/** @typedef {import("../../table/panel.js").LivePanel} LivePanel */

/**
 * @param {LivePanel} live
 */
export function createSelection(live) {
  /** @type {{id: number, place: number | null, question: string} | null} */
  let anchor = null;

  /** @param {HTMLElement} button a row's handle @param {boolean} range from the row that was pressed last */
  async function selectRow(button, range) {
    const tr = /** @type {HTMLTableRowElement} */ (button.closest("tr"));
    const id = Number(tr.dataset.row);
    const here = { id, place: placeOf(live, tr), question: questionOf(live) };
    const before = anchor;
    const selected = new Set(live.view().selected);
    if (range && before && before.id !== id) {
      for (const one of await between(live, before, here)) selected.add(one);
    } else if (!selected.delete(id)) {
      selected.add(id);
    }
    anchor = here;
    select(live, selected);
  }

  async function selectAll() {
    const { selected, answer } = live.view();
    anchor = null;
    if (selected?.size && selected.size >= (answer?.filtered ?? 0)) {
      return select(live, new Set());
    }
    select(live, new Set(await ids(live)));
  }

  return { selectRow, selectAll };
}

/**
 * Shows what is selected, and says so to whoever listens on the panel.
 * @param {LivePanel} live
 * @param {ReadonlySet<number>} selected
 */
function select(live, selected) {
  live.update({ selected });
  live.figure.dispatchEvent(new Event("reportgen:rows"));
}

/**
 * The rows from one place of the view to another.
 * @param {LivePanel} live
 * @param {{id: number, place: number | null, question: string}} from
 * @param {{id: number, place: number | null, question: string}} to
 */
async function between(live, from, to) {
  if (from.place === null || to.place === null || from.question !== to.question) return [to.id];
  const offset = Math.min(from.place, to.place);
  return await ids(live, { offset, limit: Math.abs(from.place - to.place) + 1 });
}

/**
 * The numbers of the view's rows, or of part of them.
 * @param {LivePanel} live
 * @param {{offset?: number, limit?: number}} [part]
 * @returns {Promise<number[]>}
 */
export async function ids(live, part) {
  const { spec } = live.view();
  const question = (/** @type {any} */ schema, own = spec) => rowIds(own, schema, part);
  try {
    return await live.source.ask(live.schema.relation, spec, question, new AbortController().signal);
  } catch (error) {
    const said = error instanceof Error ? error.message.split("\n")[0] : String(error);
    if (!isAbort(error)) live.update({ message: `The rows could not be selected: ${said}` });
    return [];
  }
}

/**
 * Where a row of the page stands in the view; null for pinned ones and those beneath groups.
 * @param {LivePanel} live
 * @param {HTMLTableRowElement} tr
 */
function placeOf(live, tr) {
  const { answer } = live.view();
  if (!answer || answer.kind !== "rows" || tr.closest(".rg-pinned")) return null;
  const index = answer.ids?.indexOf(Number(tr.dataset.row)) ?? -1;
  return index < 0 ? null : answer.offset + index;
}

/**
 * What the places of rows depend on.
 * @param {LivePanel} live
 */
function questionOf(live) {
  const { filter, search, sort, columns } = live.view().spec;
  return JSON.stringify([filter, search, sort, columns.map(({ name, expr }) => [name, expr])]);
}
