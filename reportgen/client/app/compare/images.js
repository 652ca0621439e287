/** The images of members at full size: beside each other or two over one another, zoomed together. */

import { address, icon, Tiles } from "../../core/index.js";
import { openDialog } from "../ui/dialog.js";
import { html } from "../ui/html.js";
import { listenToPointers } from "../ui/stage.js";
import { drawnSize, fitScale, fitted, isSharp, panned, STEP, zoomedAt } from "../ui/zoom.js";
import { bounded, gridOf, MODE_WORDS, MODES, nextPair } from "./pair.js";

/**
 * @typedef {import("../../core/cells/types/media.d.ts").ImageValue} ImageValue
 * @typedef {import("../../core/cells/types/view.d.ts").AnswerColumn} AnswerColumn
 * @typedef {import("../../core/cells/types/view.d.ts").Member} Member
 * @typedef {import("../ui/zoom.js").Zoom} Zoom
 * @typedef {{image: ImageValue, member: Member}} Shown
 * @typedef {import("./pair.js").Mode} Mode
 */

const GAP = 6;
/** How much of the second image a key uncovers. */
const NUDGE = 0.05;

/**
 * @param {{host: Element, media: string, column: () => AnswerColumn, images: Shown[], at: number, mode: Mode,
 *   remember: (mode: Mode) => void}} show `at`: the image that was pressed; `mode`: how images lie in the cells
 */
