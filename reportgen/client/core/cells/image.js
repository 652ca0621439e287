/** Cells of images, and the thumbnail that galleries share with them. */

import { html } from "./html.js";
import { fitImage, IMAGE_SIZES } from "./sizes.js";
import { formatCell, isImage } from "./text.js";

/** @typedef {import("./types/view.d.ts").ImageValue} ImageValue */
/** @typedef {import("./types/view.d.ts").Place} Place */

/**
 * The file to draw: the thumbnail, unless the row is too tall for it.
 * @param {ImageValue} image
 * @param {number | null | undefined} thumbSize pixels of the column's thumbnails
 * @param {number} box
 */
function drawnFile(image, thumbSize, box) {
  return image.thumb && (thumbSize ?? box) >= box ? image.thumb : image.file;
}

/** @param {string | undefined} media @param {string} file */
function address(media, file) {
  return `${media ?? ""}${encodeURIComponent(file)}`;
}

/**
 * An image in a square box, linking to its original so that it opens without a script too.
 * @param {{image: ImageValue, box: number, alt: string, thumbSize?: number | null, place: Place,
 *   onOpen?: (event: Event) => void}} props
 */
export function Thumbnail({ image, box, alt, thumbSize, place, onOpen }) {
  const { width, height, pixelated } = fitImage(image, box);
  const media = place.media;
  return html`
    <a class="rg-image" href=${address(media, image.file)} title=${image.caption ||
      undefined} onClick=${onOpen}>
      <img
        class=${pixelated ? "rg-pixels" : undefined}
        src=${address(media, drawnFile(image, thumbSize, box))}
        width=${width}
        height=${height}
        alt=${alt}
        loading="lazy"
        decoding="async"
      />
    </a>
  `;
}

/** @type {import("./types/view.d.ts").Component} */
export function ImageCell({ value, column, place }) {
  if (!isImage(value)) return formatCell(value, column.type);
  const { on } = place;
  const open = on.openImage;
  return html`
    <${Thumbnail}
      image=${value}
      box=${IMAGE_SIZES[place.rowHeight]}
      alt=${value.caption || `image of row ${place.number}`}
      thumbSize=${column.type.thumb}
      place=${place}
      onOpen=${open &&
        ((/** @type {Event} */ event) =>
          open(value, { column: column.name, rowKey: place.key, rowIndex: place.index, index: 0 }, event))}
    />
  `;
}
