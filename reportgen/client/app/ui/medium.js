/** One medium that is no image, large: a page in its frame, a video with its player. */

import { address, icon } from "../../core/index.js";
import { openDialog } from "./dialog.js";
import { html } from "./html.js";

/** @typedef {import("../../core/cells/types/media.d.ts").FileValue} FileValue */

/** How each kind is shown. @type {Record<string, (src: string, value: FileValue) => unknown>} */
const SHOWN = {
  html: (src, { caption }) => html`<iframe sandbox="" src=${src} title=${caption || "HTML"} />`,
  video: (src, { format, caption }) =>
    format === "gif"
      ? html`<img src=${src} alt=${caption || "video"} />`
      : html`<video src=${src} controls autoplay playsinline aria-label=${caption || "video"} />`,
};

/** @param {{host: Element, media: string, kind: string, value: FileValue}} show */
export function openMedium({ host, media, kind, value }) {
  const dialog = openDialog({
    host,
    title: kind === "html" ? "HTML" : "Video",
    className: "rg-lightbox",
    bare: true,
  });
  const src = address(media, value.file ?? "");
  // A frame would take the focus, and Escape with it.
  dialog.draw(html`
    <div class=${`rg-medium rg-medium-${kind}`}>${SHOWN[kind]?.(src, value)}</div>
    <div class="rg-lightbox-bar">
      <span dir="auto">${value.caption || ""}</span>
      <button type="button" class="rg-icon-button" aria-label="Close" autofocus
        onClick=${dialog.close}>${icon(
          "close",
        )}</button>
    </div>
  `);
}
