/** The marks of a plot: picking one keeps the rows that it stands for. */

import { normaliseSpec, specEdits } from "../../core/index.js";
import { pick } from "./pick.js";

/**
 * @param {import("./panel.js").LivePanel} live
 * @returns {import("./panel.js").Handlers}
 */
export function createPlots(live) {
  return {
    /** @param {string} term */
    plotTerm(term) {
      pick(live, term, () => {
        const next = specEdits.addFilter(live.view().spec, term, live.schema);
        live.show(normaliseSpec(next, live.schema).spec).catch(() => {}); // said in the panel
      });
    },
  };
}
