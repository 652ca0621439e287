/** The view in words, for print and for pages without a script, where no control says it. */

import { html } from "./html.js";

/** @typedef {import("./types/view.d.ts").View} View */

/**
 * Expressions in a row, each with a word after it.
 * @param {string} lead
 * @param {{code: string, after?: string}[]} items
 */
function listed(lead, items) {
  const last = items.length - 1;
  return html`
    <span>
      ${`${lead} `}${items.map(({ code, after = "" }, index) => [
        html`<code>${code}</code>`,
        `${after}${index < last ? ", " : ""}` || null,
      ])}
    </span>
  `;
}

/** @param {{view: View}} props */
export function Given({ view }) {
  const { filter, search, group, sort, pivot, cell } = view.spec;
  const parts = [];
  if (filter) parts.push(listed("Filter", [{ code: filter }]));
  if (search) parts.push(listed("Rows with", [{ code: search }]));
  if (group?.length) parts.push(listed("Grouped by", group.map((code) => ({ code }))));
  if (pivot) parts.push(listed("Across", [{ code: pivot }]));
  if (cell) parts.push(listed("Cells say", [{ code: cell }]));
  if (sort?.length) {
    const after = (/** @type {string | undefined} */ dir) => dir === "desc" ? ", descending" : "";
    parts.push(listed("Sorted by", sort.map(({ by, dir }) => ({ code: by, after: after(dir) }))));
  }
  if (parts.length === 0) parts.push(html`<span>Every row, in the order of the table</span>`);
  return html`<p class="rg-given">${parts}</p>`;
}
