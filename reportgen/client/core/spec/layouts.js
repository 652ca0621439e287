/** What plots add to specs. Pages without plots do without it: `plots/install.js` fills it in. */

/**
 * @typedef {import("./types.js").Plot} Plot
 * @typedef {import("./types.js").Problem} Problem
 * @typedef {import("./check_spec.js").Located} Located
 * @typedef {import("./derived.js").Resolved} Resolved
 *
 * @typedef {{pivot?: string, cell?: string}} Pivot
 * @typedef {{pivot: Located | null, cell: Located | null, layout: string, group: string[], resolved: Resolved,
 *   problems: Problem[]}} PivotAsked
 *
 * @typedef {object} Asked
 * @property {string} layout
 * @property {Located[]} given what is said about the plot; a place's option is the name of what is said
 * @property {Resolved} resolved
 * @property {string[]} group
 * @property {Problem[]} problems to report to
 */

/**
 * @type {{options: string[], check: ((asked: Asked) => Plot | null) | null}} `options` of directives; `check` gives
 *   null where no plot can be drawn
 */
export const PLOTS = { options: [], check: null };

/**
 * The checks of layouts that are no plots.
 * @type {Record<string, (asked: Asked) => {layout: string, plot?: Plot} | null>}
 */
export const LAYOUT_CHECKS = {};

/**
 * What pivots add to specs: `pivot/install.js` among the cells fills it in. Until then what is said is kept as it is.
 * @type {{check: ((asked: PivotAsked) => Pivot) | null}}
 */
export const PIVOTS = { check: null };

/**
 * @param {PivotAsked} asked
 * @returns {Pivot}
 */
export function pivotOf(asked) {
  const { pivot, cell, group } = asked;
  if (PIVOTS.check) return PIVOTS.check(asked);
  return pivot && group.length ? { pivot: pivot.text, ...cell ? { cell: cell.text } : {} } : {};
}

/**
 * The layout of a spec and what is said about it: the table where a plot cannot be drawn.
 * @param {Asked} asked
 * @returns {{layout: string, plot?: Plot}}
 */
export function layoutOf(asked) {
  const own = LAYOUT_CHECKS[asked.layout];
  if (own) return own(asked) ?? { layout: "table" };
  const plot = PLOTS.check?.(asked);
  return plot ? { layout: asked.layout, plot } : { layout: "table" };
}
