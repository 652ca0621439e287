/** Cells of text that show what differs from another column of their row. */

import { html } from "../html.js";
import { diffTexts } from "./diff.js";
import { formatOf } from "./known.js";
import { DRAWN, LongText } from "../long_text.js";
import { PlainCell } from "./textual.js";

/** @typedef {import("../types/preact.d.ts").Children} Children */
/** @typedef {import("./diff.js").Part} Part */

/** @type {import("../types/view.d.ts").Component} */
export function DifferenceCell(props) {
  const { value, other, column, place } = props;
  const format = formatOf(column.format ?? "");
  if (typeof other !== "string" || typeof value !== "string") return PlainCell(props);
  const draw = (/** @type {string} */ _, /** @type {boolean} */ whole) => {
    // Until all is asked for, a long text is compared as far as it is shown.
    const [before, after] = [other, value].map((text) => whole ? text : text.slice(0, 2 * DRAWN));
    return marked(diffTexts(before, after, format?.by ?? "words"), whole ? Infinity : DRAWN);
  };
  const text = value.length > other.length ? value : other;
  if (text === "") return PlainCell(props);
  return html`<${LongText} text=${text} className="rg-text rg-diff" place=${place} draw=${draw} />`;
}

/**
 * @param {Part[]} parts
 * @param {number} most characters
 * @returns {Children[]}
 */
function marked(parts, most) {
  /** @type {Children[]} */
  const drawn = [];
  let left = most;
  for (const { op, text } of parts) {
    if (left <= 0) break;
    const shown = text.length > left ? `${text.slice(0, left)}…` : text;
    left -= text.length;
    if (op === "added") drawn.push(html`<ins>${shown}</ins>`);
    else if (op === "removed") drawn.push(html`<del>${shown}</del>`);
    else drawn.push(shown);
  }
  return drawn;
}
