/** All rows of a view in one frame, in panels that have a height. */

import { normaliseSpec } from "../../../core/index.js";
import { addHandlers } from "../../table/handlers.js";
import { watchAcross } from "./across.js";
import { watchScrollKeys } from "./keys.js";
import { createScroll } from "./watch.js";

/**
 * @typedef {import("../../table/panel.js").LivePanel} LivePanel
 * @typedef {import("../../table/panel.js").Handlers} Handlers
 * @typedef {import("../../table/actions.js").Actions} Actions
 */

/** The least height (px) of a frame that a reader asks for. */
const LEAST_HEIGHT = 320;

export function installScroll() {
  addHandlers(createScrolling);
}

/**
 * @param {LivePanel} live
 * @param {Actions} actions
 * @returns {Handlers}
 */
function createScrolling(live, actions) {
  const scroll = createScroll(live);
  watchScrollKeys(live, scroll);
  watchAcross(live);
  /** @param {object} change @param {number} offset */
  function show(change, offset) {
    const { spec } = normaliseSpec({ ...live.view().spec, ...change }, live.schema);
    live.show(spec, offset).catch(() => {}); // said in the panel
  }
  return {
    page: (/** @type {number} */ offset) => scroll.on() ? scroll.to(offset) : actions.page(offset),
    rows: (/** @type {number} */ rows) => show({ rows, height: undefined }, 0),
    allRows() {
      const region = live.figure.querySelector(".rg-region");
      const height = Math.max(LEAST_HEIGHT, region?.clientHeight ?? 0);
      show({ height }, live.view().answer?.offset ?? 0);
    },
  };
}
