/** Names: columns, quoted words, fields, items, chains. */

import { applyRow, checkCall } from "./check_calls.js";
import { commonType, convert, literal } from "./convert.js";
import { findFunction, functionNames } from "./functions.js";
import { mediaField } from "./media.js";
import { bounded, report, unknownColumn } from "./scope.js";
import { didYouMean } from "./suggest.js";
import { INTEGER, TEXT, typeName } from "./types.js";

/**
 * @typedef {import("./types.js").Node} Node
 * @typedef {import("./types.js").Typed} Typed
 * @typedef {import("./types.js").Column} Column
 * @typedef {import("./scope.js").Scope} Scope
 */

/**
 * How a name after a member of a comparison is read (`1.guess`, `"epoch 5".guess`, `*.guess`); undefined where no
 * member is meant. Filled by what compares.
 * @type {{read: ((scope: Scope, node: Node) => Typed | null | undefined) | null}}
 */
export const MEMBERS = { read: null };

/** @param {Scope} scope @param {Node} node @returns {Typed | null | undefined} */
function ofMember(scope, node) {
  return scope.members ? MEMBERS.read?.(scope, node) : undefined;
}

/** @param {Scope} scope @param {Extract<Node, {kind: "column"}>} node @returns {Typed | null} */
export function checkColumn(scope, node) {
  const own = ofMember(scope, node);
  if (own !== undefined) return own;
  if (node.table !== undefined && node.table !== "0" && node.table !== "*") {
    return report(
      scope,
      "column-unknown",
      `there is no table ${node.table}`,
      node,
      "with one table, its alias is 0",
    );
  }
  const column = scope.columns.get(node.name);
  if (column) return useColumn(scope, column);
  if (node.name.toLowerCase() === "count") {
    return checkCall(scope, { ...node, kind: "call", name: "count", args: [], star: true, distinct: false });
  }
  return unknownColumn(scope, node, node.name);
}

/** @param {Scope} scope @param {Column} column @returns {Typed} */
export function useColumn(scope, column) {
  scope.used.add(column.name);
  const { type } = column;
  const wide = type.kind === "float"
    ? { ...type, bits: 64 }
    : type.kind === "list" && type.item.kind === "float"
    ? { ...type, item: { ...type.item, bits: 64 } }
    : type;
  return {
    kind: "column",
    column,
    type: wide,
    aggregate: false,
    growth: column.growth ?? { cells: 1, chars: 0 },
  };
}

/**
 * A column if there is one of this name, else a text.
 * @param {Scope} scope @param {Extract<Node, {kind: "quoted"}>} node
 */
export function checkQuoted(scope, node) {
  const column = scope.columns.get(node.value);
  return column ? useColumn(scope, column) : literal(node.value, TEXT);
}

/**
 * `object.name`: a field, a function of the object, or a column with dots in its name.
 * @param {Scope} scope @param {Extract<Node, {kind: "member"}>} node
 */
export function checkMember(scope, node) {
  const own = ofMember(scope, node);
  if (own !== undefined) return own;
  const dotted = node.args === null ? dottedName(node) : null;
  const first = dotted && /** @type {string} */ (dotted).split(".")[0];
  if (dotted && first && !scope.columns.has(first) && scope.columns.has(dotted)) {
    return useColumn(scope, /** @type {Column} */ (scope.columns.get(dotted)));
  }
  const object = scope.check(scope, node.object);
  if (object === null) return null;
  const field = node.args === null ? fieldOf(object, node.name) : undefined;
  if (field !== undefined) return field;
  if (findFunction(node.name) === null) return unknownMember(scope, node, object);
  const args = [node.object, ...node.args ?? []];
  return checkCall(scope, { ...node, kind: "call", args, star: false, distinct: false }, object);
}

/** `a.b.c` as one name. @param {Node} node @returns {string | null} */
function dottedName(node) {
  if (node.kind === "column" && node.table === undefined) return node.name;
  if (node.kind !== "member" || node.args !== null) return null;
  const object = dottedName(node.object);
  return object && `${object}.${node.name}`;
}

/** The field or the map's value; undefined if there is none. @param {Typed} object @param {string} name */
function fieldOf(object, name) {
  const { type } = object;
  if (type.kind === "map" && type.key.kind === "text" && findFunction(name) === null) {
    return element(object, literal(name, TEXT), type.value);
  }
  return field(object, name);
}

/** @param {Typed} object @param {string} name @returns {Typed | undefined} */
function field(object, name) {
  const { type, aggregate, growth } = object;
  const found = type.kind === "struct"
    ? type.fields.find((each) => each.name === name)?.type
    : mediaField(type, name);
  return found && { kind: "field", object, name, type: found, aggregate, growth };
}

/** @param {Typed} object @param {Typed} index @param {import("./types.js").Type} type @returns {Typed} */
function element(object, index, type) {
  return {
    kind: "element",
    object,
    index,
    type,
    aggregate: object.aggregate || index.aggregate,
    growth: object.growth,
  };
}

/** @param {Scope} scope @param {Extract<Node, {kind: "member"}>} node @param {Typed} object @returns {null} */
function unknownMember(scope, node, object) {
  if (object.type.kind === "struct") {
    const help = didYouMean(node.name, object.type.fields.map(({ name }) => name), "field");
    return report(scope, "column-unknown", `there is no field '${node.name}'`, node, help);
  }
  const help = didYouMean(node.name, functionNames(), "function").replace(
    /^the functions are.*/,
    "after a point stands a function or a field",
  );
  return report(scope, "expression-function", `there is no function '${node.name}'`, node, help);
}

/** @param {Scope} scope @param {Extract<Node, {kind: "index"}>} node @returns {Typed | null} */
export function checkIndex(scope, node) {
  const own = ofMember(scope, node);
  if (own !== undefined) return own;
  const object = scope.check(scope, node.object);
  // Between brackets, a word in double quotes is a key.
  const index = node.index.kind === "quoted"
    ? literal(node.index.value, TEXT)
    : scope.check(scope, node.index);
  if (object === null || index === null) return null;
  const { type } = object;
  if (type.kind === "struct" || type.kind === "map") return checkKey(scope, node, object, index);
  if (type.kind !== "list" && type.kind !== "text") {
    const help = "lists and texts are indexed from 0: xs[0]";
    return report(scope, "expression-type", `${typeName(type)} has no items`, node.object, help);
  }
  if (index.type.kind !== "integer") {
    const message = `an index is a whole number, not ${typeName(index.type)}`;
    return report(scope, "expression-type", message, node.index);
  }
  const row = /** @type {import("./types.js").FunctionRow} */ (findFunction("item"));
  return bounded(scope, node, applyRow(row, [object, convert(index, INTEGER)]));
}

/**
 * The value under a key.
 * @param {Scope} scope @param {Extract<Node, {kind: "index"}>} node @param {Typed} object @param {Typed} index
 * @returns {Typed | null}
 */
function checkKey(scope, node, object, index) {
  const { type } = object;
  if (type.kind === "map" && commonType([type.key, index.type])) {
    return element(object, convert(index, type.key), type.value);
  }
  if (type.kind !== "struct" || index.kind !== "literal" || typeof index.value !== "string") {
    const message = `${typeName(index.type)} is no key of ${typeName(type)}`;
    return report(scope, "expression-type", message, node.index);
  }
  const names = type.fields.map(({ name }) => name);
  return field(object, index.value) ??
    report(
      scope,
      "column-unknown",
      `there is no field '${index.value}'`,
      node,
      didYouMean(index.value, names, "field"),
    );
}
