/** What the controls in one part of a split do: about that member's rows, where they are about rows. */

import { galleryCount } from "../../core/index.js";
import { isAbort } from "../engine/errors.js";
import { groupPage } from "../table/shows.js";
import { histogramTerm, valueTerm } from "../table/terms.js";

/**
 * @typedef {import("../table/panel.js").LivePanel} LivePanel
 * @typedef {import("../table/panel.js").Handlers} Handlers
 * @typedef {import("../table/panel.js").Answer} Answer
 * @typedef {import("../table/actions.js").Actions} Actions
 * @typedef {import("../../core/cells/types/view.d.ts").RowHeight} RowHeight
 */

/**
 * @param {LivePanel} live
 * @param {Actions} actions
 * @returns {any} the handlers of a part, by the member's index; the same ones until those of the panel change
 */
export function createParts(live, actions) {
  /** @type {Map<number, Handlers>} */
  let made = new Map();
  /** @type {Handlers | null} */
  let from = null;
  return (/** @type {number} */ member) => {
    const handlers = live.handlers();
    if (from !== handlers) made = new Map();
    from = handlers;
    let found = made.get(member);
    if (!found) made.set(member, found = partHandlers(live, actions, member, handlers));
    return found;
  };
}

/**
 * Rows are selected, and groups opened, of a whole panel only.
 * @param {LivePanel} live
 * @param {Actions} actions
 * @param {number} member
 * @param {Handlers} handlers
 * @returns {Handlers}
 */
function partHandlers(live, actions, member, handlers) {
  const column = (/** @type {string} */ name) =>
    partOf(live, member)?.columns.find((one) => one.name === name && one.role === "value");
  return {
    ...handlers,
    selectRow: undefined,
    selectAll: undefined,
    openGroup: undefined,
    histogramBin(name, lo) {
      const found = column(name);
      const term = found && histogramTerm(found, lo);
      if (term) actions.addFilter(term);
    },
    distributionValue(name, value) {
      const found = column(name);
      const term = found && valueTerm(found, value);
      if (term) actions.addFilter(term);
    },
    galleryPage: (row, name, offset) => turn(live, member, row, name, offset),
  };
}

/** @param {LivePanel} live @param {number} member @returns {Answer | undefined} */
function partOf(live, member) {
  return live.view().answer?.parts?.find((part) => part.member === member)?.answer;
}

/**
 * Shows other media of a group.
 * @param {LivePanel} live
 * @param {number} member
 * @param {number} row
 * @param {string} name
 * @param {number} offset
 */
async function turn(live, member, row, name, offset) {
  const { answer, spec } = live.view();
  const part = partOf(live, member);
  if (!answer || !part?.keys) return;
  const at = part.columns.findIndex((column) => column.name === name && column.role !== "key");
  const limit = galleryCount(/** @type {RowHeight} */ (spec.row_height), part.columns[at].type.kind);
  try {
    const { signal } = new AbortController();
    const { items } = await groupPage(live, part.keys[row], name, { offset, limit }, signal, member);
    if (live.view().answer !== answer) return;
    const rows = part.rows.map((cells, index) =>
      index === row
        ? cells.map((cell, i) => i === at ? { .../** @type {object} */ (cell), items, offset } : cell)
        : cells
    );
    const parts = answer.parts?.map((one) =>
      one.member === member ? { ...one, answer: { ...part, rows } } : one
    );
    live.update({ answer: { ...answer, parts } });
  } catch (error) {
    const said = error instanceof Error ? error.message.split("\n")[0] : String(error);
    if (!isAbort(error)) live.update({ message: `The group could not be paged: ${said}` });
  }
}
