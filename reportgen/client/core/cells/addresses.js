/** Addresses of pages on the web in what people wrote: links that are followed only when they are pressed. */

import { html } from "./html.js";

/** @typedef {import("./types/preact.d.ts").Children} Children */

const ADDRESS = /\bhttps?:\/\/[^\s<>"'`{}|\\^]+/gi;
/** Signs that end a sentence rather than an address. */
const TAIL = /[.,;:!?*_~]+$/;
const MOST_LINKS = 200;
/**
 * The address if it may be followed: of a page on the web.
 * @param {string} text
 * @returns {string | null}
 */
export function safeAddress(text) {
  return /^https?:\/\/[^\s/?#]+[^\s]*$/i.test(text) ? text : null;
}

/**
 * A text with its addresses as links.
 * @param {string} text
 * @returns {Children[]}
 */
export function linked(text) {
  /** @type {Children[]} */
  const parts = [];
  let from = 0;
  for (const found of text.matchAll(ADDRESS)) {
    const href = safeAddress(ended(found[0]));
    if (href === null || parts.length > 2 * MOST_LINKS) continue;
    parts.push(text.slice(from, found.index), html`<a href=${href} rel="noopener noreferrer">${href}</a>`);
    from = found.index + href.length;
  }
  parts.push(text.slice(from));
  return parts;
}

/** Without what belongs to the sentence around it. @param {string} address */
function ended(address) {
  let text = address.replace(TAIL, "");
  for (const [open, close] of ["()", "[]"]) {
    const count = (/** @type {string} */ sign) => text.split(sign).length;
    if (text.endsWith(close) && count(close) > count(open)) text = text.slice(0, -1).replace(TAIL, "");
  }
  return text;
}
