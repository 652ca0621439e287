/** Goes through the members one after another, as over the epochs of a training; plays by itself when asked. */

import { compareEdits, normaliseSpec } from "../../core/index.js";
import { shownOf } from "./members.js";

/** @typedef {import("../table/panel.js").LivePanel} LivePanel */

/** How long a step is looked at (ms). */
const STEP = 1200;

/**
 * @param {LivePanel} live
 */
export function createPlayer(live) {
  /** @type {number | undefined} */
  let timer;

  /** The place that is reached; the last one where all are shown. */
  function place() {
    const { spec } = live.view();
    const order = shownOf(spec);
    const at = order.indexOf(spec.compare?.at ?? -1);
    return at < 0 ? order.length - 1 : at;
  }

  /** @param {number | null} to null shows all steps @returns {Promise<void>} */
  async function go(to) {
    const { spec, answer } = live.view();
    const order = shownOf(spec);
    const at = to === null ? undefined : order[Math.max(0, Math.min(order.length - 1, to))];
    const next = compareEdits.setCompare(spec, { at });
    await live.show(normaliseSpec(next, live.schemaFor(next)).spec, answer?.offset ?? 0);
  }

  function stop() {
    clearTimeout(timer);
    timer = undefined;
    live.update({ playing: false });
  }

  async function step() {
    const last = shownOf(live.view().spec).length - 1;
    const next = place() + 1;
    try {
      await go(next > last ? 0 : next);
    } catch {
      return stop(); // said in the panel
    }
    if (timer === undefined) return;
    if (place() >= last) stop();
    else timer = setTimeout(step, STEP);
  }

  return {
    go(/** @type {number | null} */ to) {
      if (timer !== undefined) stop();
      go(to).catch(() => {}); // said in the panel
    },
    toggle() {
      if (timer !== undefined) return stop();
      live.update({ playing: true });
      // Whoever does not want motion gets one step a press.
      if (matchMedia("(prefers-reduced-motion: reduce)").matches) {
        step().then(stop);
        return;
      }
      timer = setTimeout(step, place() >= shownOf(live.view().spec).length - 1 ? 0 : STEP / 3);
    },
  };
}
