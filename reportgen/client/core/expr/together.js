/** Values that an operator brings together: whether their types allow it, and what to say if not. */

import { convert, NO_TEXT, unify } from "./convert.js";
import { isMedia } from "./media.js";
import { report, unknownColumn } from "./scope.js";
import { BOOLEAN, isNumber, TEXT, typeName } from "./types.js";

/**
 * @typedef {import("./types.js").Node} Node
 * @typedef {import("./types.js").Typed} Typed
 * @typedef {import("./types.js").Type} Type
 * @typedef {import("./scope.js").Scope} Scope
 */

/** Types whose values are less or greater. */
export const ORDERED = [
  "integer",
  "float",
  "decimal",
  "text",
  "boolean",
  "timestamp",
  "date",
  "time",
  "duration",
];

/**
 * What a test of values is.
 * @param {Typed[]} parts @returns {{type: Type, aggregate: boolean, growth: {cells: number, chars: number}}}
 */
export function truth(parts) {
  return { type: BOOLEAN, aggregate: parts.some(({ aggregate }) => aggregate), growth: NO_TEXT };
}

/**
 * Values that are asked whether they are equal. Media of one kind are if their bytes are, whatever else their columns
 * say of them.
 * @param {Typed[]} nodes
 */
export function comparable(nodes) {
  const kinds = new Set(nodes.map(({ type }) => type.kind).filter((kind) => kind !== "null"));
  const media = kinds.size === 1 && nodes.some(({ type }) => isMedia(type));
  return media ? nodes.map((node) => isMedia(node.type) ? convert(node, TEXT) : node) : nodes;
}

/** The test for null. @param {Typed} operand @param {boolean} negated @returns {Typed} */
export function isNull(operand, negated) {
  return { kind: "isNull", operand, negated, ...truth([operand]) };
}

/**
 * Values of one type, or a report of what does not go together.
 * @param {Scope} scope @param {Node[]} nodes @param {Typed[]} typed @param {string} what
 */
export function unifyAt(scope, nodes, typed, what) {
  const united = unify(typed);
  if ("type" in united) return united;
  const at = nodes[typed.indexOf(united.wrong)] ?? nodes[0];
  if (united.expected) return report(scope, "expression-type", `this is not ${united.expected}`, at);
  const quoted = nodes.find((node) => node.kind === "quoted" && !scope.columns.has(node.value));
  if (quoted?.kind === "quoted") return unknownColumn(scope, quoted, quoted.value);
  const first = typeName((typed.find(({ type }) => type.kind !== "null") ?? typed[0]).type);
  const message = `${what} does not go with ${first} and ${typeName(united.wrong.type)}`;
  return report(scope, "expression-type", message, at, helpTogether(nodes, typed));
}

/** @param {Node[]} nodes @param {Typed[]} typed @returns {string | undefined} */
function helpTogether(nodes, typed) {
  const written = nodes.find((node, i) =>
    node.kind === "text" && typed[i].kind === "literal" && /^-?[\d.]+$/.test(node.value)
  );
  if (written?.kind === "text" && typed.some(({ type }) => isNumber(type))) {
    return `write the number without quotes: ${written.value}`;
  }
  const number = nodes.find((node) => node.kind === "number");
  if (number?.kind === "number" && typed.some(({ type }) => type.kind === "text")) {
    return `write the text in quotes: '${number.text}'`;
  }
  const texts = typed.some(({ type }) => type.kind === "text") && typed.some(({ type }) => isNumber(type));
  return texts ? "toNumber(text) reads a number from a text" : undefined;
}
