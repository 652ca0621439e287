/** Boxes over an image, with their labels where these fit. */

import { html } from "../html.js";
import { formatShort } from "../numbers.js";
import { clip } from "../text.js";
import { classColor } from "./palette.js";

/** @typedef {import("../types/media.d.ts").BoxValue} BoxValue */
/** @typedef {import("../types/media.d.ts").ImageValue} ImageValue */
/** @typedef {import("../../spec/overlays.js").OverlaySettings} OverlaySettings */

const FONT = 11;
const LETTER = 6.2;
/** What a label has around its letters, left and right together. */
const AROUND = 7;
/** The shortest piece of a label that says something. */
const LETTERS = 5;
const LINES = ["solid", "dashed", "dotted"];

/** How the boxes of a layer are drawn. @param {OverlaySettings} settings @param {string[]} layers @param {string} layer */
export function lineOf({ line }, layers, layer) {
  return line ?? LINES[Math.max(0, layers.indexOf(layer)) % LINES.length];
}

/** Whether a box is within the scores that are asked for; one without such a score is. @param {BoxValue} box @param {OverlaySettings} settings */
export function isScored({ scores }, { score }) {
  return (scores ?? []).every(([name, value]) => {
    const { min = -Infinity, max = Infinity } = score?.[name] ?? {};
    return value === null || (value >= min && value <= max);
  });
}

/** Corners in pixels of the image. @param {BoxValue} box @param {ImageValue} image */
function corners(box, { width, height }) {
  const [wide, high] = box.domain === "fraction" ? [width, height] : [1, 1];
  const within = (/** @type {number} */ value, /** @type {number} */ most) =>
    Math.min(most, Math.max(0, value));
  const [x, right] = [within(box.x_min * wide, width), within(box.x_max * wide, width)];
  const [y, bottom] = [within(box.y_min * high, height), within(box.y_max * high, height)];
  return { x, y, width: right - x, height: bottom - y };
}

/** @param {BoxValue} box */
function labelOf(box) {
  return box.caption || box.label || (box.class_id === null ? "" : String(box.class_id));
}

/** @param {BoxValue} box */
function titleOf(box) {
  const scores = (box.scores ?? []).map(([name, score]) => `${name} ${formatShort(score)}`);
  return [box.layer, labelOf(box), ...scores].filter(Boolean).join(" · ");
}

/** @param {number} value */
function round(value) {
  return Math.round(value * 100) / 100;
}

/**
 * The label's letters: as many as the box is wide.
 * @param {string} label
 * @param {number} width of the box on the page
 * @param {number} height
 */
function fitting(label, width, height) {
  const letters = Math.floor((width - AROUND) / LETTER);
  if (height < FONT * 2 || letters < Math.min(LETTERS, label.length)) return "";
  return label.length <= letters ? label : clip(label, letters - 1);
}

/**
 * @param {{box: BoxValue, image: ImageValue, scale: number, line: string, labels: boolean}} props `scale`: pixels of
 *   the image in one of the page
 */
function Box({ box, image, scale, line, labels }) {
  const { x, y, width, height } = corners(box, image);
  const color = classColor(box.class_id);
  const place = { x: round(x), y: round(y), width: round(width), height: round(height) };
  const text = labels ? fitting(labelOf(box), width / scale, height / scale) : "";
  return html`
    <g>
      <rect class="rg-box-edge" ...${place} />
      <rect class=${line === "solid" ? "rg-box" : `rg-box rg-${line}`} ...${place} stroke=${color}>
        <title>${titleOf(box)}</title>
      </rect>
      ${text && html`
        <rect x=${place.x} y=${place.y} width=${round(
          Math.min(width, (text.length * LETTER + AROUND) * scale),
        )}
          height=${round((FONT + 4) * scale)} fill=${color} />
        <text x=${round(x + 3 * scale)} y=${round(y + (FONT + 0.5) * scale)} font-size=${round(
          FONT * scale,
        )}>${text}</text>
      `}
    </g>
  `;
}

/**
 * @param {{boxes: BoxValue[], image: ImageValue, width: number, height: number, settings: OverlaySettings,
 *   layers: string[]}} props `width` and `height` are those of the drawing; `layers` are those of the column
 */
export function Boxes({ boxes, image, width, height, settings, layers }) {
  if (!boxes.length) return null;
  const scale = image.width / Math.max(1, width);
  return html`
    <svg class="rg-boxes" viewBox="0 0 ${image.width} ${image.height}" width=${width} height=${height}
      preserveAspectRatio="none" aria-hidden="true">
      ${boxes.map((box) =>
        html`
          <${Box} box=${box} image=${image} scale=${scale} line=${lineOf(settings, layers, box.layer)}
            labels=${settings.labels !== false} />
        `
      )}
    </svg>
  `;
}
