/** The layers and classes of what is drawn on the images of a column: lines and colors. */

import { html } from "../html.js";
import { typeName } from "../text.js";
import { lineOf } from "./boxes.js";
import { classColor } from "./palette.js";

/** @typedef {import("../types/view.d.ts").AnswerColumn} AnswerColumn */
/** @typedef {import("../types/view.d.ts").ColumnType} ColumnType */

/** Classes in a header; the others are in its title and in the menu's choice of overlays. */
const SHOWN = 3;

/** A square in the color of a class. @param {{id: number}} props */
export function Swatch({ id }) {
  return html`
    <svg class="rg-swatch" viewBox="0 0 10 10" width="10" height="10" aria-hidden="true">
      <rect width="10" height="10" rx="2" fill=${classColor(id)} />
    </svg>
  `;
}

/** A piece of the line of a layer's boxes. @param {{line: string}} props */
export function LineSample({ line }) {
  return html`
    <svg class="rg-swatch rg-line-sample" viewBox="0 0 16 10" width="16" height="10" aria-hidden="true">
      <path class=${`rg-${line}`} d="M0 5H16" />
    </svg>
  `;
}

/** The named classes of a column. @param {ColumnType} type @returns {{id: number, name: string}[]} */
export function classesOf(type) {
  return Object.entries(type.classes ?? {}).map(([id, name]) => ({ id: Number(id), name }));
}

/** @param {{column: AnswerColumn}} props */
export function ImageHint({ column: { type, entry } }) {
  const settings = entry?.overlays ?? {};
  const layers = type.layers ?? [];
  const drawn = layers.filter((layer) => !settings.hide_layers?.includes(layer));
  const classes = classesOf(type).filter(({ id }) => !settings.hide_classes?.includes(id));
  if (!classes.length && layers.length < 2) return html`<span class="rg-hint">${typeName(type)}</span>`;
  const more = classes.length - SHOWN;
  const lines = [layers.length > 1 && drawn.join(", "), ...classes.map(({ id, name }) => `${id}: ${name}`)];
  return html`
    <span class="rg-hint rg-legend" title=${lines.filter(Boolean).join("\n")}>
      ${layers.length > 1 && drawn.map((layer) =>
        html`
          <span class="rg-legend-item">${type.boxes &&
            html`<${LineSample} line=${lineOf(settings, layers, layer)} />`}${layer}</span>
        `
      )}
      ${classes.slice(0, more === 1 ? SHOWN + 1 : SHOWN).map(({ id, name }) =>
        html`<span class="rg-legend-item"><${Swatch} id=${id} />${name}</span>`
      )}${more > 1 && html`<span>${`+${more}`}</span>`}
    </span>
  `;
}
