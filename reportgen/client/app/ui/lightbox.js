/** Images at full size, one after another, with what is drawn over them and the rest of their rows. */

import { address, Facts, formatNumber, hasOverlays, icon, tileCount, Tiles } from "../../core/index.js";
import { openDialog } from "./dialog.js";
import { html } from "./html.js";
import { OverlayChoice } from "./overlay_choice.js";
import { listenToPointers } from "./stage.js";
import { drawnSize, fitScale, fitted, isBeyond, isSharp, panned, sheetOf, STEP, zoomedAt } from "./zoom.js";

/**
 * @typedef {import("../../core/cells/types/media.d.ts").ImageValue} ImageValue
 * @typedef {import("../../core/cells/types/view.d.ts").AnswerColumn} AnswerColumn
 * @typedef {import("../../core/spec/overlays.js").OverlaySettings} OverlaySettings
 * @typedef {import("./zoom.js").Zoom} Zoom
 * @typedef {{plans: any[], row: unknown[], lead: number}} RowFacts
 * @typedef {{image: ImageValue | null, facts: RowFacts | null}} Item
 * @typedef {{
 *   host: Element, media: string, index: number, total: number,
 *   item: (index: number) => Promise<Item>, column: () => AnswerColumn, change: (settings: OverlaySettings) => void,
 * }} Show `item` may have to ask for what the page has not got yet
 */

const GAP = 8;
/** Pixels that an arrow key moves an enlarged image by. */
const MOVE = 60;
/** Windows from this width on show what is known of the image beside it. */
const ROOMY = 900;

