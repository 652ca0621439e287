/** The values of a group's texts, most frequent first: a bar and a count each. */

import { html } from "./html.js";
import { Bar } from "./count.js";
import { formatNumber } from "./numbers.js";
import { DISTRIBUTION_LINES } from "./sizes.js";
import { clip, formatCell, isImage } from "./text.js";

/** @typedef {import("./types/view.d.ts").AnswerColumn} AnswerColumn */
/** @typedef {import("./types/view.d.ts").DistributionValue} DistributionValue */
/** @typedef {import("./types/view.d.ts").Place} Place */

/** @param {{value: unknown, column: AnswerColumn}} props */
function Label({ value, column }) {
  if (value === null) return html`<span class="rg-null">null</span>`;
  if (value === "") return html`<span class="rg-null">""</span>`;
  return html`<span class="rg-label" dir="auto">${
    clip(isImage(value) ? value.file : formatCell(value, column.type), 80)
  }</span>`;
}

/** @param {{entry: [unknown, number], largest: number, column: AnswerColumn, place: Place}} props */
function Entry({ entry, largest, column, place }) {
  const [value, count] = entry;
  const pick = place.on.distributionValue;
  const text = value === "" ? '""' : clip(formatCell(value, column.type), 200);
  return html`
    <li>
      <button
        type="button"
        class="rg-value"
        title=${`${text}: ${formatNumber(count)}`}
        onClick=${pick && (() => pick(column.name, value, place.key))}
      >
        <${Label} value=${value} column=${column} />
        <${Bar} value=${count} largest=${largest} />
        <span class="rg-number">${formatNumber(count)}</span>
      </button>
    </li>
  `;
}

/** @type {import("./types/view.d.ts").Component} */
export function DistributionCell({ value, column, place }) {
  const { values, distinct, nulls } = /** @type {DistributionValue} */ (value);
  const entries = nulls > 0 ? [...values, /** @type {[unknown, number]} */ ([null, nulls])] : values;
  if (entries.length === 0) return html`<span class="rg-null">no values</span>`;
  const total = Math.max(distinct, values.length) + (nulls > 0 ? 1 : 0);
  const lines = DISTRIBUTION_LINES[place.rowHeight];
  // One more value takes no more room than the line that would announce it.
  const shown = total <= lines + 1 && place.rowHeight !== "small" ? entries : entries.slice(0, lines);
  const more = entries.slice(shown.length);
  const largest = entries.reduce((most, [, count]) => Math.max(most, count), 0);
  const draw = (/** @type {[unknown, number]} */ entry) =>
    html`<${Entry} entry=${entry} largest=${largest} column=${column} place=${place} />`;
  const beyond = total - entries.length;
  return html`
    <div class="rg-distribution">
      <ul>${shown.map(draw)}</ul>
      ${more.length > 0 && html`
        <details class="rg-more">
          <summary>${`+${formatNumber(total - shown.length)} more`}</summary>
          <ul>${more.map(draw)}</ul>
          ${beyond > 0 && html`<p class="rg-note">${`and ${formatNumber(beyond)} rarer values`}</p>`}
        </details>
      `}
    </div>
  `;
}
