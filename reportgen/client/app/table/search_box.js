/** The search box: what is typed is looked for after a pause. */

import { normaliseSpec, specEdits } from "../../core/index.js";

/** @typedef {import("./panel.js").LivePanel} LivePanel */

/** A pause in typing after which the search is made (ms). */
const APPLY_AFTER = 150;

/**
 * @param {LivePanel} live
 */
export function createSearchBox(live) {
  /** @type {number | undefined} */
  let timer;

  function apply() {
    clearTimeout(timer);
    const { searching, spec } = live.view();
    if (typeof searching !== "string" || searching.trim() === (spec.search ?? "")) return;
    const next = specEdits.setSearch(spec, searching);
    live.show(normaliseSpec(next, live.schema).spec).catch(() => {}); // said in the panel
  }

  return {
    searchInput(/** @type {Event} */ event) {
      clearTimeout(timer);
      // The box shows it already: typing does not wait for the panel to be drawn.
      live.note({ searching: /** @type {HTMLInputElement} */ (event.currentTarget).value });
      timer = setTimeout(apply, APPLY_AFTER);
    },
    searchCommit() {
      apply();
      live.update({ searching: null });
    },
  };
}
