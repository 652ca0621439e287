/** Images at full size, one after another. */

import { icon } from "../../core/index.js";
import { openDialog } from "./dialog.js";
import { html } from "./html.js";

/**
 * @typedef {import("../../core/cells/types/view.d.ts").ImageValue} ImageValue
 * @typedef {{
 *   host: Element, media: string, index: number, total: number,
 *   image: (index: number) => Promise<ImageValue | null>,
 * }} Show `image` may have to ask for an image that the page has not got yet
 */

/** Small images are drawn this much of the window large, as sharp pixels. */
const ENLARGED = 0.6;

/** @param {Show} show */
export function openLightbox({ host, media, index, total, image }) {
  const dialog = openDialog({ host, title: "Image", className: "rg-lightbox", bare: true });
  let at = index;

  /** @param {number} to */
  async function go(to) {
    if (to < 0 || to >= total) return;
    at = to;
    const value = await image(to).catch(() => null);
    if (at !== to || (!value && dialog.element.open)) return;
    if (value) dialog.draw(content(value));
  }

  /** @param {ImageValue} value */
  function content(value) {
    const { width, height, pixelated } = drawnSize(value);
    const caption = value.caption || "";
    return html`
      <img
        key=${value.file}
        class=${pixelated ? "rg-pixels" : undefined}
        src=${media + encodeURIComponent(value.file)}
        width=${width}
        height=${height}
        alt=${caption || `image ${at + 1} of ${total}`}
      />
      <div class="rg-lightbox-bar">
        <span dir="auto">${caption}</span>
        <span class="rg-note" aria-live="polite">
          ${total > 1 && `${at + 1} of ${total} · `}${value.width} × ${value.height} pixels
        </span>
        <span class="rg-turns">
          ${total > 1 && [turn("Previous image", "left", -1), turn("Next image", "right", 1)]}
          <button type="button" class="rg-icon-button" aria-label="Close" onClick=${dialog.close}>
            ${icon("close")}
          </button>
        </span>
      </div>
    `;
  }

  /**
   * @param {string} label
   * @param {string} glyph
   * @param {number} step
   */
  function turn(label, glyph, step) {
    const off = at + step < 0 || at + step >= total;
    return html`
      <button
        type="button"
        class="rg-icon-button"
        aria-label=${label}
        aria-disabled=${off ? "true" : undefined}
        onClick=${() => go(at + step)}
      >${icon(glyph)}</button>
    `;
  }

  dialog.element.addEventListener("keydown", (event) => {
    const steps = /** @type {Record<string, number>} */ ({ ArrowLeft: -1, ArrowRight: 1 });
    const target = event.key === "Home" ? 0 : event.key === "End" ? total - 1 : at + (steps[event.key] ?? 0);
    if (target !== at) go(target);
  });
  return go(index);
}

/**
 * The size that an image is drawn at: whole inside the window, small ones enlarged.
 * @param {ImageValue} image
 */
function drawnSize({ width, height }) {
  const fit = Math.min(innerWidth * 0.9 / width, (innerHeight - 120) / height);
  const grown = Math.floor(fit * ENLARGED);
  const scale = grown >= 2 ? grown : Math.min(1, fit);
  return { width: Math.round(width * scale), height: Math.round(height * scale), pixelated: grown >= 2 };
}
