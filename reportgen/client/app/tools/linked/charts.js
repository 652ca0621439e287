/** The bars of a panel's charts, and the condition that each stands for. */

import { binsTerm, valueTerm } from "../../table/terms.js";
import { headOf } from "../columns/headers.js";
import { cellAt } from "../rows/place.js";

/**
 * @typedef {import("../../table/panel.js").LivePanel} LivePanel
 * @typedef {{element: Element, term: string}} Bar
 */

/** Charts whose bars can be picked. */
export const CHARTS = ".rg-summary-bars, .rg-summary-shares, .rg-histogram svg, svg.rg-drawing";
/** Those with bars side by side, so that a drag says something. */
export const BRUSHED = ".rg-summary-bars, .rg-histogram svg, .rg-plot-histogram svg.rg-drawing, " +
  ".rg-plot-bar svg.rg-drawing";

/**
 * @param {LivePanel} live
 * @param {Element} chart
 * @returns {Bar[]}
 */
export function barsOf(live, chart) {
  const term = termsOf(live, chart);
  if (!term) return [];
  return [...chart.querySelectorAll("rect.rg-bin")].flatMap((element, index) => {
    const found = term(element, index);
    return found ? [{ element, term: found }] : [];
  });
}

/**
 * @param {LivePanel} live
 * @param {Element} chart
 * @returns {((element: Element, index: number) => string | null | undefined) | null}
 */
function termsOf(live, chart) {
  const { answer, summaries } = live.view();
  if (chart.matches("svg.rg-drawing")) {
    const terms = answer?.plot?.terms ?? [];
    return (element) => terms[Number(/** @type {SVGElement} */ (element).dataset.term ?? -1)];
  }
  if (chart.matches(".rg-histogram svg")) {
    const cell = cellAt(live, /** @type {HTMLElement} */ (/** @type {unknown} */ (chart)));
    const domain = cell?.column.domain;
    return cell && domain ? (_, bin) => binsTerm(cell.column, domain, bin, bin) : null;
  }
  const column = headOf(live, chart)?.column;
  const facts = answer?.columns.find(({ name }) => name === column?.name);
  const summary = (summaries ?? answer?.summaries)?.[column?.name ?? ""];
  if (!facts || !summary) return null;
  if (summary.show === "distribution") {
    return (_, index) => valueTerm(facts, summary.value.values[index]?.[0]);
  }
  const domain = summary.show === "histogram" ? summary.domain : null;
  return domain ? (_, bin) => binsTerm(facts, domain, bin, bin) : null;
}
