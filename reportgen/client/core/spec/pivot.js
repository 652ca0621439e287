/** What a spec says of its pivot: whose values are columns, and what stands where a row and a column meet. */

import { checkExpression, didYouMean, writeName } from "../expr/index.js";
import { isNumber, typeName } from "../expr/types.js";
import { canonical } from "./canonical.js";
import { aggregateNamed } from "./derived.js";

/**
 * @typedef {import("./types.js").Problem} Problem
 * @typedef {import("./types.js").Typed} Typed
 * @typedef {import("./check_spec.js").Located} Located
 * @typedef {import("./derived.js").Resolved} Resolved
 * @typedef {import("./layouts.js").Pivot} Pivot
 */

/** What cells say besides aggregates: of what their rows are a share. */
export const CELL_SHARES = ["share of row", "share of column", "share of all"];

/**
 * @param {import("./layouts.js").PivotAsked} asked
 * @returns {Pivot}
 */
export function checkPivot({ pivot, cell, layout, group, resolved, problems }) {
  const report = reporter(problems);
  const across = pivot?.text.trim() ? pivot : null;
  if (!across) {
    if (cell?.text.trim()) report(cell, "only a pivot has cells", "add ':pivot: …'");
    return {};
  }
  if (layout !== "table") return report(across, "only a table can be a pivot", "leave out ':layout:'");
  if (!group.length) return report(across, "a pivot needs its rows", "add ':group: …'");
  const { tree, problems: found } = checkExpression(across.text, resolved.schema, { aggregates: "no" });
  const { start: from, ...place } = across.place;
  problems.push(
    ...found.map(({ start, end, ...rest }) => ({
      ...rest,
      at: { ...place, start: from + start, end: from + end },
    })),
  );
  if (!tree) return {};
  const content = cell && cellOf(cell, resolved, problems);
  return { pivot: canonical(across.text, resolved.schema), ...content ? { cell: content } : {} };
}

/**
 * What the cells say, in one spelling; nothing for the number of rows.
 * @param {Located} cell
 * @param {Resolved} resolved
 * @param {Problem[]} problems
 */
function cellOf({ text, place }, resolved, problems) {
  const said = text.trim();
  const words = said.toLowerCase().replace(/\s+/g, " ");
  if (["", "count", "count()", "count(*)"].includes(words)) return undefined;
  if (CELL_SHARES.includes(words)) return words;
  const report = reporter(problems);
  const { tree, problems: found } = cellTree(said, resolved);
  if (!tree) {
    const help = words.startsWith("share") ? didYouMean(words, CELL_SHARES, "cell") : found[0]?.help;
    report({ text, place }, found[0]?.message ?? `'${said}' cannot be computed`, help ?? undefined);
  } else if (!isNumber(tree.type)) {
    report({ text, place }, `a pivot's cells are numbers, and this is ${typeName(tree.type)}`);
  } else {
    const own = aggregateNamed(said, resolved);
    return own === undefined ? canonical(said, resolved.schema) : writeName(own);
  }
}

/**
 * The aggregate that stands in the cells.
 * @param {string} text
 * @param {Resolved} resolved
 * @returns {{tree: Typed | null, problems: import("../expr/types.js").Problem[]}}
 */
export function cellTree(text, resolved) {
  const own = resolved.aggregates.get(aggregateNamed(text, resolved) ?? "");
  return own ? { tree: own, problems: [] } : checkExpression(text, resolved.schema, { aggregates: "only" });
}

/** @param {Problem[]} problems */
function reporter(problems) {
  return (
    /** @type {Located} */ { text, place },
    /** @type {string} */ message,
    /** @type {string} */ help = "",
  ) => {
    const at = { ...place, end: place.start + text.length };
    problems.push({ code: "option-value", message, ...help ? { help } : {}, at });
    return {};
  };
}
