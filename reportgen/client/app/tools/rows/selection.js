/** Selected rows: by their handles, from one to another, or all that the filter leaves. */

import { rowIds } from "../../../core/index.js";
import { isAbort } from "../../engine/errors.js";
import { partAround } from "./place.js";

/**
 * @typedef {import("../../table/panel.js").LivePanel} LivePanel
 * @typedef {{id: number, place: number | null, part: Part | null, question: string}} Pressed `place`: in its view;
 *   `part`: where tables stand apart, the one that the row is of
 * @typedef {import("./place.js").Part} Part
 */

/**
 * @param {LivePanel} live
 */
export function createSelection(live) {
  /** @type {Pressed | null} */
  let anchor = null;

  /** @param {HTMLElement} button a row's handle @param {boolean} range from the row that was pressed last */
  async function selectRow(button, range) {
    const tr = /** @type {HTMLTableRowElement} */ (button.closest("tr"));
    const id = Number(tr.dataset.row);
    const part = partAround(live, tr);
    const here = { id, part, place: placeOf(live, tr, part), question: questionOf(live, part) };
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
 * @param {Pressed} from
 * @param {Pressed} to
 */
async function between(live, from, to) {
  if (from.place === null || to.place === null || from.question !== to.question) return [to.id];
  const offset = Math.min(from.place, to.place);
  const limit = Math.abs(from.place - to.place) + 1;
  const found = await ids(live, { offset, limit }, to.part?.member);
  return found.map((row) => row + (to.part?.first ?? 0));
}

/**
 * The numbers of the view's rows, or of part of them.
 * @param {LivePanel} live
 * @param {{offset?: number, limit?: number}} [part]
 * @param {number} [member] whose rows alone are meant, by the numbers of its own table
 * @returns {Promise<number[]>}
 */
export async function ids(live, part, member) {
  const { spec } = live.view();
  const question = (/** @type {any} */ schema, own = spec) => rowIds(own, schema, part);
  try {
    return await live.source.ask(live.schema.relation, spec, question, new AbortController().signal, member);
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
 * @param {Part | null} part
 */
function placeOf(live, tr, part) {
  const answer = part ? part.answer : live.view().answer;
  if (!answer || answer.kind !== "rows" || tr.closest(".rg-pinned")) return null;
  const index = answer.ids?.indexOf(Number(tr.dataset.row)) ?? -1;
  return index < 0 ? null : answer.offset + index;
}

/**
 * What the places of rows depend on.
 * @param {LivePanel} live
 * @param {Part | null} part
 */
function questionOf(live, part) {
  const { filter, search, sort, columns } = live.view().spec;
  return JSON.stringify([filter, search, sort, columns.map(({ name, expr }) => [name, expr]), part?.member]);
}
