/** Filters as the terms that must all hold. */

import { parseExpression, printExpression } from "../expr/index.js";

/**
 * The conditions that `and` joins, each as it can stand beside `and`.
 * @param {string} text
 * @returns {string[]}
 */
export function conjuncts(text) {
  const { tree, problems } = parseExpression(text);
  if (!tree || problems.length) return text.trim() ? [text.trim()] : [];
  const terms = tree.kind === "logic" && tree.op === "and" ? tree.terms : [tree];
  return terms.map((term) => bound(printExpression(term)));
}

/**
 * In parentheses if it would fall apart beside `and`.
 * @param {string} text
 */
export function bound(text) {
  const { tree } = parseExpression(text);
  return tree?.kind === "logic" && tree.op === "or" ? `(${text})` : text;
}