/** @param {Show} show */
export function openLightbox({ host, media, index, total, item, column, change }) {
  let at = index;
  /** @type {Item} */
  let shown = { image: null, facts: null };
  let trouble = "";
  let details = innerWidth >= ROOMY;
  let frame = { width: innerWidth * 0.9, height: innerHeight * 0.8 };
  /** Null: whole in the frame. @type {Zoom | null} */
  let zoom = null;
  const dialog = openDialog({
    host,
    title: "Image",
    className: "rg-lightbox rg-lightbox-image",
    bare: true,
    onClose: () => watch.disconnect(),
  });
  const watch = new ResizeObserver(([{ contentRect: { width, height } }]) => {
    frame = { width, height };
    draw();
  });

  function sheet() {
    const { image } = shown;
    const size = image ? { width: image.width, height: image.height } : { width: 1, height: 1 };
    return sheetOf(size, image ? tileCount(image, column()) : 1, GAP, frame);
  }
  const current = () => zoom ?? fitted(sheet(), frame);
  const middle = () => ({ x: frame.width / 2, y: frame.height / 2 });

  /** @param {number} to */
  async function go(to) {
    if (to < 0 || to >= total || (to === at && shown.image)) return;
    const before = at;
    at = to;
    try {
      const found = await item(to);
      if (at !== to) return;
      shown = found;
      zoom = null;
      trouble = "";
    } catch {
      if (at !== to) return;
      at = before;
      trouble = "The next page could not be loaded";
    }
    draw();
  }
  /** @param {number} scale @param {{x: number, y: number}} [point] */
  function zoomTo(scale, point = middle()) {
    zoom = zoomedAt(current(), scale, point, sheet(), frame);
    draw();
  }
  /** @param {number} x @param {number} y */
  function pan(x, y) {
    zoom = panned(current(), x, y, sheet(), frame);
    draw();
  }
  function fit() {
    zoom = null;
    draw();
  }
  /** @param {OverlaySettings} settings */
  function set(settings) {
    change(settings);
    draw();
  }

  function draw() {
    dialog.draw([bar(), main()]);
    const viewport = /** @type {HTMLElement | null} */ (dialog.element.querySelector(".rg-viewport"));
    if (!viewport || viewport === watched) return;
    watched = viewport;
    watch.observe(viewport);
    listenToPointers(viewport, {
      pan,
      zoom: (factor, point) => zoomTo(current().scale * factor, point),
      toggle: (point) => zoom ? fit() : zoomTo(Math.max(1, fitScale(sheet(), frame) * 2), point),
    });
  }
  /** @type {HTMLElement | null} */
  let watched = null;

  function bar() {
    const { image } = shown;
    const scale = current().scale;
    const note = [
      total > 1 && `${formatNumber(at + 1)} of ${formatNumber(total)}`,
      image && `${image.width} × ${image.height} pixels`,
    ];
    return html`
      <div class="rg-lightbox-bar">
        <span class="rg-lightbox-caption" dir="auto">${image?.caption || ""}</span>
        <span class="rg-note" aria-live="polite">${trouble || note.filter(Boolean).join(" · ")}</span>
        <span class="rg-turns">
          ${button("Zoom out", "minus", () => zoomTo(scale / STEP))}
          <button type="button" class="rg-text-button rg-scale" aria-label="Original size" title="Original size"
            onClick=${() => zoomTo(1)}>${Math.round(scale * 100)} %</button>
          ${button("Zoom in", "plus", () => zoomTo(scale * STEP))}
          ${button("Fit", "fit", fit)}
          ${total > 1 && [turn("Previous image", "left", -1), turn("Next image", "right", 1)]}
          ${image?.file && html`
            <a class="rg-icon-button" href=${address(media, image.file)} download=${image.file}
              aria-label="Download the original" title="Download the original">${icon("download")}</a>
          `}
          <button type="button" class="rg-icon-button" aria-label="Details" title="Details"
            aria-expanded=${String(details)} onClick=${() => {
              details = !details;
              draw();
            }}>${icon("details")}</button>
          ${button("Close", "close", dialog.close)}
        </span>
      </div>
    `;
  }

  function main() {
    const { image, facts } = shown;
    const { type, entry } = column();
    return html`
      <div class="rg-lightbox-main">
        <div class=${`rg-viewport${
          isBeyond(current(), sheet(), frame) ? " rg-viewport-beyond" : ""
        }`} tabindex="0"
          role="group" aria-label="Image" autofocus>
          ${image?.file ? canvas(image) : html`<p class="rg-null">There is no image in this row.</p>`}
        </div>
        ${details && html`
          <aside class="rg-lightbox-side" aria-label="Details">
            ${(type.boxes || type.masks) && html`
              <${OverlayChoice} type=${type} settings=${entry?.overlays ?? {}} change=${set} />
            `}
            ${facts && html`<${Facts} ...${facts} place=${placeOf(media, at)} />`}
          </aside>
        `}
      </div>
    `;
  }

  /** @param {ImageValue} image */
  function canvas(image) {
    const { scale, x, y } = current();
    const laid = sheet();
    const { width, height } = drawnSize({ ...laid, tiles: 1, columns: 1 }, scale);
    const alt = image.caption || `image ${at + 1} of ${total}`;
    const style = {
      transform: `translate(${Math.round(x)}px, ${Math.round(y)}px)`,
      gridTemplateColumns: `repeat(${laid.columns}, max-content)`,
    };
    return html`
      <div class=${`rg-canvas${hasOverlays(image) && laid.tiles === 1 ? " rg-overlaid" : ""}`} style=${style}
        key=${`${at} ${image.file} ${laid.tiles}`}>
        <${Tiles} image=${image} column=${column()} src=${address(media, image.file)} media=${media}
          width=${width} height=${height} pixelated=${isSharp(scale, laid, frame)} alt=${alt} />
      </div>
    `;
  }

  /** @param {string} label @param {string} glyph @param {() => void} run */
  function button(label, glyph, run) {
    return html`
      <button type="button" class="rg-icon-button" aria-label=${label} title=${label} onClick=${run}>
        ${icon(glyph)}
      </button>
    `;
  }

  /** @param {string} label @param {string} glyph @param {number} step */
  function turn(label, glyph, step) {
    const off = at + step < 0 || at + step >= total;
    return html`
      <button
        type="button"
        class="rg-icon-button"
        aria-label=${label}
        title=${label}
        aria-disabled=${off ? "true" : undefined}
        onClick=${() => go(at + step)}
      >${icon(glyph)}</button>
    `;
  }

  /** What the keys do; arrows move an image that is larger than the frame. @type {Record<string, () => void>} */
  const keys = {
    "+": () => zoomTo(current().scale * STEP),
    "=": () => zoomTo(current().scale * STEP),
    "-": () => zoomTo(current().scale / STEP),
    "0": fit,
    "1": () => zoomTo(1),
    ArrowLeft: () => isLarge() ? pan(MOVE, 0) : go(at - 1),
    ArrowRight: () => isLarge() ? pan(-MOVE, 0) : go(at + 1),
    ArrowUp: () => isLarge() && pan(0, MOVE),
    ArrowDown: () => isLarge() && pan(0, -MOVE),
    PageUp: () => go(at - 1),
    PageDown: () => go(at + 1),
    Home: () => go(0),
    End: () => go(total - 1),
  };
  const isLarge = () => isBeyond(current(), sheet(), frame);
  dialog.element.addEventListener("keydown", (event) => {
    const { target, key, ctrlKey, metaKey, altKey } = event;
    if (ctrlKey || metaKey || altKey || !Object.hasOwn(keys, key)) return;
    const typing = /** @type {Element} */ (target).matches("select, input:not([type=checkbox])");
    if (typing) return;
    event.preventDefault();
    keys[key]();
  });
  return go(index);
}

/** @param {string} media @param {number} at */
function placeOf(media, at) {
  const row = { index: 0, number: at + 1, key: null, largest: 0 };
  return { on: {}, media, alive: true, group: [], rowHeight: /** @type {const} */ ("medium"), ...row };
}
