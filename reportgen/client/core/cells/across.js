/** Which columns of a wide table are drawn: those that stay, and some of the others; gaps say where the rest is. */

import { html } from "./html.js";
import { formatNumber } from "./numbers.js";

/** @typedef {import("./types/view.d.ts").AnswerColumn} AnswerColumn */
/** @typedef {import("./types/view.d.ts").Across} Across */
/** @typedef {{indices: number[], before: number, after: number, across?: Across, lead: number}} Drawn `lead` columns always
 *   stand first; `before` and `after` so many are not drawn */

/** Tables with more columns are wide. */
const WIDE = 80;
/** Columns of a wide table that are drawn until the page knows which are in sight. */
const FIRST = 50;

/**
 * @param {AnswerColumn[]} columns
 * @param {import("./frame.js").ColumnFrame[]} frames
 * @param {Across} [across] what is in sight
 * @returns {Drawn | null} null where all are drawn
 */
export function drawnColumns(columns, frames, across) {
  const all = columns.length;
  const range = (/** @type {number} */ from, /** @type {number} */ to) =>
    Array.from({ length: Math.max(0, to - from) }, (_, index) => from + index);
  if (all <= WIDE) return null;
  const free = columns.findIndex(({ role }, index) =>
    role !== "key" && role !== "count" && !frames[index].className.includes("rg-frozen")
  );
  const lead = free < 0 ? all : free;
  const from = Math.min(all, Math.max(lead, across?.from ?? lead));
  const to = Math.min(all, Math.max(from, across?.to ?? Math.max(lead, FIRST)));
  return {
    indices: [...range(0, lead), ...range(from, to)],
    before: from - lead,
    after: all - to,
    across,
    lead,
  };
}

/**
 * Cells with what stands for those that are not drawn.
 * @template T
 * @param {T[]} cells one for each column that is drawn
 * @param {Drawn | null | undefined} drawn
 * @param {(side: "before" | "after") => T} gap
 * @returns {T[]}
 */
export function withGaps(cells, drawn, gap) {
  if (!drawn) return cells;
  const { before, after, lead } = drawn;
  return [
    ...cells.slice(0, lead),
    ...before ? [gap("before")] : [],
    ...cells.slice(lead),
    ...after ? [gap("after")] : [],
  ];
}

/** A gap in the header, as wide as what it stands for. @param {{drawn: Drawn, side: "before" | "after"}} props */
export function HeadGap({ drawn, side }) {
  const { across } = drawn;
  const width = across?.[side];
  return html`
    <td class="rg-gap">${width !== undefined
      ? html`<svg width=${Math.round(width)} height="1" aria-hidden="true" />`
      : `${formatNumber(drawn[side], {})} more columns`}</td>
  `;
}
