/** Cells and panels: what the build writes into the page, and what the page keeps alive. */

// @ts-types="./types/render.d.ts"
import { renderToString } from "preact-render-to-string";
import { html } from "./html.js";
import { Panel } from "./panel.js";

/** The markup of a panel. @param {import("./types/view.d.ts").View} view @returns {string} */
export function renderPanelHtml(view) {
  return renderToString(html`<${Panel} view=${view} on=${{}} />`);
}

export { Panel } from "./panel.js";
export { CELLS, SUMMARIES } from "./registry.js";
export { formatNumber, formatShort } from "./numbers.js";
export { formatCell } from "./text.js";
export { binRanges, edgeText, rangeText } from "./bins.js";
export { galleryCount, ROW_HEIGHTS } from "./sizes.js";
export { html } from "./html.js";
export { icon } from "./icons.js";
