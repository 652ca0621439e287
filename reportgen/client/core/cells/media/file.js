/** Files of the site in cells: their addresses, links to them, and what stands where there is no file. */

import { located } from "../../located.js";
import { html } from "../html.js";
import { clip } from "../text.js";

/** @typedef {import("../types/media.d.ts").FileValue} FileValue */
/** @typedef {import("../types/view.d.ts").Place} Place */
/** @typedef {import("../types/view.d.ts").AnswerColumn} AnswerColumn */

/** @param {string | undefined} media @param {string} file */
export function address(media, file) {
  const folder = media ?? "";
  return located(folder + file, folder + encodeURIComponent(file));
}

/**
 * What the cell of a medium says that has no bytes here: where they are, or that they are gone.
 * @param {{value: FileValue, what: string}} props
 */
export function Elsewhere({ value, what }) {
  const { uri, caption } = value;
  if (!uri) {
    return html`<span class="rg-null" title="Its bytes were missing when this page was built">${what} missing</span>`;
  }
  const text = html`<span class="rg-elsewhere-uri" dir="ltr">${clip(uri, 80)}</span>`;
  const link = /^https?:/.test(uri)
    ? html`<a href=${uri} rel="noopener noreferrer" title=${uri}>${text}</a>`
    : html`<span title=${uri}>${text}</span>`;
  return html`<span class="rg-elsewhere"><span class="rg-null">${
    caption || `${what} at`
  }</span>${link}</span>`;
}

/**
 * A link over something that shows a file: it opens larger here, and as the file where there is no script.
 * @param {{value: FileValue, label: string, column: AnswerColumn, place: Place, className?: string, children?: any}} props
 */
export function Opener({ value, label, column, place, className, children }) {
  const open = place.on.openMedia;
  const at = { column: column.name, kind: column.type.kind, rowKey: place.key, rowIndex: place.index };
  return html`
    <a
      class=${className ?? "rg-cover"}
      href=${address(place.media, value.file ?? "")}
      aria-label=${children ? undefined : label}
      title=${label}
      onClick=${open && ((/** @type {Event} */ event) => open(value, at, event))}
    >${children}</a>
  `;
}

/** Seconds as people say them: `0.4 s`, `1:05`. @param {number} seconds */
export function clock(seconds) {
  if (seconds < 60) return `${Number(seconds.toFixed(seconds < 10 ? 1 : 0))} s`;
  const whole = Math.round(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const shown = parts[0] ? parts : parts.slice(1);
  return shown.map((part, index) => index ? String(part).padStart(2, "0") : part).join(":");
}

/** The caption under a player, where the row has room for it. @param {{text: string | null | undefined, place: Place}} props */
export function Caption({ text, place }) {
  if (!text || place.rowHeight === "small" || place.rowHeight === "medium") return null;
  return html`<div class="rg-note rg-caption" dir="auto" title=${text}>${clip(text, 60)}</div>`;
}
