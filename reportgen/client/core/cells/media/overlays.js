/** What is drawn over an image, by layers and classes: boxes with their labels, and masks; stacked or in tiles. */

import { html } from "../html.js";
import { Boxes, isScored } from "./boxes.js";
import { Mask } from "./mask.js";

/** @typedef {import("../types/media.d.ts").ImageValue} ImageValue */
/** @typedef {import("../types/view.d.ts").ColumnType} ColumnType */
/** @typedef {import("../../spec/overlays.js").OverlaySettings} OverlaySettings */
/**
 * @typedef {{image: ImageValue, media: string, width: number, height: number, small?: boolean,
 *   settings?: OverlaySettings, layers: string[], only?: string[]}} Drawing `width` and `height` are those of the
 *   drawing on the page; `layers` are those of the column, `only` those that are drawn
 * @typedef {{name: string | null, only: string[]}} Tile the layers that are drawn over it
 */

/** Whether there is anything to draw over an image. @param {ImageValue} image */
export function hasOverlays(image) {
  return Boolean(image.boxes?.length || image.masks?.length);
}

/** The layers over the images of a column. @param {ColumnType | undefined} type @param {ImageValue} image */
export function layersOf(type, image) {
  const own = [...(image.boxes ?? []), ...(image.masks ?? [])].map(({ layer }) => layer);
  return [...new Set([...type?.layers ?? [], ...own])];
}

/**
 * The tiles that an image is drawn as. All images of a column have as many, so that rows can be compared.
 * @param {OverlaySettings} settings
 * @param {string[]} layers
 * @returns {Tile[]}
 */
export function tilesOf({ tiles, hide_layers }, layers) {
  const shown = layers.filter((layer) => !hide_layers?.includes(layer));
  if (tiles === "beside") return [{ name: null, only: [] }, { name: null, only: shown }];
  if (tiles === "split" && shown.length) return shown.map((layer) => ({ name: layer, only: [layer] }));
  return [{ name: null, only: shown }];
}

/** @param {Drawing} props */
export function Overlays({ image, media, width, height, small, settings = {}, layers, only = layers }) {
  const off = new Set(settings.hide_classes);
  const boxes = (image.boxes ?? []).filter((box) =>
    only.includes(box.layer) && !(box.class_id !== null && off.has(Number(box.class_id))) &&
    isScored(box, settings)
  );
  const masks = (image.masks ?? []).filter((mask) => only.includes(mask.layer) && mask.file);
  const drawn = { media, width, height, settings };
  return [
    ...masks.map((mask) =>
      html`<${Mask} key=${`mask ${mask.layer}`} mask=${mask} small=${small} ...${drawn} />`
    ),
    html`<${Boxes} key="boxes" boxes=${boxes} image=${image} layers=${layers} ...${drawn} />`,
  ];
}

/** What lies over an image, in words. @param {ImageValue} image */
export function overlayWords(image) {
  const boxes = image.boxes?.length ?? 0;
  const masks = image.masks?.length ?? 0;
  return [
    boxes && `${boxes} ${boxes === 1 ? "box" : "boxes"}`,
    masks && `${masks} ${masks === 1 ? "mask" : "masks"}`,
  ]
    .filter(Boolean).join(", ");
}
