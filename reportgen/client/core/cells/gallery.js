/** The images of a group: a strip that fits the row, and buttons that page through the rest. */

import { html } from "./html.js";
import { icon } from "./icons.js";
import { Thumbnail } from "./image.js";
import { formatNumber } from "./numbers.js";
import { GALLERY_SIZES } from "./sizes.js";

/** @typedef {import("./types/view.d.ts").AnswerColumn} AnswerColumn */
/** @typedef {import("./types/view.d.ts").GalleryValue} GalleryValue */
/** @typedef {import("./types/view.d.ts").Place} Place */

/** @param {{label: string, glyph: string, offset: number, off: boolean, column: AnswerColumn, place: Place}} props */
function Turn({ label, glyph, offset, off, column, place }) {
  const turn = place.on.galleryPage;
  return html`
    <button
      type="button"
      class="rg-icon-button rg-turn"
      aria-label=${label}
      aria-disabled=${off ? "true" : undefined}
      onClick=${turn && !off ? () => turn(place.index, column.name, offset) : undefined}
    >${icon(glyph)}</button>
  `;
}

/** @type {import("./types/view.d.ts").Component} */
export function GalleryCell({ value, column, place }) {
  const { items, n, offset = 0 } = /** @type {GalleryValue} */ (value);
  if (n === 0) return html`<span class="rg-null">no images</span>`;
  const { size, count } = GALLERY_SIZES[place.rowHeight];
  const shown = items.slice(0, count);
  const open = place.on.openImage;
  const last = Math.min(n, offset + shown.length);
  const range = `${formatNumber(offset + 1)}–${formatNumber(last)} of ${formatNumber(n)}`;
  return html`
    <div class="rg-gallery">
      <div class="rg-strip">
        ${shown.map((image, index) =>
          html`
            <${Thumbnail}
              key=${offset + index}
              image=${image}
              box=${size}
              alt=${image.caption || `image ${offset + index + 1} of ${n}`}
              thumbSize=${column.type.thumb}
              place=${place}
              onOpen=${open &&
                ((/** @type {Event} */ event) =>
                  open(image, {
                    column: column.name,
                    rowKey: place.key,
                    rowIndex: place.index,
                    index: offset + index,
                  }, event))}
            />
          `
        )}
      </div>
      <div class="rg-turns">
        ${n > count && html`
          <${Turn} label="Previous images" glyph="left" offset=${Math.max(
            0,
            offset - count,
          )} off=${offset === 0}
            column=${column} place=${place} />
        `}
        <span class="rg-note">${range}</span>
        ${n > count && html`
          <${Turn} label="Next images" glyph="right" offset=${offset + count} off=${last >= n}
            column=${column} place=${place} />
        `}
      </div>
    </div>
  `;
}
