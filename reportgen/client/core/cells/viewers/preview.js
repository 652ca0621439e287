/** Cells of what a live viewer shows: a picture made when the page was built, which opens the viewer. */

import { html } from "../html.js";
import { address, Caption, Elsewhere } from "../media/file.js";
import { formatNumber } from "../numbers.js";
import { IMAGE_SIZES } from "../sizes.js";

/** @typedef {import("../types/media.d.ts").FileValue} FileValue */
/** @typedef {import("../types/view.d.ts").CellProps} CellProps */
/** @typedef {FileValue & {points?: number | bigint | null, boxes?: number | bigint | null}} Object3dValue */
/** @typedef {FileValue & {title?: string | null}} ChartValue */

/** A chart's picture is so much wider than high; `preview/__init__.py` draws it so. */
const CHART_ASPECT = 1.5;
/** Pixels of a line under a picture. */
const LINE = 16;

/**
 * The picture, linking to the file so that it opens without a script too.
 * @param {CellProps & {what: string, words: string, aspect?: number}} props `words`: what is known of it
 */
function Preview({ value, column, place, what, words, aspect = 1 }) {
  const file = /** @type {FileValue} */ (value);
  if (!file.file) return html`<${Elsewhere} value=${file} what=${what} />`;
  const open = place.on.openViewer;
  const where = { kind: column.type.kind, column: column.name, rowKey: place.key, rowIndex: place.index };
  const box = place.box ?? IMAGE_SIZES[place.rowHeight];
  const roomy = place.box === undefined && IMAGE_SIZES[place.rowHeight] >= IMAGE_SIZES.large;
  const height = box - (roomy && words ? LINE : 0);
  const name = [words || `${what} of row ${place.number}`, file.format].filter(Boolean).join(", ");
  const picture = file.thumb
    ? html`
      <img src=${address(place.media, file.thumb)} width=${Math.round(height * aspect)} height=${height}
        alt=${name} loading="lazy" decoding="async" />
    `
    : html`<span>${words || what}</span>${file.format && html`<span class="rg-note">${file.format}</span>`}`;
  return html`
    <div class="rg-preview">
      <a class=${file.thumb ? "rg-image" : "rg-open"} href=${address(place.media, file.file)} title=${words ||
        undefined}
        onClick=${open && ((/** @type {Event} */ event) => open(value, where, event))}>${picture}</a>
      ${file.thumb && html`<${Caption} text=${words} place=${place} />`}
    </div>
  `;
}

/** @param {(string | null | undefined | false)[]} parts */
const joined = (...parts) => parts.filter(Boolean).join(" · ");

/** @param {number | bigint | null | undefined} count @param {string} one @param {string} many */
function counted(count, one, many) {
  return count ? `${formatNumber(Number(count))} ${Number(count) === 1 ? one : many}` : "";
}

/** A point cloud or a mesh. @type {import("../types/view.d.ts").Component} */
export function Object3dCell(props) {
  const { caption, points, boxes } = /** @type {Object3dValue} */ (props.value);
  const counts = [counted(points, "point", "points"), counted(boxes, "box", "boxes")].filter(Boolean).join(
    ", ",
  );
  return html`<${Preview} ...${props} what="3-D object" words=${joined(caption, counts)} />`;
}

/** @type {import("../types/view.d.ts").Component} */
export function MoleculeCell(props) {
  const { caption } = /** @type {FileValue} */ (props.value);
  return html`<${Preview} ...${props} what="molecule" words=${caption || ""} />`;
}

/** @type {import("../types/view.d.ts").Component} */
export function ChartCell(props) {
  const { caption, title } = /** @type {ChartValue} */ (props.value);
  const words = joined(title, caption !== title && caption);
  return html`<${Preview} ...${props} what="chart" words=${words} aspect=${CHART_ASPECT} />`;
}
