/** Panels that share a selection: what one of them selects, the others are asked about anew. */

import { keptBy } from "../../../core/index.js";

/**
 * @typedef {import("../../table/panel.js").LivePanel} LivePanel
 * @typedef {import("../../../core/sql/selection.js").Kept} Kept
 * @typedef {import("../../../core/sql/selection.js").Part} Part
 * @typedef {(first: number, last: number) => import("../../table/panel.js").Answer} Brushed
 * @typedef {{first: number, last: number}} Bars
 *
 * @typedef {object} Linked
 * @property {LivePanel} live
 * @property {string | null} brushed what is selected while a reader drags
 * @property {Brushed | null} quick answers, while a reader drags in another panel
 * @property {boolean} preparing whether they are being made
 * @property {Bars | null} bars those that the reader has dragged over by now
 * @property {Kept} wanted what the others keep
 * @property {Kept | null} shown what the last question was about
 * @property {boolean} asking
 */

/** All panels of the page, those that share nothing among them: a reader's script may change that. @type {Linked[]} */
const ALL = [];

/** @param {LivePanel} live @returns {Linked} */
export function addLinked(live) {
  const wanted = live.view().kept ?? { texts: [], rows: null, foreign: [] };
  const own = {
    live,
    brushed: null,
    quick: null,
    preparing: false,
    bars: null,
    wanted,
    shown: wanted,
    asking: false,
  };
  ALL.push(own);
  return own;
}

/** @param {LivePanel} live */
export function linkedOf(live) {
  return ALL.find((one) => one.live === live);
}

/** Those that share the selection of one. @param {Linked} own */
export function othersOf(own) {
  const { selection } = own.live.view().spec;
  return ALL.filter((other) => other !== own && selection && other.live.view().spec.selection === selection);
}

/** What a panel keeps of the others. @param {Linked} linked @returns {Part} */
export function partOf({ live, brushed }) {
  const { spec, selected } = live.view();
  return {
    spec: brushed === null ? spec : { ...spec, selects: brushed },
    schema: live.schema,
    ...selected?.size ? { rows: [...selected] } : {},
  };
}

/**
 * What others keep of a panel.
 * @param {Linked} linked
 * @param {Linked} [without] one of them that does not count
 */
export function keptOf(linked, without) {
  return keptBy(othersOf(linked).filter((one) => one !== without).map(partOf), linked.live.schema);
}

/**
 * Asks the others anew, if what they are about has changed.
 * @param {Linked} own
 * @param {Bars} [bars] that a reader is dragging over
 */
export function spread(own, bars) {
  for (const other of [own, ...othersOf(own)]) {
    const wanted = keptOf(other);
    const same = JSON.stringify(wanted) === JSON.stringify(other.wanted);
    // What was shown on the way is asked for once more when the drag is over.
    if (same && (bars || other.shown === other.wanted)) continue;
    other.wanted = wanted;
    other.bars = bars ?? null;
    // A step that is asked for while the quick answers are made would only hold these up.
    if (!bars || !other.preparing) follow(other);
  }
}

/** Shows what is wanted now: quickly, where a reader drags and that can be. @param {Linked} linked */
export function follow(linked) {
  const { live, bars, quick, wanted } = linked;
  if (bars && quick) live.update({ answer: quick(bars.first, bars.last), kept: shownKept(wanted) });
  else ask(linked);
}

/**
 * One question at a time: what came while it was answered, the next one answers, and only the newest of it. So a
 * panel follows a brush as fast as it can, and is never held up by steps that are over.
 * @param {Linked} linked
 */
async function ask(linked) {
  if (linked.asking) return;
  linked.asking = true;
  while (linked.wanted !== linked.shown) {
    const { live, wanted } = linked;
    linked.shown = wanted;
    live.update({ kept: shownKept(wanted) });
    await live.keep(wanted.texts.length || wanted.rows ? wanted : null).catch(() => {}); // said in the panel
  }
  linked.asking = false;
}

/** @param {Kept} kept */
function shownKept(kept) {
  return kept.texts.length || kept.rows || kept.foreign.length ? kept : null;
}
