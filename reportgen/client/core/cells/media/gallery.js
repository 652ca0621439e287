/** The media of a group: a strip that fits the row, and buttons that page through the rest. */

import { html } from "../html.js";
import { icon } from "../icons.js";
import { NestedCell } from "../nested.js";
import { formatNumber } from "../numbers.js";
import { CELLS, formOf } from "../registry.js";
import { GALLERY_SIZES, galleryCount } from "../sizes.js";
import { Elsewhere } from "./file.js";
import { Thumbnail } from "./image.js";

/** @typedef {import("../types/media.d.ts").ImageValue} ImageValue */
/** @typedef {import("../types/view.d.ts").AnswerColumn} AnswerColumn */
/** @typedef {import("../types/view.d.ts").GalleryValue} GalleryValue */
/** @typedef {import("../types/view.d.ts").Place} Place */
/** @typedef {{column: AnswerColumn, place: Place, n: number, at: number}} Item `at`: where it stands in the group, from 0 */

/** What media are called in the plural. @type {Record<string, string>} */
const PLURAL = {
  image: "images",
  audio: "audio",
  video: "videos",
  html: "pages",
  object3d: "objects",
  molecule: "molecules",
  chart: "charts",
  histogram: "histograms",
};

/** @param {{label: string, glyph: string, offset: number, off: boolean, column: AnswerColumn, place: Place}} props */
function Turn({ label, glyph, offset, off, column, place }) {
  const turn = place.on.galleryPage;
  return html`
    <button
      type="button"
      class="rg-icon-button rg-turn"
      aria-label=${label}
      aria-disabled=${off ? "true" : undefined}
      onClick=${turn && !off ? () => turn(place.index, column.name, offset, place.member) : undefined}
    >${icon(glyph)}</button>
  `;
}

/** @param {Item & {image: ImageValue}} props */
function Picture({ image, column, place, n, at }) {
  if (!image.file) return html`<${Elsewhere} value=${image} what="image" />`;
  const open = place.on.openImage;
  const where = {
    column: column.name,
    rowKey: place.key,
    rowIndex: place.index,
    index: at,
    member: place.member,
  };
  return html`
    <${Thumbnail}
      image=${image}
      box=${place.box ?? GALLERY_SIZES[place.rowHeight].size}
      alt=${image.caption || `image ${at + 1} of ${n}`}
      column=${column}
      place=${place}
      onOpen=${open && ((/** @type {Event} */ event) => open(image, where, event))}
    />
  `;
}

/** Any other medium, as it is drawn in a row of its own. @param {Item & {value: unknown}} props */
function Other({ value, column, place, at }) {
  const Own = CELLS[formOf(column.type)] ?? NestedCell;
  const inner = { ...place, number: at + 1 };
  return html`
    <div class="rg-item">
      <${Own} value=${value} column=${column} format=${{}} scale=${null}
        place=${inner} />
    </div>
  `;
}

/** @type {import("../types/view.d.ts").Component} */
export function GalleryCell({ value, column, place }) {
  const { items, n, offset = 0 } = /** @type {GalleryValue} */ (value);
  const what = PLURAL[column.type.kind] ?? "values";
  if (n === 0) return html`<span class="rg-null">no ${what}</span>`;
  const count = galleryCount(place.rowHeight, column.type.kind, place.many);
  const shown = items.slice(0, count);
  const last = Math.min(n, offset + shown.length);
  const range = `${formatNumber(offset + 1)}–${formatNumber(last)} of ${formatNumber(n)}`;
  const draw = (/** @type {unknown} */ item, /** @type {number} */ index) => {
    const props = { key: offset + index, column, place, n, at: offset + index };
    return column.type.kind === "image"
      ? html`<${Picture} ...${props} image=${item} />`
      : html`<${Other} ...${props} value=${item} />`;
  };
  return html`
    <div class="rg-gallery">
      <div class="rg-strip">${shown.map(draw)}</div>
      <div class="rg-turns">
        ${n > count && html`
          <${Turn} label=${`Previous ${what}`} glyph="left" offset=${Math.max(
            0,
            offset - count,
          )} off=${offset === 0}
            column=${column} place=${place} />
        `}
        <span class="rg-note">${range}</span>
        ${n > count && html`
          <${Turn} label=${`Next ${what}`} glyph="right" offset=${offset + count} off=${last >= n}
            column=${column} place=${place} />
        `}
      </div>
    </div>
  `;
}
