/** What an expression is checked against, and where its problems are collected. */

import { didYouMean } from "./suggest.js";
import { problem } from "./types.js";

/**
 * @typedef {import("./types.js").Column} Column
 * @typedef {import("./types.js").Node} Node
 * @typedef {import("./types.js").Typed} Typed
 * @typedef {import("./types.js").Growth} Growth
 * @typedef {import("./types.js").Problem} Problem
 * @typedef {import("./types.js").Schema} Schema
 *
 * @typedef {object} Scope
 * @property {Map<string, Column>} columns
 * @property {"no" | "yes" | "only"} aggregates
 * @property {boolean} windows whether all rows of a table may be looked at
 * @property {Set<string>} used names of the columns that are read
 * @property {Problem[]} problems
 * @property {(scope: Scope, node: Node) => Typed | null} check
 * @property {import("./types.js").Members} [members] of a comparison
 */

/**
 * Copies of a cell, and characters besides, that one text may hold: a hostile expression must not fill the
 * memory.
 */
const MOST_CELLS = 64;
const MOST_CHARS = 20_000;

/**
 * @param {Scope} scope @param {string} code @param {string} message @param {Node} at @param {string} [help]
 * @returns {null}
 */
export function report(scope, code, message, at, help) {
  scope.problems.push(problem(code, message, at, help));
  return null;
}

/**
 * Check all; null if one is wrong, after all have been reported.
 * @param {Scope} scope @param {Node[]} nodes @returns {Typed[] | null}
 */
export function checkAll(scope, nodes) {
  const typed = nodes.map((node) => scope.check(scope, node));
  return typed.every((node) => node !== null) ? /** @type {Typed[]} */ (typed) : null;
}

/** The sum of what the parts can make. @param {Typed[]} nodes @returns {Growth} */
export function sumGrowth(nodes) {
  return nodes.reduce(
    ({ cells, chars }, { growth }) => ({ cells: cells + growth.cells, chars: chars + growth.chars }),
    { cells: 0, chars: 0 },
  );
}

/**
 * The node, unless it could make a text beyond all bounds.
 * @param {Scope} scope @param {Node} node @param {Typed} typed
 */
export function bounded(scope, node, typed) {
  if (typed.growth.cells <= MOST_CELLS && typed.growth.chars <= MOST_CHARS) return typed;
  const help = `at most ${MOST_CELLS} times as long as a cell`;
  return report(scope, "expression-function", "this could make very long texts", node, help);
}

/** @param {Scope} scope @param {Node} node @param {string} name @returns {null} */
export function unknownColumn(scope, node, name) {
  const help = didYouMean(name, [...scope.columns.keys()], "column");
  return report(scope, "column-unknown", `there is no column '${name}'`, node, help);
}
