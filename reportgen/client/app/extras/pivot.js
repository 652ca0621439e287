/** The script of pivots and of groups that are ranges: what answers and draws them. */

import { installPivot, normaliseSpec } from "../../core/index.js";
import { addHandlers } from "../table/handlers.js";

export function install() {
  installPivot();
  addHandlers(answerAgain);
}

/**
 * A link may have asked for a pivot before this script was there.
 * @param {import("../table/panel.js").LivePanel} live
 */
function answerAgain(live) {
  const { spec, answer } = live.view();
  if (spec.pivot && answer?.kind !== "pivot") {
    live.show(normaliseSpec(spec, live.schema).spec).catch(() => {}); // said in the panel
  }
  return {};
}
