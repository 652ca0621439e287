/**
 * The sets of the page: panels that show the same set switch its members together. The panel at hand is answered
 * first, then those in view, then the others, one after another.
 */

import { normaliseSpec } from "../../core/index.js";
import { like, stateOf } from "./members.js";
import { answerSoon, keepAnswers } from "./recent.js";

/**
 * @typedef {import("../table/panel.js").LivePanel} LivePanel
 * @typedef {import("../table/panel.js").Spec} Spec
 */

/** @type {Map<string, Set<LivePanel>>} */
const PANELS = new Map();

/** Panels that have a new spec and are still to be asked, each with what undoes its drawing. @type {Map<LivePanel, () => void>} */
const WAITING = new Map();

/** @type {{live: LivePanel | null, first: Promise<void>}} */
const NOW = { live: null, first: Promise.resolve() };

/** @param {LivePanel} live */
export function joinSet(live) {
  keepAnswers(live);
  const { set } = live.author;
  if (!set) return;
  const panels = PANELS.get(set) ?? new Set();
  PANELS.set(set, panels.add(live));
  live.figure.addEventListener("reportgen:asking", () => WAITING.delete(live));
  // Whatever else changes the members of a panel: a link, Reset, the page's interface.
  live.figure.addEventListener("reportgen:change", () => spread(live));
}

/**
 * Shows a view; panels of the same set follow in who is shown and who is the reference.
 * @param {LivePanel} live
 * @param {unknown} next
 * @param {number} [offset]
 */
export function show(live, next, offset = 0) {
  const { spec } = normaliseSpec(next, live.schemaFor(/** @type {Spec} */ (next)));
  const back = undoing(live);
  live.note(answerSoon(live, spec, offset));
  NOW.first = live.show(spec, offset).catch(back);
  spread(live);
}

/**
 * Puts the answer back that was in view, where a question failed and the panel has gone back to its former spec.
 * @param {LivePanel} live
 */
function undoing(live) {
  const { answer } = live.view();
  return () => {
    if (live.view().state === "static") live.update({ answer });
  };
}

/** @param {LivePanel} live */
function spread(live) {
  const from = live.view().spec;
  for (const other of PANELS.get(from.set ?? "") ?? []) {
    const { spec } = other.view();
    if (other === live || stateOf(spec) === stateOf(from)) continue;
    const wanted = like(spec, from);
    if (stateOf(wanted) === stateOf(spec)) continue;
    follow(other, normaliseSpec(wanted, other.schemaFor(wanted)).spec);
  }
  catchUp();
}

/** @param {LivePanel} live @param {Spec} spec */
function follow(live, spec) {
  const back = WAITING.get(live) ?? undoing(live);
  const patch = { spec, ...answerSoon(live, spec, live.view().answer?.offset ?? 0) };
  if (distance(live)) live.note(patch);
  else live.update(patch);
  if (NOW.live === live) live.refresh().catch(() => {}); // the older question is given up
  else WAITING.set(live, back);
}

async function catchUp() {
  if (NOW.live) return;
  for (let live = nearest(); live; live = nearest()) {
    NOW.live = live;
    await NOW.first;
    await answered(live);
  }
  NOW.live = null;
}

/** @param {LivePanel} live */
async function answered(live) {
  const back = WAITING.get(live);
  if (!back) return;
  WAITING.delete(live);
  await live.refresh().catch(back); // said in the panel
  const { spec } = live.view();
  live.figure.dispatchEvent(new CustomEvent("reportgen:change", { bubbles: true, detail: { spec } }));
}

/** @returns {LivePanel | undefined} */
function nearest() {
  return [...WAITING.keys()].sort((a, b) => distance(a) - distance(b))[0];
}

/** How far (px) a panel is from what the reader sees. @param {LivePanel} live */
function distance({ figure }) {
  const { top, bottom } = figure.getBoundingClientRect();
  return Math.max(0, top - innerHeight, -bottom);
}
