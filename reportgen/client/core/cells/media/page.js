/** Cells of HTML: the page in a frame that runs no script and reaches nothing, seen from a distance. */

import { html } from "../html.js";
import { address, Elsewhere, Opener } from "./file.js";

/** @typedef {import("../types/media.d.ts").FileValue} FileValue */

/** @type {import("../types/view.d.ts").Component} */
export function PageCell({ value, column, place }) {
  const page = /** @type {FileValue} */ (value);
  if (!page.file) return html`<${Elsewhere} value=${page} what="HTML" />`;
  const label = `Open ${page.caption || `HTML of row ${place.number}`}`;
  if (place.rowHeight === "small") {
    return html`
      <${Opener} value=${page} label=${label} column=${column} place=${place}
        className="rg-open">${page.caption || "HTML page"}<//>
    `;
  }
  return html`
    <div class=${`rg-frame rg-frame-${place.rowHeight}`}>
      <iframe sandbox="" src=${address(
        place.media,
        page.file,
      )} loading="lazy" tabindex="-1" title=${page.caption || `HTML of row ${place.number}`} />
      <${Opener} value=${page} label=${label} column=${column} place=${place} />
    </div>
  `;
}
