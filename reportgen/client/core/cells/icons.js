/** Small drawings for buttons, in the color of their text. */

import { html } from "./html.js";

/** Scripts that few pages need add theirs. @type {Record<string, string>} */
export const ICONS = {
  left: "M10 3.5 5.5 8l4.5 4.5",
  right: "M6 3.5 10.5 8 6 12.5",
  first: "M11.5 3.5 7 8l4.5 4.5M4.5 3.5v9",
  last: "M4.5 3.5 9 8l-4.5 4.5M11.5 3.5v9",
  up: "M8 13V3.5M4 7.5l4-4 4 4",
  down: "M8 3v9.5M4 8.5l4 4 4-4",
  menu: "M8 3.5v.01M8 8v.01M8 12.5v.01",
  columns: "M2.5 3.5h11v9h-11zM6.2 3.5v9M9.8 3.5v9",
  link:
    "M6.8 9.2a2.6 2.6 0 0 0 3.7 0l2.2-2.2a2.6 2.6 0 0 0-3.7-3.7l-.8.8M9.2 6.8a2.6 2.6 0 0 0-3.7 0L3.3 9a2.6 2.6 0 0 0 3.7 3.7l.8-.8",
  reset: "M3 8a5 5 0 1 0 1.6-3.7L3 5.8M3 2.8v3h3",
  close: "M4 4l8 8M12 4l-8 8",
  rows: "M3 4.5h1M6 4.5h7M3 8h1M6 8h7M3 11.5h1M6 11.5h7",
  below: "M3.5 6 8 10.5 12.5 6",
  pin: "M8 9.5V14M4.5 9.5h7L10 7V2.5H6V7z",
  small: "M3 4h10M3 6.7h10M3 9.3h10M3 12h10",
  medium: "M3 4h10M3 8h10M3 12h10",
  large: "M3 3.5h10v3.7H3zM3 9h10v3.7H3z",
  xlarge: "M3 3.5h10v9H3z",
};

/** @param {string} name */
export function icon(name) {
  return html`
    <svg class="rg-icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path d=${ICONS[name]} />
    </svg>
  `;
}
