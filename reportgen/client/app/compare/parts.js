/** What the controls in one part of a split do: about that member's rows, where they are about rows. */

import { rowIds } from "../../core/index.js";
import { isAbort } from "../engine/errors.js";
import { createGallery } from "../table/gallery.js";
import { histogramTerm, valueTerm } from "../table/terms.js";

/**
 * @typedef {import("../table/panel.js").LivePanel} LivePanel
 * @typedef {import("../table/panel.js").Handlers} Handlers
 * @typedef {import("../table/panel.js").Answer} Answer
 * @typedef {import("../table/actions.js").Actions} Actions
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
 * Groups are opened of a whole panel only.
 * @param {LivePanel} live
 * @param {Actions} actions
 * @param {number} member
 * @param {Handlers} handlers
 * @returns {Handlers}
 */
function partHandlers(live, actions, member, handlers) {
  const column = (/** @type {string} */ name) =>
    partOf(live, member)?.answer.columns.find((one) => one.name === name && one.role === "value");
  return {
    ...handlers,
    ...createGallery(livePart(live, member), actions),
    selectAll: handlers.selectAll && (() => selectAll(live, member)),
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
  };
}

/** @param {LivePanel} live @param {number} member */
function partOf(live, member) {
  return live.view().answer?.parts?.find((part) => part.member === member);
}

/**
 * The panel as if one member were all that it shows.
 * @param {LivePanel} live
 * @param {number} member
 * @returns {LivePanel}
 */
function livePart(live, member) {
  const own = (
    /** @type {Answer} */ { parts = [] },
  ) => /** @type {Answer} */ (parts.find((part) => part.member === member)?.answer);
  return {
    ...live,
    view: () => ({ ...live.view(), answer: partOf(live, member)?.answer ?? null }),
    update({ answer, ...patch }) {
      const whole = live.view().answer;
      if (!answer || !whole) return live.update(patch);
      const parts = whole.parts?.map((part) => part.member === member ? { ...part, answer } : part);
      live.update({ ...patch, answer: { ...whole, parts } });
    },
    answerAt: async (spec, offset, signal) => own(await live.answerAt(spec, offset, signal)),
    source: {
      ...live.source,
      ask: (relation, spec, question, signal, form = member) =>
        live.source.ask(relation, spec, question, signal, form),
    },
  };
}

/**
 * Selects all rows of a member that the filter leaves, or, where they are, none of them.
 * @param {LivePanel} live
 * @param {number} member
 */
async function selectAll(live, member) {
  const { spec, selected = new Set() } = live.view();
  const { first = 0, answer } = partOf(live, member) ?? {};
  const isOwn = (/** @type {number} */ row) => row >= first && row < first + (answer?.total ?? 0);
  const others = [...selected].filter((row) => !isOwn(row));
  try {
    const { signal } = new AbortController();
    const all = selected.size - others.length >= (answer?.filtered ?? 0);
    const rows = all ? [] : await live.source.ask(
      live.schema.relation,
      spec,
      (/** @type {any} */ schema, own = spec) => rowIds(own, schema),
      signal,
      member,
    );
    live.update({ selected: new Set([...others, ...rows.map((row) => row + first)]) });
    live.figure.dispatchEvent(new Event("reportgen:rows"));
  } catch (error) {
    const said = error instanceof Error ? error.message.split("\n")[0] : String(error);
    if (!isAbort(error)) live.update({ message: `The rows could not be selected: ${said}` });
  }
}
