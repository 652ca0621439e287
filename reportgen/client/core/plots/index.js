/** Plots: layouts of a panel that draw its rows or groups. */

// @ts-types="../cells/types/render.d.ts"
import { renderToString } from "preact-render-to-string";
import { html } from "../cells/html.js";
import { PlotFace } from "./face.js";

/**
 * The markup of a plot alone.
 * @param {import("../cells/types/view.d.ts").View} view whose answer is a plot
 * @returns {string}
 */
export function renderPlotHtml(view) {
  return renderToString(html`<${PlotFace} view=${view} on=${{}} />`);
}

export { PlotFace } from "./face.js";
export { installPlots } from "./install.js";
