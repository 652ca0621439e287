/** What a reader points at in a panel: it filters the panel, or the others where it shares a selection with them. */

/** Fired on a panel when something in it is picked for a selection; its detail is the condition. */
export const PICKED = "reportgen:pick";

/**
 * @param {import("./panel.js").LivePanel} live
 * @param {string} term
 * @param {(term: string) => void} filter
 */
export function pick(live, term, filter) {
  if (!live.view().spec.selection) filter(term);
  else live.figure.dispatchEvent(new CustomEvent(PICKED, { detail: term }));
}
