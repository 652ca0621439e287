/** The foot of a panel: which rows these are, and the way to the others. */

import { GoTo } from "./go_to.js";
import { html } from "./html.js";
import { icon } from "./icons.js";
import { formatNumber } from "./numbers.js";

/** @typedef {import("./types/view.d.ts").View} View */
/** @typedef {import("./types/view.d.ts").Handlers} Handlers */

const PAGE_SIZES = [5, 10, 25, 50, 100];
const DEFAULT_ROWS = 10;

/** @param {{label: string, glyph: string, offset: number, off: boolean, on: Handlers}} props */
function Turn({ label, glyph, offset, off, on }) {
  return html`
    <button
      type="button"
      class="rg-icon-button"
      aria-label=${label}
      title=${label}
      aria-disabled=${off ? "true" : undefined}
      onClick=${off || !on.page ? undefined : () => on.page?.(offset)}
    >${icon(glyph)}</button>
  `;
}

/** @param {{rows: number, scrolls: boolean | null, on: Handlers}} props `scrolls` is null where rows cannot be scrolled */
function PageSize({ rows, scrolls, on }) {
  const sizes = PAGE_SIZES.includes(rows) ? PAGE_SIZES : [...PAGE_SIZES, rows].sort((a, b) => a - b);
  return html`
    <label class="rg-page-size">
      <span>Rows per page</span>
      <select
        class="rg-select"
        onChange=${on.rows &&
          ((/** @type {Event} */ event) => {
            const size = Number(/** @type {HTMLSelectElement} */ (event.currentTarget).value);
            if (size) on.rows?.(size);
            else on.allRows?.();
          })}
      >${sizes.map((size) =>
        html`<option value=${size} selected=${size === rows && !scrolls}>${size}</option>`
      )}${scrolls !== null && html`<option value="0" selected=${scrolls}>all</option>`}</select>
    </label>
  `;
}

/** @param {{view: View, on: Handlers}} props */
export function Pager({ view, on }) {
  const answer = view.answer;
  if (!answer) return null;
  const rows = view.spec.rows ?? DEFAULT_ROWS;
  const scrolls = answer.kind === "rows" && view.spec.layout === "table" && !view.spec.compare
    ? view.spec.height !== undefined
    : null;
  // Of the rows that are drawn while all can be scrolled to, the first and the last may be cut.
  const step = view.scroll ? Math.max(1, answer.rows.length - 2) : rows;
  const all = answer.kind === "groups" || answer.kind === "pivot" ? answer.groups ?? 0 : answer.filtered;
  const { offset } = answer;
  const end = offset + answer.rows.length;
  const lastOffset = Math.max(0, Math.floor((all - 1) / step) * step);
  const atStart = offset <= 0;
  const atEnd = end >= all;
  const range = answer.rows.length > 0
    ? `${formatNumber(offset + 1)}–${formatNumber(end)} of ${formatNumber(all)}`
    : `0 of ${formatNumber(all)}`;
  const what = answer.kind === "rows" ? "row" : "group";
  const go = (/** @type {number} */ number) =>
    on.page?.(view.scroll ? number - 1 : Math.floor((number - 1) / step) * step);
  return html`
    <nav class="rg-pager" aria-label=${`Pages of ${view.id}`}>
      <div class="rg-turns">
        <${Turn} label="First" glyph="first" offset=${0} off=${atStart} on=${on} />
        <${Turn} label="Previous" glyph="left" offset=${Math.max(0, offset - step)} off=${atStart} on=${on} />
        <span
          class="rg-range"><${GoTo} text=${range} all=${all} what=${what} go=${on.page && go} /></span>
        <${Turn} label="Next" glyph="right" offset=${offset + step} off=${atEnd} on=${on} />
        <${Turn} label="Last" glyph="last" offset=${lastOffset} off=${atEnd} on=${on} />
      </div>
      <${PageSize} rows=${rows} scrolls=${scrolls} on=${on} />
    </nav>
  `;
}
