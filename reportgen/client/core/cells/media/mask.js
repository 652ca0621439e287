/** A mask over an image, whole or without some of its classes. */

import { html } from "../html.js";
import { address } from "./file.js";
import { classParts } from "./palette.js";

/** @typedef {import("../types/media.d.ts").MaskValue} MaskValue */
/** @typedef {import("../../spec/overlays.js").OverlaySettings} OverlaySettings */
/**
 * @typedef {{mask: MaskValue, media: string, width: number, height: number, small?: boolean,
 *   settings: OverlaySettings}} Props `width` and `height` are those of the drawing; `small` takes the smaller file
 */

/** What a difference of one step of a color becomes: shades that are four steps apart differ wholly. */
const GAIN = 64;

/** The class of an opacity, where it is not the usual one. @param {OverlaySettings} settings */
function opacityClass({ opacity }) {
  return opacity === undefined ? "" : ` rg-opacity-${Math.round(opacity * 100)}`;
}

/** @param {Props} props */
export function Mask({ mask, media, width, height, small, settings }) {
  const file = address(media, (small && mask.thumb) || mask.file || "");
  const className = `rg-mask${opacityClass(settings)}`;
  const off = new Set(settings.hide_classes);
  const ids = mask.classes?.map(([id]) => Number(id));
  const shown = ids?.filter((id) => !off.has(id));
  if (shown?.length === 0) return null;
  const hidden = ids?.filter((id) => off.has(id)) ?? [...off];
  if (hidden.length === 0) {
    return html`
      <img class=${className} src=${file} width=${width} height=${height} alt="" loading="lazy"
        decoding="async" />
    `;
  }
  const keep = shown && shown.length < hidden.length;
  const colors = /** @type {number[]} */ (keep ? shown : hidden);
  const filter = `rg-${(mask.file ?? "").slice(0, 12)}-${small ? "s" : "l"}${keep ? "k" : "h"}${
    short(colors)
  }`;
  return html`
    <svg class=${className} width=${width} height=${height} viewBox="0 0 ${width} ${height}"
      aria-hidden="true">
      <filter id=${filter} x="0" y="0" width="1" height="1" color-interpolation-filters="sRGB">
        ${colors.map((id, index) => html`<${Matching} key=${id} id=${id} index=${index} />`)}
        ${keep ? html`<${Kept} count=${colors.length} />` : html`<${Removed} count=${colors.length} />`}
      </filter>
      <image href=${file} width=${width} height=${height} preserveAspectRatio="none"
        filter="url(#${filter})" />
    </svg>
  `;
}

/** A short word for a list of class ids. @param {number[]} ids */
function short(ids) {
  return ids.reduce((hash, id) => (hash * 31 + id + 1) >>> 0, 7).toString(36);
}

/**
 * Steps of a filter that give what has the color of a class: the differences above and below are made large, and what
 * has none stays.
 * @param {{id: number, index: number}} props
 */
function Matching({ id, index }) {
  const parts = classParts(id).map((part) => part / 255);
  const difference = (/** @type {number} */ gain) =>
    parts.map((part, at) => [0, 1, 2].map((i) => i === at ? gain : 0).join(" ") + ` 0 ${round(-gain * part)}`)
      .join(" ") + " 0 0 0 0 1";
  const none = "0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 -1 -1 -1 0 1";
  return [
    html`<feColorMatrix in="SourceGraphic" values=${difference(GAIN)} />`,
    html`<feColorMatrix values=${none} result="above" />`,
    html`<feColorMatrix in="SourceGraphic" values=${difference(-GAIN)} />`,
    html`<feColorMatrix values=${none} result="below" />`,
    html`<feComposite in="above" in2="below" operator="in" result=${`class${index}`} />`,
  ];
}

/** @param {{count: number}} props */
function Kept({ count }) {
  const nodes = Array.from({ length: count }, (_, index) => html`<feMergeNode in=${`class${index}`} />`);
  return [
    html`<feMerge result="classes">${nodes}</feMerge>`,
    html`<feComposite in="SourceGraphic" in2="classes" operator="in" />`,
  ];
}

/** @param {{count: number}} props */
function Removed({ count }) {
  return Array.from({ length: count }, (_, index) =>
    html`
      <feComposite in=${index ? `rest${index - 1}` : "SourceGraphic"} in2=${`class${index}`} operator="out"
        result=${`rest${index}`} />
    `);
}

/** @param {number} value */
function round(value) {
  return Math.round(value * 10000) / 10000;
}
