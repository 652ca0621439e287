/** An image with what lies over it, as one tile or several. */

import { html } from "../html.js";
import { hasOverlays, layersOf, Overlays, tilesOf } from "./overlays.js";

/** @typedef {import("../types/media.d.ts").ImageValue} ImageValue */
/** @typedef {import("../types/view.d.ts").AnswerColumn} AnswerColumn */
/**
 * @typedef {{image: ImageValue, column: AnswerColumn, src: string, media: string, width: number, height: number,
 *   pixelated: boolean, alt: string, small?: boolean}} Props `width` and `height` are those of one tile
 */

/** How many tiles an image of a column is drawn as. @param {ImageValue} image @param {AnswerColumn} column */
export function tileCount(image, column) {
  return hasOverlays(image) ? tilesOf(column.entry?.overlays ?? {}, layersOf(column.type, image)).length : 1;
}

/**
 * The elements of an image: what holds them has the class `rg-overlaid` for one tile, `rg-tiles` for several.
 * @param {Props} props
 */
export function Tiles({ image, column, src, media, width, height, pixelated, alt, small }) {
  const settings = column.entry?.overlays ?? {};
  const layers = layersOf(column.type, image);
  const picture = (/** @type {boolean} */ first, /** @type {boolean} */ bare) =>
    html`
      <img
        class=${[pixelated && "rg-pixels", settings.image === false && !bare && "rg-no-picture"]
          .filter(Boolean).join(" ") || undefined}
        src=${src}
        width=${width}
        height=${height}
        alt=${first ? alt : ""}
        loading=${small ? "lazy" : undefined}
        decoding="async"
      />
    `;
  if (!hasOverlays(image)) return picture(true, true);
  const tiles = tilesOf(settings, layers);
  const drawing = { image, media, width, height, small, settings, layers };
  if (tiles.length === 1) {
    return [picture(true, false), html`<${Overlays} ...${drawing} only=${tiles[0].only} />`];
  }
  return tiles.map(({ name, only }, index) =>
    html`
      <span class="rg-overlaid" key=${index} title=${name ?? undefined}>
        ${picture(index === 0, only.length === 0)}
        <${Overlays} ...${drawing} only=${only} />
        ${name !== null && width >= 80 && html`<span class="rg-tile-name" dir="auto">${name}</span>`}
      </span>
    `
  );
}
