/** Pinned rows. */

import { normaliseSpec, specEdits } from "../../../core/index.js";
import { toast } from "../../ui/toast.js";

/** @typedef {import("../../table/panel.js").LivePanel} LivePanel */

/**
 * @param {LivePanel} live
 * @param {number} id the row's number
 */
export function togglePin(live, id) {
  const { spec, problems } = normaliseSpec(specEdits.togglePin(live.view().spec, id), live.schema);
  if (problems.length) return toast(live.overlays, problems[0].message);
  live.show(spec, live.view().answer?.offset ?? 0).catch(() => {}); // said in the panel
}
