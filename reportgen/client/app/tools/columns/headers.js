/** The headers of a panel's table, and the columns that they head. */

/**
 * @typedef {import("../../table/panel.js").LivePanel} LivePanel
 * @typedef {import("../../../core/cells/types/view.d.ts").AnswerColumn} AnswerColumn
 * @typedef {{th: HTMLElement, column: AnswerColumn}} Head
 */

/**
 * The header that an element is in.
 * @param {LivePanel} live
 * @param {EventTarget | null} target
 * @returns {Head | null}
 */
export function headOf(live, target) {
  const th = /** @type {HTMLElement | null} */ (/** @type {Element} */ (target).closest?.("thead th"));
  return heads(live).find((head) => head.th === th) ?? null;
}

/**
 * All headers, from left to right.
 * @param {LivePanel} live
 * @returns {Head[]}
 */
export function heads(live) {
  const columns = live.view().answer?.columns ?? [];
  const found = /** @type {HTMLElement[]} */ ([...live.figure.querySelectorAll(".rg-table > thead th")]);
  const handles = live.figure.querySelector(".rg-table > thead .rg-corner") ? 1 : 0;
  return found.flatMap((th, index) => {
    const at = th.getAttribute("aria-colindex"); // said where not all columns are drawn
    const column = columns[at ? Number(at) - 1 - handles : index];
    return column ? [{ th, column }] : [];
  });
}

/**
 * Whether the spec has an entry for the column, which can be changed.
 * @param {LivePanel} live
 * @param {AnswerColumn} column
 */
export function isListed(live, { name }) {
  return live.view().spec.columns.some((entry) => entry.name === name && !entry.hidden);
}

/**
 * The elements that hold the widths of the columns, in the order of the headers; none where no column has a width.
 * @param {LivePanel} live
 */
export function cols(live) {
  const all = /** @type {HTMLElement[]} */ ([
    ...live.figure.querySelectorAll(".rg-table > colgroup > col:not(.rg-gap)"),
  ]);
  return all.slice(all.length - heads(live).length);
}
