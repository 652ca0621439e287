/** Cells of video: a still that opens where rows are low, the browser's player where there is room for one. */

import { html } from "../html.js";
import { IMAGE_SIZES } from "../sizes.js";
import { address, Caption, clock, Elsewhere, Opener } from "./file.js";

/** @typedef {import("../types/media.d.ts").VideoValue} VideoValue */

/** What is assumed of a video that does not say its size. */
const ASPECT = 16 / 9;
/** From this box on, the player's controls fit over the picture. */
const PLAYER = 100;

/** @param {VideoValue} video @param {number} box */
function fit({ width, height }, box) {
  const aspect = width && height ? width / height : ASPECT;
  const shown = Math.min(box, 2 * box / aspect);
  return { width: Math.round(shown * aspect), height: Math.round(shown) };
}

/** @type {import("../types/view.d.ts").Component} */
export function VideoCell({ value, column, place }) {
  const video = /** @type {VideoValue} */ (value);
  if (!video.file) return html`<${Elsewhere} value=${video} what="video" />`;
  const large = IMAGE_SIZES[place.rowHeight] >= PLAYER;
  const { width, height } = fit(video, IMAGE_SIZES[place.rowHeight] - (large && video.caption ? 16 : 0));
  const src = address(place.media, video.file);
  const name = video.caption || `video of row ${place.number}`;
  const label = [`Play ${name}`, video.seconds ? clock(video.seconds) : ""].filter(Boolean).join(", ");
  const moving = video.format === "gif"
    ? html`<img src=${src} width=${width} height=${height} alt=${name} loading="lazy" decoding="async" />`
    : html`
      <video src=${src} width=${width} height=${height} preload="metadata" controls=${large} muted
        playsinline
        tabindex=${large ? undefined : -1} aria-label=${name} />
    `;
  const cover = large && video.format !== "gif"
    ? null
    : html`<${Opener} value=${video} label=${label} column=${column} place=${place} />`;
  return html`
    <div class=${large ? "rg-video" : "rg-video rg-video-still"}>
      ${moving}${cover}<${Caption} text=${video.caption} place=${place} />
    </div>
  `;
}
