/** A plot in place of the table: its colors, its drawing for wide and narrow pages, and what is not drawn. */

import { html } from "../cells/html.js";
import { Axes, frameOf, round, SIZES } from "./frame.js";
import { describe } from "./describe.js";
import { isLabeled, labelRoom } from "./lines.js";
import { marksOf } from "./marks.js";
import { seriesClass } from "./series.js";

/**
 * @typedef {import("../sql/plots/types.d.ts").PlotAnswer} PlotAnswer
 * @typedef {import("../cells/types/view.d.ts").View} View
 * @typedef {import("../cells/types/view.d.ts").Handlers} Handlers
 * @typedef {import("./frame.js").Size} Size
 * @typedef {import("./marks.js").Hit} Hit
 * @typedef {{plot: PlotAnswer, on: Handlers, alive: boolean}} Shown
 */

/** The build writes so many places that can be picked; the page makes the others when a pointer comes. */
const WRITTEN = 300;

/** @param {{view: View, on: Handlers}} props */
export function PlotFace({ view, on }) {
  const plot = /** @type {PlotAnswer} */ (view.answer?.plot);
  const shown = { plot, on, alive: view.state !== "static" };
  const empty = isEmpty(plot);
  return html`
    <div class=${`rg-plot rg-plot-${plot.kind}`} aria-busy=${view.busy ? "true" : undefined}>
      <${Legend} ...${shown} />
      ${empty
        ? html`<p class="rg-plot-empty">${nothing(view)}</p>`
        : SIZES.map((size) => html`<${Drawing} key=${size.name} ...${shown} size=${size} />`)}
      <${Notes} notes=${plot.notes} />
    </div>
  `;
}

/** @param {PlotAnswer} plot */
function isEmpty({ bars, lines, cloud, grid, cells, boxes }) {
  return !(bars ?? lines ?? cloud?.x ?? grid?.cells ?? cells ?? boxes ?? []).length;
}

/** @param {View} view */
function nothing({ answer }) {
  if (answer?.total === 0) return "This table has no rows.";
  return answer?.filtered === 0 ? "No rows match this filter." : "No row has values that could be drawn.";
}

/** @param {{notes: string[]}} props */
function Notes({ notes }) {
  if (!notes.length) return null;
  return html`<ul class="rg-plot-notes">${notes.map((note) => html`<li>${note}</li>`)}</ul>`;
}

/** The colors, or the one curve's own figure. @param {Shown} props */
function Legend({ plot, on }) {
  const { series, color, kind } = plot;
  const facts = series.filter(({ fact }) => fact);
  if (color === null || kind === "heatmap") {
    const said = kind === "heatmap" ? color : facts[0]?.fact;
    return said && html`<p class="rg-plot-fact">${said}</p>`;
  }
  const labeled = isLabeled(plot, SIZES[0]) ? " rg-plot-labeled" : "";
  return html`
    <div class=${`rg-plot-legend${labeled}`}>
      <span class="rg-plot-color">${color}</span>
      <ul>${series.map((one, index) =>
        html`
          <li>
            <button type="button" class="rg-plot-key" disabled=${one.term < 0}
              onClick=${picked(plot, on, one.term)}>
              <svg class=${`rg-plot-swatch ${seriesClass(plot, index)}`} width="11" height="11"
                aria-hidden="true"><rect width="11" height="11" rx="2" /></svg>
              <span>${one.label}</span>${one.fact && html`<span class="rg-plot-fact">${one.fact}</span>`}
            </button>
          </li>
        `
      )}</ul>
    </div>
  `;
}

/**
 * What a click on a mark does: its condition is added to the filter.
 * @param {PlotAnswer} plot
 * @param {Handlers} on
 * @param {number} term
 * @param {() => string} [make]
 */
function picked(plot, on, term, make) {
  const { plotTerm } = on;
  if (!plotTerm || (term < 0 && !make)) return undefined;
  return (/** @type {Event} */ event) => {
    const text = term < 0 ? make?.() : plot.terms[term];
    if (text) plotTerm(text, event);
  };
}

/**
 * One drawing. Its places that can be picked are made when a pointer or the focus first comes, where they are many.
 * @this {{reached?: boolean, setState: (state: object) => void}}
 * @param {Shown & {size: Size}} props
 */
function Drawing({ plot, on, alive, size }) {
  const { draw, hits } = marksOf(plot);
  const frame = frameOf(plot, size, labelRoom(plot, size));
  this.reached ??= !alive && size.name === "wide" && countOf(plot) <= WRITTEN;
  const reach = this.reached ? undefined : () => {
    this.reached = true;
    this.setState({});
  };
  return html`
    <svg class=${`rg-drawing rg-drawing-${size.name}`} viewBox=${`0 0 ${size.width} ${size.height}`}
      role="img" aria-label=${describe(plot)} tabindex=${alive ? 0 : undefined}
      onPointerEnter=${reach} onFocus=${reach}
      onKeyDown=${on.histogramKey && ((/** @type {Event} */ event) => on.histogramKey?.(event))}>
      <${Axes} frame=${frame} plot=${plot} />
      <${draw} plot=${plot} frame=${frame} />
      ${this.reached && hits(plot, frame).map((hit) => html`<${Place} plot=${plot} on=${on} hit=${hit} />`)}
    </svg>
  `;
}

/** How many places can be picked. @param {PlotAnswer} plot */
function countOf({ bars, lines, cloud, grid, cells, boxes }) {
  if (lines) return lines.reduce((sum, { points }) => sum + points.length, 0);
  return (bars ?? cells ?? boxes ?? cloud?.x ?? grid?.cells ?? []).length;
}

/** @param {{plot: PlotAnswer, on: Handlers, hit: Hit}} props */
function Place({ plot, on, hit }) {
  const { x, y, width, height, title, term, make } = hit;
  return html`
    <rect class="rg-bin" x=${round(x)} y=${round(y)} width=${round(width)} height=${round(height)}
      data-term=${term < 0 ? undefined : term} onClick=${picked(plot, on, term, make)}>
      <title>${title}</title>
    </rect>
  `;
}
