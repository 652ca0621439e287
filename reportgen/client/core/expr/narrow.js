/** Single-precision columns beside written numbers: compared as they are, without widening each value. */

import { columnSql } from "./quote.js";
import { isNumber } from "./types.js";

/**
 * @typedef {import("./types.js").CompareOp} CompareOp
 * @typedef {import("./types.js").Typed} Typed
 */

/** @type {Record<string, CompareOp>} */
const MIRRORED = { "<": ">", "<=": ">=", ">": "<", ">=": "<=" };

/**
 * A comparison of a single-precision column and a written number in single precision, which says the same and lets
 * the readers of files leave out rows.
 * @param {CompareOp} op @param {Typed} left @param {Typed} right
 * @returns {string | null} null where that would not say the same
 */
export function narrowSql(op, left, right) {
  if (!(op in MIRRORED)) return null;
  if (right.kind === "column") return left.kind === "column" ? null : narrowSql(MIRRORED[op], right, left);
  if (!isWrittenNumber(right) || left.kind !== "column") return null;
  if (left.type.kind !== "float" || left.type.bits !== 32) return null;
  const number = Number(/** @type {{value: string}} */ (right).value);
  const near = Math.fround(number);
  if (!Number.isFinite(near)) return null;
  return `${columnSql(left.column)} ${nearOp(op, near, number)} CAST(${near.toExponential()} AS FLOAT)`;
}

/**
 * No value of single precision lies between a number and the nearest one of single precision.
 * @param {CompareOp} op @param {number} near @param {number} number
 */
function nearOp(op, near, number) {
  if (near === number) return op;
  if (op === ">" || op === ">=") return near > number ? ">=" : ">";
  return near > number ? "<" : "<=";
}

/** @param {Typed} node @returns {boolean} */
function isWrittenNumber({ kind, type, ...rest }) {
  const { value } = /** @type {{value?: unknown}} */ (rest);
  return kind === "literal" && isNumber(type) && typeof value === "string";
}