export function openComparedImages({ host, media, column, images, at, mode: first, remember }) {
  /** @type {Mode} */
  let mode = images.length > 1 ? first : "beside";
  let pair = nextPair(images.length, at);
  let amount = 0.5;
  let swapped = false;
  let frame = { width: innerWidth * 0.9, height: innerHeight * 0.75 };
  /** @type {Zoom | null} */
  let zoom = null;
  const dialog = openDialog({
    host,
    title: "Images of members",
    className: "rg-lightbox rg-lightbox-image rg-compared",
    bare: true,
    onClose: () => watch.disconnect(),
  });
  const watch = new ResizeObserver(([{ contentRect: { width, height } }]) => {
    frame = { width, height };
    draw();
  });
  /** @type {HTMLElement | null} */
  let watched = null;

  const tiles = () => mode === "beside" ? images.map((_, index) => index) : [pair[0]];
  const sheet = () => {
    const { width, height } = images[0].image;
    return { size: { width, height }, tiles: 1, columns: 1, gap: 0 };
  };
  /** The part of the frame that one image has. */
  const cell = () => gridOf(tiles().length, sheet().size, GAP, frame);
  const current = () => zoom ?? fitted(sheet(), cell().size);
  const inCell = (/** @type {{x: number, y: number}} */ { x, y }) => {
    const { size } = cell();
    return { x: x % (size.width + GAP), y: y % (size.height + GAP) };
  };

  /** @param {number} scale @param {{x: number, y: number}} [point] */
  function zoomTo(scale, point) {
    const { size } = cell();
    zoom = zoomedAt(current(), scale, point ?? { x: size.width / 2, y: size.height / 2 }, sheet(), size);
    draw();
  }
  function fit() {
    zoom = null;
    draw();
  }
  /** @param {Mode} next */
  function choose(next) {
    mode = next;
    zoom = null;
    remember(next);
    draw();
  }
  /** @param {number} next */
  function uncover(next) {
    amount = bounded(next);
    draw();
  }
  function swap() {
    swapped = !swapped;
    draw();
  }

  function draw() {
    dialog.draw([bar(), stage()]);
    const viewport = /** @type {HTMLElement | null} */ (dialog.element.querySelector(".rg-compared-stage"));
    if (!viewport || viewport === watched) return;
    watched = viewport;
    watch.observe(viewport);
    listenToPointers(viewport, {
      pan(x, y) {
        zoom = panned(current(), x, y, sheet(), cell().size);
        draw();
      },
      zoom: (factor, point) => zoomTo(current().scale * factor, inCell(point)),
      toggle: (point) =>
        zoom ? fit() : zoomTo(Math.max(1, fitScale(sheet(), cell().size) * 2), inCell(point)),
    });
  }

  function bar() {
    return html`
      <div class="rg-lightbox-bar">
        <span class="rg-segments" role="group" aria-label="How the images are compared">
          ${MODES.filter((name) => images.length > 1 || name === "beside").map((name) =>
            html`
              <button type="button" class="rg-segment rg-segment-word" aria-pressed=${String(name === mode)}
                autofocus=${name === mode} onClick=${() => choose(name)}>${MODE_WORDS[name]}</button>
            `
          )}
        </span>
        ${mode !== "beside" && [choice(0, "First image"), choice(1, "Second image"), slider()]}
        <span class="rg-turns">
          ${button("Zoom out", "minus", () => zoomTo(current().scale / STEP))}
          <button type="button" class="rg-text-button rg-scale" aria-label="Original size" title="Original size"
            onClick=${() => zoomTo(1)}>${Math.round(current().scale * 100)} %</button>
          ${button("Zoom in", "plus", () => zoomTo(current().scale * STEP))}
          ${button("Fit", "fit", fit)}
          ${button("Close", "close", dialog.close)}
        </span>
      </div>
    `;
  }

  /** @param {0 | 1} which @param {string} label */
  function choice(which, label) {
    return html`
      <select class="rg-select" aria-label=${label} onChange=${(/** @type {Event} */ event) => {
        pair = [...pair];
        pair[which] = Number(/** @type {HTMLSelectElement} */ (event.currentTarget).value);
        draw();
      }}>
        ${images.map(({ member }, index) =>
          html`
            <option value=${index} selected=${index ===
              pair[which]}>${`${member.index} · ${member.label}`}</option>
          `
        )}
      </select>
    `;
  }

  function slider() {
    if (mode === "difference") return null;
    if (mode === "flicker") {
      return html`<button type="button" class="rg-button" onClick=${swap}>Swap</button>`;
    }
    const label = mode === "swipe" ? "How much of the second image" : "Opacity of the second image";
    return html`
      <input class="rg-range-input" type="range" min="0" max="1" step="0.01" aria-label=${label}
        value=${amount}
        onInput=${(/** @type {Event} */ event) =>
          uncover(Number(/** @type {HTMLInputElement} */ (event.currentTarget).value))} />
    `;
  }

  function stage() {
    const { columns, size } = cell();
    const style = { gridTemplateColumns: `repeat(${columns}, ${Math.floor(size.width)}px)` };
    return html`
      <div class="rg-lightbox-main">
        <div class="rg-compared-stage" tabindex="0" role="group" aria-label="Images">
          <div class="rg-compared-grid" style=${style}>
            ${mode === "beside" ? images.map((_, index) => tile([index])) : tile(pair)}
          </div>
        </div>
      </div>
    `;
  }

  /** Images over one another in one part of the frame. @param {number[]} which */
  function tile(which) {
    const { size } = cell();
    const { x, y } = current();
    const shift = { transform: `translate(${Math.round(x)}px, ${Math.round(y)}px)` };
    const named = which.map((index) => `${images[index].member.index} · ${images[index].member.label}`);
    return html`
      <figure class="rg-compared-tile" key=${which.join(" ")}
        style=${{ width: `${Math.floor(size.width)}px`, height: `${Math.floor(size.height)}px` }}>
        <div class=${`rg-compared-canvas rg-over rg-over-${which.length > 1 ? mode : "beside"}${
          swapped ? " rg-swapped" : ""
        }`} style=${{
          ...shift,
          "--rg-swipe": `${Math.round(1000 * (1 - amount)) / 10}%`,
          "--rg-fade": String(amount),
        }}>
          ${which.map((index, place) =>
            html`
              <div class=${`rg-overlaid ${place ? "rg-over-two" : "rg-over-one"}`} key=${place}>${picture(
                images[index],
              )}</div>
            `
          )}
        </div>
        <figcaption class="rg-note">${named.join(mode === "difference" ? " against " : " and ")}</figcaption>
      </figure>
    `;
  }

  /** @param {Shown} shown */
  function picture({ image, member }) {
    const { scale } = current();
    const { width, height } = drawnSize(sheet(), scale);
    return html`
      <${Tiles} image=${image} column=${inOneTile(column())} src=${address(media, image.file)} media=${media}
        width=${width} height=${height} pixelated=${isSharp(scale, sheet(), cell().size)}
        alt=${`${member.label}: ${image.caption || "image"}`} />
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

  /** @type {Record<string, () => void>} */
  const keys = {
    "+": () => zoomTo(current().scale * STEP),
    "=": () => zoomTo(current().scale * STEP),
    "-": () => zoomTo(current().scale / STEP),
    "0": fit,
    ArrowLeft: () => uncover(amount - NUDGE),
    ArrowRight: () => uncover(amount + NUDGE),
    " ": swap,
  };
  dialog.element.addEventListener("keydown", (event) => {
    const { target, key, ctrlKey, metaKey, altKey } = event;
    if (ctrlKey || metaKey || altKey || !Object.hasOwn(keys, key)) return;
    if (/** @type {Element} */ (target).matches("select, input, button")) return;
    event.preventDefault();
    keys[key]();
  });
  draw();
}

/**
 * A column whose images are drawn as one picture with what lies over it.
 * @param {AnswerColumn} column
 * @returns {AnswerColumn}
 */
function inOneTile({ entry, ...column }) {
  return { ...column, entry: entry && { ...entry, overlays: { ...entry.overlays, tiles: undefined } } };
}
