/** A map over its table: its colors, the drawing, and in the page a canvas over that which can be moved and drawn on. */

import { html } from "../cells/html.js";
import { icon } from "../cells/icons.js";
import { formatNumber } from "../cells/numbers.js";
import { Table } from "../cells/table.js";
import { columnNamed } from "../spec/canonical.js";
import { Drawing } from "./drawing.js";
import { seriesOf } from "./series.js";
import { readHidden } from "./hidden.js";

/**
 * @typedef {import("./types.d.ts").MapAnswer} MapAnswer
 * @typedef {import("../cells/types/view.d.ts").View} View
 * @typedef {import("../cells/types/view.d.ts").Handlers} Handlers
 * @typedef {{map: MapAnswer, view: View, on: Handlers, hidden: Set<string>, window: string | undefined}} Shown
 */

/** Kinds of columns that colors can say. */
const COLORED = new Set(["text", "integer", "float", "decimal", "boolean", "date", "timestamp", "duration"]);
const TOOLS =
  /** @type {const} */ ([["pan", "Move the map"], ["box", "Select a box"], ["lasso", "Select by a lasso"]]);

/** @param {{view: View, on: Handlers}} props */
export function MapFace({ view, on }) {
  const map = /** @type {MapAnswer | undefined} */ (view.answer?.map);
  const plot = /** @type {{hide?: string, window?: string} | undefined} */ (view.spec.plot);
  const table = html`<${Table} view=${view} on=${on} />`;
  if (!map) return table;
  const shown = { map, view, on, hidden: new Set(readHidden(plot?.hide ?? "")), window: plot?.window };
  return html`
    <div class="rg-plot rg-map" aria-busy=${view.busy ? "true" : undefined}>
      <${Legend} ...${shown} />
      ${map.count ? html`<${Stage} ...${shown} />` : html`<p class="rg-plot-empty">${nothing(view)}</p>`}
      ${map.notes.length
        ? html`<ul class="rg-plot-notes">${map.notes.map((note) => html`<li>${note}</li>`)}</ul>`
        : null}
    </div>
    ${table}
  `;
}

/** @param {View} view */
function nothing({ answer }) {
  if (answer?.total === 0) return "This table has no rows.";
  return answer?.filtered === 0 ? "No rows match this filter." : "No row has a place on this map.";
}

/** What the colors say: each class can be left out. @param {Shown} props */
function Legend({ map, view, on, hidden }) {
  const alive = view.state !== "static";
  return html`
    <div class="rg-plot-legend rg-map-legend">
      ${alive
        ? html`<${Choice} view=${view} on=${on} />`
        : map.color !== null && html`<span class="rg-plot-color">${map.color}</span>`}
      ${map.color === null
        ? null
        : html`<ul aria-label="Colors">${
          map.series.map(({ label, n }, index) =>
            html`
              <li>
                <button type="button" class="rg-plot-key" disabled=${!alive}
                  aria-pressed=${String(!hidden.has(label))} title=${`${
                    hidden.has(label) ? "Show" : "Hide"
                  } ${label}`}
                  onClick=${on.mapClass && (() => on.mapClass?.(label))}>
                  <svg class=${`rg-plot-swatch rg-m${seriesOf(map, index)}`} width="11" height="11"
                    aria-hidden="true"><rect width="11" height="11" rx="2" /></svg>
                  <span>${label}</span><span class="rg-plot-fact">${formatNumber(n)}</span>
                </button>
              </li>
            `
          )
        }</ul>`}
    </div>
  `;
}

/** Which column the colors say. @param {{view: View, on: Handlers}} props */
function Choice({ view, on }) {
  const { color = "" } = /** @type {{color?: string}} */ (view.spec.plot ?? {});
  const columns =
    /** @type {{name: string, type: {kind: string}, made?: object}[]} */ (view.schema.columns ?? []);
  const names = columns.filter(({ type, made }) => COLORED.has(type.kind) && !made).map(({ name }) => name);
  const named = color && columnNamed(color, /** @type {any} */ (view.schema));
  const own = named === undefined ? [color] : [];
  return html`
    <label class="rg-map-color"><span>Color</span>
      <select aria-label="Color by" onChange=${on.mapColor &&
        ((/** @type {Event} */ event) =>
          on.mapColor?.(/** @type {HTMLSelectElement} */ (event.currentTarget).value))}>
        <option value="" selected=${!color}>none</option>
        ${own.map((text) => html`<option value=${text} selected=${true} data-own="">${text}</option>`)}
        ${names.map((name) => html`<option value=${name} selected=${name === named}>${name}</option>`)}
      </select>
    </label>
  `;
}

/** The drawing, and what lies over it in the page. @param {Shown} props */
function Stage({ map, view, on, hidden, window }) {
  const alive = view.state !== "static";
  const tool = view.mapTool ?? "pan";
  // A new function each time, so that it is called for each drawing.
  const drawn = on.mapDrawn &&
    ((/** @type {Element | null} */ element) => element && on.mapDrawn?.(element, map));
  return html`
    <div class="rg-map-stage">
      <${Drawing} map=${map} hidden=${hidden} window=${window} />
      ${alive && html`
        <div class="rg-map-live" ref=${drawn} tabindex="0" role="group"
          aria-label="Map: arrows move it, plus and minus zoom, 0 shows all, Enter keeps what is in sight">
          <canvas class="rg-map-canvas" aria-hidden="true"></canvas>
          <svg class="rg-map-over" aria-hidden="true"></svg>
        </div>
      `}
      ${alive && html`<${Tools} on=${on} tool=${tool} />`}
    </div>
  `;
}

/** @param {{on: Handlers, tool: string}} props */
function Tools({ on, tool }) {
  return html`
    <div class="rg-map-tools" role="group" aria-label="Map tools">
      ${TOOLS.map(([name, label]) =>
        html`
          <button type="button" class="rg-segment" aria-label=${label} title=${label}
            aria-pressed=${String(name === tool)} onClick=${on.mapTool && (() => on.mapTool?.(name))}
          >${icon(name)}</button>
        `
      )}
      ${[["in", "plus", "Zoom in"], ["out", "minus", "Zoom out"], ["all", "whole", "Show all points"]].map((
        [what, glyph, label],
      ) =>
        html`
          <button type="button" class="rg-segment" aria-label=${label} title=${label}
            onClick=${on.mapZoom &&
              ((/** @type {Event} */ event) => on.mapZoom?.(what, event.currentTarget))}>${icon(
                glyph,
              )}</button>
        `
      )}
    </div>
  `;
}
