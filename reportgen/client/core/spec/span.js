/** Conditions of marks put together: of neighbouring bars, and into what is selected already. */

import { parseExpression, printExpression } from "../expr/index.js";
import { bound, conjuncts } from "./conjuncts.js";

/**
 * @typedef {import("../expr/types.js").Node} Node
 * @typedef {{operand: string, op: string, values: string[]}} Said what one term says of an expression
 */

/** How a comparison reads from its other side. @type {Record<string, string>} */
const ENDS = { ">=": "least", ">": "least", "<": "most", "<=": "most" };

/**
 * The condition that keeps the rows of several marks that stand side by side, in their order. Where they differ in
 * one expression alone it is one range, or one list, of its values.
 * @param {string[]} terms
 * @returns {string}
 */
export function spanTerm(terms) {
  if (terms.length < 2) return terms[0] ?? "";
  const parts = terms.map((term) => conjuncts(term));
  const [lead] = parts[0].map(read);
  const own = parts.map((list) => list.filter((one) => lead && read(one)?.operand === lead.operand));
  if (!lead || own.some((list) => !list.length)) {
    return terms.map((term) => `(${term})`).join(" or ");
  }
  if (own.every((list) => list.every((one) => read(one)?.op === "="))) {
    const values = [...new Set(own.flat().flatMap((one) => read(one)?.values ?? []))];
    return values.length === 1
      ? `${lead.operand} = ${values[0]}`
      : `${lead.operand} in (${values.join(", ")})`;
  }
  const first = own[0].find((one) => read(one)?.op.startsWith(">"));
  const last = own[own.length - 1].find((one) => read(one)?.op.startsWith("<"));
  return first && last ? `${first} and ${last}` : terms.map((term) => `(${term})`).join(" or ");
}

/**
 * What a term says of the first of the expressions that it speaks of.
 * @param {string} term
 * @returns {string}
 */
export function leadTerm(term) {
  const terms = conjuncts(term);
  const lead = read(terms[0] ?? "")?.operand;
  return lead === undefined ? term : terms.filter((one) => read(one)?.operand === lead).join(" and ");
}

/**
 * What is selected once a reader has picked something: it takes the place of what was said of the same expressions.
 * @param {string} selects
 * @param {string} term
 * @param {{toggle?: boolean}} [how] `toggle`: it goes away when it was there already
 * @returns {string}
 */
export function withTerm(selects, term, { toggle = false } = {}) {
  const now = conjuncts(selects);
  const added = conjuncts(term);
  if (toggle && added.length && added.every((one) => now.includes(one))) {
    return now.filter((one) => !added.includes(one)).join(" and ");
  }
  const operands = added.map((one) => read(one)?.operand);
  const rest = now.filter((one) => {
    const operand = read(one)?.operand;
    return operand !== undefined && !operands.includes(operand);
  });
  return [...rest, ...added.map((one) => added.length + rest.length > 1 ? bound(one) : one)].join(" and ");
}

/**
 * Whether all rows of a mark are selected, as far as the texts tell.
 * @param {string} selects
 * @param {string} term
 */
export function covers(selects, term) {
  const said = conjuncts(selects).map(read);
  const own = conjuncts(term).map(read);
  if (!said.length || said.includes(null)) {
    return conjuncts(selects).every((one) => conjuncts(term).includes(one));
  }
  return said.every((one) => own.some((part) => part && one && implies(part, one)));
}

/** @param {Said} part @param {Said} whole */
function implies(part, whole) {
  if (part.operand !== whole.operand) return false;
  if (whole.op === "=") return part.op === "=" && part.values.every((one) => whole.values.includes(one));
  if (part.op !== "=" && ENDS[part.op] !== ENDS[whole.op]) return false;
  const [a, b] = [order(part.values[0]), order(whole.values[0])];
  const strict = whole.op === ">" || whole.op === "<" ? part.op === "=" || part.op.length === 2 : false;
  if (a === b) return !strict;
  return ENDS[whole.op] === "least" ? a > b : a < b;
}

/** Numbers by their size, moments by their text. @param {string} text @returns {any} */
function order(text) {
  return Number.isNaN(Number(text)) ? text : Number(text);
}

/** @param {string} term @returns {Said | null} */
function read(term) {
  const { tree } = parseExpression(term);
  if (tree?.kind === "binary" && (tree.op === "=" || tree.op in ENDS)) {
    return { operand: printExpression(tree.left), op: tree.op, values: [printExpression(tree.right)] };
  }
  if (tree?.kind === "isNull" && !tree.negated) {
    return { operand: printExpression(tree.operand), op: "=", values: ["null"] };
  }
  if (tree?.kind === "in" && !tree.negated && tree.list.kind === "list") {
    return { operand: printExpression(tree.operand), op: "=", values: tree.list.items.map(printExpression) };
  }
  return null;
}
