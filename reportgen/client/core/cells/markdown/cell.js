/** Cells of Markdown: rendered to elements, never to HTML text, so that nothing in it can act. */

import { html } from "../html.js";
import { readMarkdown } from "./read.js";

/** Characters drawn at most; the style sheet clamps to the row's height well before. */
const DRAWN = 4000;

/** @type {import("../types/view.d.ts").Component} */
export function MarkdownCell({ value }) {
  const text = String(value);
  if (text === "") return html`<span class="rg-null" title="empty text">""</span>`;
  return html`<div class="rg-markdown" dir="auto">${readMarkdown(text.slice(0, DRAWN))}</div>`;
}
