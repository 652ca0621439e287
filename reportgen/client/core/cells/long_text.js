/** Text that may be longer than its row: clamped by the style sheet, and whole where it stands once it is asked for. */

import { html } from "./html.js";
import { formatNumber } from "./numbers.js";
import { clip } from "./text.js";

/** @typedef {import("./types/view.d.ts").Place} Place */
/** @typedef {import("./types/view.d.ts").RowHeight} RowHeight */

/** Characters drawn until a reader asks for all. */
export const DRAWN = 4000;
/** Characters of a line, and lines of a row: what is longer may be clamped. */
const WIDTH = 38;
/** @type {Record<RowHeight, number>} */
const LINES = { small: 1, medium: 2, large: 5, xlarge: 10 };

/**
 * @param {string} text
 * @param {RowHeight} rowHeight
 */
function mayBeClamped(text, rowHeight) {
  const room = LINES[rowHeight];
  if (text.length > WIDTH * room) return true;
  return text.split("\n", room + 1).length > room;
}

/**
 * `draw` gives what stands for a text; it is given less than all of it (`drawn` characters) until all is asked for.
 * Where it is `quiet`, what opens it appears under the pointer and with the focus.
 * @this {{whole?: boolean, setState: (state: object) => void}}
 * @param {{
 *   text: string, className: string, place: Place, tag?: string, title?: string, drawn?: number, quiet?: boolean,
 *   draw: (text: string, whole: boolean) => unknown,
 * }} props
 */
export function LongText({ text, className, place, tag = "div", title, drawn = DRAWN, quiet, draw }) {
  const shown = this.whole ? text : clip(text, drawn);
  const content = html`<${tag} class=${className} dir="auto" title=${this.whole ? undefined : title}>${
    draw(shown, this.whole === true)
  }</${tag}>`;
  if (!mayBeClamped(text, place.rowHeight)) return content;
  const open = (/** @type {any} */ event) => {
    if (this.whole || text.length <= drawn || !event.currentTarget.open) return;
    this.whole = true;
    this.setState({});
  };
  const rest = text.length - drawn;
  return html`
    <div class=${quiet ? "rg-long rg-quiet" : "rg-long"}>${content}<details class="rg-open" onToggle=${open}>
      <summary><span class="rg-open-more">Show more</span><span class="rg-open-less">Show less</span></summary>
      ${rest > 0 && !this.whole && html`<p class="rg-note">${`${formatNumber(rest)} characters more`}</p>`}
    </details></div>
  `;
}
