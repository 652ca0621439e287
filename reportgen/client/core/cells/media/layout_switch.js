/** Table or gallery: a choice in the toolbar of panels whose rows have media. */

import { html } from "../html.js";
import { icon } from "../icons.js";
import { hasMedia } from "./shown.js";

/** @typedef {import("../types/view.d.ts").View} View */
/** @typedef {import("../types/view.d.ts").Handlers} Handlers */

const NAMES = { table: "Table", gallery: "Gallery" };

/** @param {{view: View, on: Handlers}} props */
export function LayoutSwitch({ view, on }) {
  const current = String(view.spec.layout ?? "table");
  if (!(current in NAMES) || !view.answer?.columns.some(({ type }) => hasMedia(type))) return null;
  return html`
    <div class="rg-segments" role="group" aria-label="Layout">
      ${Object.entries(NAMES).map(([name, label]) =>
        html`
          <button
            type="button"
            class="rg-segment"
            aria-label=${label}
            title=${label}
            aria-pressed=${String(name === current)}
            onClick=${on.layout && (() => on.layout?.(name))}
          >${icon(name)}</button>
        `
      )}
    </div>
  `;
}
