/** Tests of a value: among others, between two, like a pattern, null. */

import { applyRow } from "./check_calls.js";
import { convert, literal } from "./convert.js";
import { findFunction } from "./functions.js";
import { checkAll, report } from "./scope.js";
import { comparable, isNull, ORDERED, truth, unifyAt } from "./together.js";
import { BOOLEAN, TEXT, typeName } from "./types.js";

/**
 * @typedef {import("./types.js").Node} Node
 * @typedef {import("./types.js").Typed} Typed
 * @typedef {import("./types.js").FunctionRow} FunctionRow
 * @typedef {import("./scope.js").Scope} Scope
 */

/** @param {Scope} scope @param {Extract<Node, {kind: "in"}>} node @returns {Typed | null} */
export function checkIn(scope, node) {
  const operand = scope.check(scope, node.operand);
  const members = node.list.kind === "list" ? node.list.items : [node.list];
  const items = checkAll(scope, members);
  if (operand === null || items === null) return null;
  if (items.length === 1 && items[0].type.kind === "list" && operand.type.kind !== "list") {
    return inList(scope, node, operand, items[0]);
  }
  if (node.list.kind !== "list") {
    return report(scope, "expression-type", "after 'in' stands a list", node.list, "write: x in ('a', 'b')");
  }
  const united = unifyAt(scope, [node.operand, ...members], comparable([operand, ...items]), "'in'");
  if (united === null) return null;
  const [first, ...rest] = united.nodes;
  return { kind: "in", operand: first, items: rest, negated: node.negated, ...truth([operand, ...items]) };
}

/**
 * @param {Scope} scope @param {Extract<Node, {kind: "in"}>} node @param {Typed} value @param {Typed} list
 * @returns {Typed | null}
 */
function inList(scope, node, value, list) {
  const row = /** @type {FunctionRow} */ (findFunction("list_contains"));
  const wrong = row.check?.([list, value]);
  if (wrong) return report(scope, "expression-type", wrong, node.operand);
  const coalesce = /** @type {FunctionRow} */ (findFunction("coalesce"));
  const found = applyRow(coalesce, [applyRow(row, [list, value]), literal(false, BOOLEAN)]);
  return node.negated ? { kind: "not", operand: found, ...truth([found]) } : found;
}

/** @param {Scope} scope @param {Extract<Node, {kind: "between"}>} node @returns {Typed | null} */
export function checkBetween(scope, node) {
  const nodes = [node.operand, node.low, node.high];
  const typed = checkAll(scope, nodes);
  const united = typed && unifyAt(scope, nodes, typed, "'between'");
  if (!typed || !united) return null;
  if (!ORDERED.includes(united.type.kind) && united.type.kind !== "null") {
    return report(scope, "expression-type", `${typeName(united.type)} has no order for 'between'`, node);
  }
  const [operand, low, high] = united.nodes;
  return { kind: "between", operand, low, high, negated: node.negated, ...truth(typed) };
}

/** @param {Scope} scope @param {Extract<Node, {kind: "like"}>} node @returns {Typed | null} */
export function checkLike(scope, node) {
  const nodes = [node.operand, node.pattern];
  const typed = checkAll(scope, nodes);
  if (typed === null) return null;
  const wrong = typed.findIndex(({ type }) => type.kind !== "text" && type.kind !== "null");
  if (wrong >= 0) {
    const message = `'like' compares texts, not ${typeName(typed[wrong].type)}`;
    return report(scope, "expression-type", message, nodes[wrong], "toString(x) makes a text of it");
  }
  const [operand, pattern] = typed.map((each) => convert(each, TEXT));
  return {
    kind: "like",
    operand,
    pattern,
    insensitive: node.insensitive,
    negated: node.negated,
    ...truth(typed),
  };
}

/** @param {Scope} scope @param {Extract<Node, {kind: "isNull"}>} node @returns {Typed | null} */
export function checkIsNull(scope, node) {
  const operand = scope.check(scope, node.operand);
  return operand && isNull(operand, node.negated);
}
