/** Maps in the page: a canvas over the drawing that can be moved, asked and drawn on. */

import { normaliseSpec, readHidden, specEdits, writeHidden, writeName } from "../../core/index.js";
import { createSurface } from "./surface.js";

/**
 * @typedef {import("../table/panel.js").LivePanel} LivePanel
 * @typedef {import("../table/panel.js").Handlers} Handlers
 * @typedef {import("../../core/maps/types.d.ts").MapAnswer} MapAnswer
 * @typedef {{of?: string, method?: string, color?: string, hide?: string, window?: string, [more: string]: unknown}} Plot
 */

/**
 * @param {LivePanel} live
 * @returns {Handlers}
 */
export function createMap(live) {
  const surface = createSurface(live, keep, look);

  /** Says which part is in sight; the rows stay as they are. @param {string} window empty for the whole */
  function look(window) {
    const { spec, answer } = live.view();
    const { window: _, ...plot } = /** @type {Plot} */ (spec.plot ?? {});
    const next = { ...spec, plot: { ...plot, ...window ? { window } : {} } };
    live.show(normaliseSpec(next, live.schema).spec, answer?.offset ?? 0).catch(() => {}); // said in the panel
  }

  /** Keeps the rows of which a condition is true. @param {string} term */
  function keep(term) {
    if (term !== "") show(specEdits.addFilter(live.view().spec, term, live.schema));
  }

  /** @param {unknown} next */
  function show(next) {
    live.show(normaliseSpec(next, live.schema).spec).catch(() => {}); // said in the panel
  }

  /** @param {(plot: Plot) => Plot} change */
  function edit(change) {
    const { spec } = live.view();
    show({ ...spec, plot: change(/** @type {Plot} */ (spec.plot ?? {})) });
  }

  return {
    /** @param {HTMLElement} element @param {MapAnswer} map */
    mapDrawn: (element, map) => surface.drawn(element, map),
    /** @param {"pan" | "box" | "lasso"} tool */
    mapTool(tool) {
      live.update({ mapTool: tool });
      surface.focus();
    },
    /** @param {string} what */
    mapZoom: (what) => surface.zoom(what),
    /** Shows or hides the points of a class. @param {string} label */
    mapClass: (label) =>
      edit(({ hide = "", ...plot }) => {
        const hidden = readHidden(hide);
        const next = hidden.includes(label) ? hidden.filter((one) => one !== label) : [...hidden, label];
        return { ...plot, ...next.length ? { hide: writeHidden(next) } : {} };
      }),
    /** @param {string} value a column's name; nothing for one color */
    mapColor: (value) =>
      edit(({ color, hide: _, ...plot }) => {
        const isColumn = live.schema.columns.some(({ name }) => name === value);
        if (value === "") return plot;
        return { ...plot, color: isColumn ? writeName(value) : color };
      }),
  };
}
