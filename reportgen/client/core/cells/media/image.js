/** Cells of images, and the thumbnail that galleries share with them. */

import { html } from "../html.js";
import { fitImage, IMAGE_SIZES } from "../sizes.js";
import { formatCell, isImage } from "../text.js";
import { address, Elsewhere } from "./file.js";
import { hasOverlays, overlayWords } from "./overlays.js";
import { tileCount, Tiles } from "./tiles.js";

/** @typedef {import("../types/media.d.ts").ImageValue} ImageValue */
/** @typedef {import("../types/view.d.ts").AnswerColumn} AnswerColumn */
/** @typedef {import("../types/view.d.ts").Place} Place */

/**
 * The file to draw: the thumbnail, unless the row is too tall for it.
 * @param {ImageValue} image
 * @param {number | null | undefined} thumbSize pixels of the column's thumbnails
 * @param {number} box
 */
function drawnFile(image, thumbSize, box) {
  return image.thumb && (thumbSize ?? box) >= box ? image.thumb : image.file;
}

/**
 * Whether a file is an SVG, which is saved instead of opened: as a page of its own it could run scripts.
 * @param {ImageValue} image
 */
function isDrawing({ file }) {
  return file.endsWith(".svg");
}

/**
 * An image in a square box, linking to its original so that it opens without a script too.
 * @param {{image: ImageValue, box: number, alt: string, column: AnswerColumn, place: Place,
 *   onOpen?: (event: Event) => void}} props
 */
export function Thumbnail({ image, box, alt, column, place, onOpen }) {
  const { width, height, pixelated } = fitImage(image, box);
  const media = place.media;
  const overlaid = hasOverlays(image);
  const words = overlaid ? `${alt}, with ${overlayWords(image)}` : alt;
  return html`
    <a class=${`rg-image${
      overlaid ? tileCount(image, column) > 1 ? " rg-tiles" : " rg-overlaid" : ""
    }`} href=${address(
      media,
      image.file,
    )} title=${image.caption || undefined} download=${isDrawing(image) || undefined} onClick=${onOpen}>
      <${Tiles} image=${image} column=${column} src=${address(
        media,
        drawnFile(image, column.type.thumb, box),
      )}
        media=${media} width=${width} height=${height} pixelated=${pixelated} alt=${words} small />
    </a>
  `;
}

/** @type {import("../types/view.d.ts").Component} */
export function ImageCell({ value, column, place }) {
  if (!isImage(value)) return formatCell(value, column.type);
  if (!value.file) return html`<${Elsewhere} value=${value} what="image" />`;
  const { on } = place;
  const open = on.openImage;
  return html`
    <${Thumbnail}
      image=${value}
      box=${place.box ?? IMAGE_SIZES[place.rowHeight]}
      alt=${value.caption || `image of row ${place.number}`}
      column=${column}
      place=${place}
      onOpen=${open &&
        ((/** @type {Event} */ event) =>
          open(value, {
            column: column.name,
            rowKey: place.key,
            rowIndex: place.index,
            index: 0,
            only: place.part,
          }, event))}
    />
  `;
}
