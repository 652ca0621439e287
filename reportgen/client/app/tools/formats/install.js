/** What the script of formats adds to panels: the dialog of a column's settings. */

import { normaliseSpec } from "../../../core/index.js";
import { openColumnSettings } from "./settings.js";

/**
 * @typedef {import("../../table/panel.js").LivePanel} LivePanel
 * @typedef {import("../../table/panel.js").Handlers} Handlers
 * @typedef {import("../../table/actions.js").Actions} Actions
 */

/**
 * @param {LivePanel} live
 * @param {Actions} actions
 * @returns {Handlers}
 */
export function createFormats(live, actions) {
  queueMicrotask(() => {
    if (!isWaiting(live)) return;
    live.update({ spec: normaliseSpec(live.view().spec, live.schema).spec });
    live.refresh().catch(() => {}); // said in the panel
  });
  return { columnSettings: (name) => openColumnSettings({ live, actions, name }) };
}

/**
 * Whether a link asks for formats that nobody knew when its question was answered.
 * @param {LivePanel} live
 */
function isWaiting(live) {
  const { spec, answer } = live.view();
  const formats = new Set(spec.columns.filter(({ format }) => format).map(({ name }) => name));
  return answer?.columns.some(({ name, format }) => formats.has(name) && !format) ?? false;
}
