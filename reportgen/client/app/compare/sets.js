/** The sets of the page: panels that show the same set switch its members together. */

import { normaliseSpec } from "../../core/index.js";
import { like, stateOf } from "./members.js";

/**
 * @typedef {import("../table/panel.js").LivePanel} LivePanel
 * @typedef {import("../table/panel.js").Spec} Spec
 */

/** @type {Map<string, Set<LivePanel>>} */
const PANELS = new Map();

/** @param {LivePanel} live */
export function joinSet(live) {
  const { set } = live.author;
  if (!set) return;
  const panels = PANELS.get(set) ?? new Set();
  PANELS.set(set, panels.add(live));
  // Whatever else changes the members of a panel: a link, Reset, the page's interface.
  live.figure.addEventListener("reportgen:change", () => spread(live));
}

/**
 * Shows a view; panels of the same set follow in who is shown and who is the reference.
 * @param {LivePanel} live
 * @param {unknown} next
 * @param {number} [offset]
 */
export function show(live, next, offset) {
  const { spec } = normaliseSpec(next, live.schemaFor(/** @type {Spec} */ (next)));
  live.show(spec, offset).catch(() => {}); // said in the panel
  spread(live);
}

/** @param {LivePanel} live */
function spread(live) {
  const from = live.view().spec;
  for (const other of PANELS.get(from.set ?? "") ?? []) {
    const { spec } = other.view();
    if (other === live || stateOf(spec) === stateOf(from)) continue;
    const next = like(spec, from);
    if (stateOf(next) === stateOf(spec)) continue;
    other.show(normaliseSpec(next, other.schemaFor(next)).spec).catch(() => {}); // said in the panel
  }
}
