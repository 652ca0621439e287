/** Cells and panels: what the build writes into the page, and what the page keeps alive. */

// @ts-types="./types/render.d.ts"
import { renderToString } from "preact-render-to-string";
import { installComparison } from "./compare/install.js";
import { installFormats } from "./formats/install.js";
import { html } from "./html.js";
import { installMarkdown } from "./markdown/install.js";
import { installMedia } from "./media/install.js";
import { installPivot } from "./pivot/install.js";
import { installSummaries } from "./summary.js";
import { installViewers } from "./viewers/install.js";
import { Panel } from "./panel.js";

/**
 * The markup of a panel. All components are there, which the page gets in several scripts.
 * @param {import("./types/view.d.ts").View} view @returns {string}
 */
export function renderPanelHtml(view) {
  installMedia();
  installViewers();
  installMarkdown();
  installSummaries();
  installFormats();
  installPivot();
  installComparison();
  return renderToString(html`<${Panel} view=${view} on=${{}} />`);
}

export { installComparison } from "./compare/install.js";
export { installFormats } from "./formats/install.js";
export { numberText } from "./formats/numbers.js";
export { formatsFor, KINDS as FORMAT_KINDS, MARKS, readFormat, UNITS, writeFormat } from "./formats/read.js";
export { SECONDS } from "./formats/numbers.js";
export { CURRENCIES, usualDecimals } from "./formats/currency.js";
export { diffTexts } from "./formats/diff.js";
export { installMarkdown } from "./markdown/install.js";
export { installMedia } from "./media/install.js";
export { installPivot } from "./pivot/install.js";
export { installSummaries } from "./summary.js";
export { installViewers } from "./viewers/install.js";
export { Facts } from "./media/facts.js";
export { classesOf, LineSample, Swatch } from "./media/legend.js";
export { address } from "./media/file.js";
export { lineOf } from "./media/boxes.js";
export { hasOverlays } from "./media/overlays.js";
export { tileCount, Tiles } from "./media/tiles.js";
export { Panel } from "./panel.js";
export { BENEATH, cellOf, CELLS, HINTS, SUMMARIES } from "./registry.js";
export { planColumns } from "./plan.js";
export { Rows } from "./table.js";
export { formatNumber, formatShort } from "./numbers.js";
export { formatCell } from "./text.js";
export { binRanges, edgeText, rangeText } from "./bins.js";
export { galleryCount, ROW_HEIGHTS } from "./sizes.js";
export { html } from "./html.js";
export { icon } from "./icons.js";
export { installOwn } from "./own.js";
