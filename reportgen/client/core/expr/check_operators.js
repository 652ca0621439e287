/** Operators: logic, signs, comparisons, arithmetic. */

import { arithmetic } from "./arithmetic.js";
import { convert, integerType, isHuge, isNullLiteral, literal, NO_TEXT } from "./convert.js";
import { bounded, checkAll, report } from "./scope.js";
import { comparable, isNull, ORDERED, truth, unifyAt } from "./together.js";
import { BOOLEAN, FLOAT, INTEGER, isNumber, typeName } from "./types.js";

/**
 * @typedef {import("./types.js").Node} Node
 * @typedef {import("./types.js").Typed} Typed
 * @typedef {import("./types.js").Type} Type
 * @typedef {import("./types.js").CompareOp} CompareOp
 * @typedef {import("./scope.js").Scope} Scope
 */

/** @param {Scope} scope @param {Node} node @returns {Typed | null} what must be true or false */
export function checkCondition(scope, node) {
  const typed = scope.check(scope, node);
  if (typed === null || typed.type.kind === "boolean") return typed;
  if (typed.type.kind === "null") return convert(typed, BOOLEAN);
  const help = isNumber(typed.type) ? "compare it, as in: x > 0" : "compare it, as in: x = 'a'";
  return report(
    scope,
    "expression-type",
    `a condition is true or false, not ${typeName(typed.type)}`,
    node,
    help,
  );
}

/** @param {Scope} scope @param {Extract<Node, {kind: "logic"}>} node @returns {Typed | null} */
export function checkLogic(scope, node) {
  const terms = node.terms.map((term) => checkCondition(scope, term));
  if (!terms.every((term) => term !== null)) return null;
  const typed = /** @type {Typed[]} */ (terms);
  return { kind: "logic", op: node.op, terms: typed, ...truth(typed) };
}

/** @param {Scope} scope @param {Extract<Node, {kind: "unary"}>} node @returns {Typed | null} */
export function checkUnary(scope, node) {
  if (node.op === "not") {
    const operand = checkCondition(scope, node.operand);
    return operand && { kind: "not", operand, ...truth([operand]) };
  }
  const operand = scope.check(scope, node.operand);
  if (operand === null) return null;
  if (!isNumber(operand.type) && operand.type.kind !== "duration" && operand.type.kind !== "null") {
    return report(
      scope,
      "expression-type",
      `'-' needs a number, not ${typeName(operand.type)}`,
      node.operand,
    );
  }
  if (operand.kind === "literal" && typeof operand.value === "string") {
    return negative(operand, operand.value);
  }
  const type = negatedType(operand);
  return {
    kind: "negate",
    operand: convert(operand, type),
    type,
    aggregate: operand.aggregate,
    growth: NO_TEXT,
  };
}

/** @param {Typed} operand @param {string} value @returns {Typed} */
function negative(operand, value) {
  const flipped = value.startsWith("-") ? value.slice(1) : `-${value}`;
  return literal(flipped, operand.type.kind === "integer" ? integerType(BigInt(flipped)) : operand.type);
}

/** @param {Typed} operand @returns {Type} */
function negatedType({ type }) {
  if (type.kind === "null") return FLOAT;
  if (type.kind !== "integer") return type;
  return isHuge(type) ? FLOAT : INTEGER;
}

/** @param {Scope} scope @param {Extract<Node, {kind: "binary"}>} node @returns {Typed | null} */
export function checkBinary(scope, node) {
  const sides = checkAll(scope, [node.left, node.right]);
  if (sides === null) return null;
  if (["=", "!=", "<", "<=", ">", ">="].includes(node.op)) return compare(scope, node, sides);
  const typed = arithmetic(node.op, sides[0], sides[1]);
  return typed ? bounded(scope, node, typed) : wrongOperands(scope, node, sides);
}

/**
 * @param {Scope} scope @param {Extract<Node, {kind: "binary"}>} node @param {Typed[]} sides
 * @returns {Typed | null}
 */
export function compare(scope, node, sides) {
  const op = /** @type {CompareOp} */ (node.op);
  const equality = op === "=" || op === "!=";
  const whole = sides.findIndex(isNullLiteral);
  if (equality && whole >= 0) return isNull(sides[1 - whole], op === "!=");
  const given = equality ? comparable(sides) : sides;
  const united = unifyAt(scope, [node.left, node.right], given, `'${op}'`);
  if (united === null) return null;
  const [left, right] = united.nodes;
  const { type } = united;
  if (!equality && !ORDERED.includes(type.kind) && type.kind !== "null") {
    return report(
      scope,
      "expression-type",
      `${typeName(type)} has no order for '${op}'`,
      node,
      "only = and != compare it",
    );
  }
  return { kind: "compare", op, left, right, ...truth(sides) };
}

/**
 * @param {Scope} scope @param {Extract<Node, {kind: "binary"}>} node @param {Typed[]} sides @returns {null}
 */
function wrongOperands(scope, node, sides) {
  const [left, right] = sides.map(({ type }) => typeName(type));
  const texts = sides.filter(({ type }) => type.kind === "text").length;
  const help = texts === 1 && node.op === "+"
    ? "toString(x) makes a text of a value"
    : texts > 0
    ? "toNumber(text) reads a number from a text"
    : undefined;
  return report(scope, "expression-type", `'${node.op}' does not go with ${left} and ${right}`, node, help);
}
