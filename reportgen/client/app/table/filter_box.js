/** The filter box: what is typed, whether it can be applied, and when it is. */

import { normaliseSpec } from "../../core/index.js";

/** @typedef {import("./panel.js").LivePanel} LivePanel */
/** @typedef {import("./panel.js").Problem} Problem */
/** @typedef {import("../editors/completion.js").Options} CompletionOptions */
/** @typedef {import("../editors/completion.js").Completion} Completion */
/** @typedef {import("../../core/expr/types.js").Type} Type */

/** A pause in typing after which a valid filter is applied (ms). */
const APPLY_AFTER = 150;
/** A longer one, after which what is wrong is shown: half a word is not yet a mistake. */
const SHOW_PROBLEMS_AFTER = 700;

/**
 * What completes expressions; it comes in a script of its own, once panels are alive.
 * @type {{create: ((options: CompletionOptions) => Completion) | null}}
 */
export const COMPLETION = { create: null };

/**
 * @param {LivePanel} live
 */
export function createFilterBox(live) {
  /** @type {number | undefined} */
  let timer;
  /** @type {Completion | undefined} */
  let made;
  const completion = () =>
    made ??= COMPLETION.create?.({
      input: () => inputOf(live),
      host: live.overlays,
      id: `${live.figure.id}-completions`,
      schema: () => schemaWithDerived(live),
      aggregates: () => "no",
      changed: typed,
      attributes(completion) {
        live.note({ completion });
        describe(inputOf(live), completion);
      },
    });

  /** @param {string} draft */
  function typed(draft) {
    clearTimeout(timer);
    // The box shows it already: typing does not wait for the panel to be drawn.
    live.note({ draft });
    if (live.view().problems?.length && !problemsOf(live, draft).length) live.update({ problems: [] });
    timer = setTimeout(() => {
      const problems = problemsOf(live, draft);
      if (!problems.length) return apply(draft);
      timer = setTimeout(() => live.update({ problems }), SHOW_PROBLEMS_AFTER - APPLY_AFTER);
    }, APPLY_AFTER);
  }

  /** @param {string} text */
  function apply(text) {
    const filter = text.trim();
    live.update({ problems: [] });
    if (filter === (live.view().spec.filter ?? "")) return;
    const { filter: _old, ...rest } = live.view().spec;
    const { spec } = normaliseSpec(filter ? { ...rest, filter } : rest, live.schema);
    live.show(spec).catch(() => {}); // said in the panel
  }

  /** Applies what stands in the box, or says at once what is wrong with it. */
  function commit() {
    clearTimeout(timer);
    const { draft } = live.view();
    if (draft === null || draft === undefined) return;
    const problems = problemsOf(live, draft);
    if (problems.length) return live.update({ problems });
    apply(draft);
    live.update({ draft: null });
  }

  function revert() {
    clearTimeout(timer);
    live.update({ draft: null, problems: [], searching: null });
  }

  return {
    filterInput(/** @type {Event} */ event) {
      typed(/** @type {HTMLInputElement} */ (event.currentTarget).value);
      completion()?.typed();
    },
    filterKeydown(/** @type {KeyboardEvent} */ event) {
      if (event.isComposing || completion()?.key(event)) return;
      if (event.key === "Enter") {
        event.preventDefault();
        commit();
      } else if (event.key === "Escape" && live.view().draft !== null) {
        revert();
      }
    },
    filterCommit() {
      completion()?.close();
      commit();
    },
    /** Drops what was typed and not applied, because another view is shown. */
    clear: revert,
    /** Takes over what was typed before the page's script ran. */
    adopt: typed,
  };
}

/**
 * The panel's filter box.
 * @param {LivePanel} live
 */
function inputOf(live) {
  return /** @type {HTMLInputElement | null} */ (live.figure.querySelector(".rg-filter-input"));
}

/**
 * Says on the box which completion is chosen, as drawing the panel would.
 * @param {HTMLInputElement | null} box
 * @param {{list: string, active: string | null} | null} completion
 */
function describe(box, completion) {
  const attributes = { "aria-controls": completion?.list, "aria-activedescendant": completion?.active };
  for (const [name, value] of Object.entries(attributes)) {
    if (value) box?.setAttribute(name, value);
    else box?.removeAttribute(name);
  }
}

/**
 * @param {LivePanel} live
 * @param {string} text
 * @returns {Problem[]}
 */
function problemsOf(live, text) {
  if (!text.trim()) return [];
  const { problems } = normaliseSpec({ ...live.view().spec, filter: text }, live.schema);
  return problems.filter((/** @type {Problem} */ problem) => problem.at?.option === "filter");
}

/**
 * The table's columns and the derived ones, for completion.
 * @param {LivePanel} live
 */
export function schemaWithDerived(live) {
  const { spec, answer } = live.view();
  const derived = (spec.columns ?? []).filter((entry) => entry.expr !== undefined).map(({ name }) => ({
    name,
    type:
      /** @type {Type} */ (answer?.columns.find((column) => column.name === name)?.type ?? { kind: "null" }),
  }));
  return { ...live.schema, columns: [...live.schema.columns, ...derived] };
}
