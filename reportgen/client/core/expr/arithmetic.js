/** Arithmetic: which values it takes and what it makes of them. */

import { applyRow } from "./check_calls.js";
import { convert, isHuge, NO_TEXT } from "./convert.js";
import { findFunction } from "./functions.js";
import { sumGrowth } from "./scope.js";
import { DURATION, FLOAT, INTEGER, isNumber, TEXT } from "./types.js";

/**
 * @typedef {import("./types.js").Typed} Typed
 * @typedef {import("./types.js").Type} Type
 * @typedef {import("./types.js").FunctionRow} FunctionRow
 */

/**
 * The node of an operation, or null if the types do not allow it.
 * @param {string} op @param {Typed} left @param {Typed} right @returns {Typed | null}
 */
export function arithmetic(op, left, right) {
  const [a, b] = [left.type, right.type];
  const numeric = (/** @type {Type} */ type) => isNumber(type) || type.kind === "null";
  if (
    op === "+" && [a, b].every(({ kind }) => kind === "text" || kind === "null") &&
    (a.kind === "text" || b.kind === "text")
  ) {
    return operation(op, convert(left, TEXT), convert(right, TEXT), TEXT);
  }
  if (numeric(a) && numeric(b)) return numbers(op, left, right);
  return moments(op, left, right);
}

/** @param {string} op @param {Typed} left @param {Typed} right @param {Type} type @returns {Typed} */
function operation(op, left, right, type) {
  const growth = type.kind === "text" ? sumGrowth([left, right]) : NO_TEXT;
  return { kind: "arithmetic", op, left, right, type, aggregate: left.aggregate || right.aggregate, growth };
}

/**
 * Whole numbers of up to 64 bits stay whole, but for / and **.
 * @param {string} op @param {Typed} left @param {Typed} right @returns {Typed}
 */
function numbers(op, left, right) {
  const whole = [left, right].every(({ type }) => type.kind === "integer" && !isHuge(type)) && op !== "/" &&
    op !== "**";
  const type = whole ? INTEGER : FLOAT;
  return operation(op, convert(left, type), convert(right, type), type);
}

/**
 * Timestamps, dates and durations.
 * @param {string} op @param {Typed} left @param {Typed} right @returns {Typed | null}
 */
function moments(op, left, right) {
  const shape = [kindOf(left), op, kindOf(right)].join(" ");
  if (shape === "moment - moment") return apply("elapsed", left, right);
  if (shape === "moment + duration" || shape === "moment - duration") {
    return apply(op === "+" ? "later" : "earlier", left, right);
  }
  if (shape === "duration + moment") return apply("later", right, left);
  if (shape === "duration + duration" || shape === "duration - duration") {
    return operation(op, left, right, DURATION);
  }
  if (shape === "duration * number" || shape === "duration / number") {
    return operation(op, convert(left, FLOAT), convert(right, FLOAT), DURATION);
  }
  if (shape === "number * duration") {
    return operation(op, convert(left, FLOAT), convert(right, FLOAT), DURATION);
  }
  return shape === "duration / duration"
    ? operation(op, convert(left, FLOAT), convert(right, FLOAT), FLOAT)
    : null;
}

/** @param {Typed} node @returns {string} */
function kindOf({ type }) {
  if (type.kind === "timestamp" || type.kind === "date") return "moment";
  return isNumber(type) ? "number" : type.kind;
}

/** @param {string} name @param {...Typed} args @returns {Typed} */
function apply(name, ...args) {
  return applyRow(/** @type {FunctionRow} */ (findFunction(name)), args);
}
