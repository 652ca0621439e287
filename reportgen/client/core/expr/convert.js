/** Which types go together, and the nodes that bring one to another. */

import { isMoment, readMoment } from "./literals.js";
import { BOOLEAN, FLOAT, HUGE, INTEGER, isNumber, sameType, TEXT, TIMESTAMP } from "./types.js";

/**
 * @typedef {import("./types.js").Type} Type
 * @typedef {import("./types.js").Typed} Typed
 * @typedef {import("./types.js").Growth} Growth
 */

/** @type {Growth} */
export const NO_TEXT = { cells: 0, chars: 0 };

/** A value that is written out. @param {string | boolean | null} value @param {Type} type @returns {Typed} */
export function literal(value, type) {
  const growth = type.kind === "text" && typeof value === "string"
    ? { cells: 0, chars: value.length }
    : NO_TEXT;
  return { kind: "literal", value, type, aggregate: false, growth };
}

/** The type of a whole number that is written out. @param {bigint} value @returns {Type} */
export function integerType(value) {
  const bits = [32, 64].find((bits) => BigInt.asIntN(bits, value) === value) ?? 128;
  return { kind: "integer", bits, unsigned: false };
}

/** @param {Typed} node @returns {boolean} */
export function isNullLiteral(node) {
  return node.kind === "literal" && node.value === null;
}

/**
 * The node as a value of a type that its own goes with.
 * @param {Typed} node @param {Type} type @returns {Typed}
 */
export function convert(node, type) {
  if (sameType(node.type, type)) return node;
  if (isNullLiteral(node)) return literal(null, type);
  if (node.kind === "literal" && isNumber(node.type) && isNumber(type) && !isTooPrecise(node, type)) {
    return { ...node, type };
  }
  const growth = type.kind === "text" && node.type.kind !== "text" ? asText(node) : node.growth;
  return { kind: "convert", operand: node, type, aggregate: node.aggregate, growth };
}

/** @param {Typed} node @returns {Growth} */
function asText({ growth, type }) {
  return isNumber(type) || type.kind === "boolean"
    ? { cells: 0, chars: 340 }
    : { ...growth, cells: Math.max(1, growth.cells) };
}

/**
 * A fraction cannot be written as a whole number.
 * @param {Extract<Typed, {kind: "literal"}>} node @param {Type} type
 */
function isTooPrecise(node, type) {
  return type.kind === "integer" && !/^-?\d+$/.test(String(node.value));
}

/**
 * The type that values of these types have in common, or null.
 * @param {Type[]} types @returns {Type | null}
 */
export function commonType(types) {
  const known = types.filter((type) => type.kind !== "null");
  if (known.length === 0) return types[0] ?? null;
  if (known.every((type) => sameType(type, known[0]))) return known[0];
  if (known.every(isNumber)) return commonNumber(known);
  if (known.every(({ kind }) => kind === "date" || kind === "timestamp")) return TIMESTAMP;
  return commonList(known);
}

/** @param {Type[]} types @returns {Type} */
function commonNumber(types) {
  if (!types.every(({ kind }) => kind === "integer")) return FLOAT;
  return types.some(isHuge) ? HUGE : INTEGER;
}

/** Whether 64 signed bits are not enough. @param {Type} type @returns {boolean} */
export function isHuge(type) {
  return type.kind === "integer" && (type.bits > 64 || (type.bits === 64 && type.unsigned));
}

/** @param {Type[]} types @returns {Type | null} */
function commonList(types) {
  const items = types.map((type) => type.kind === "list" ? type.item : null);
  if (items.some((item) => item === null)) return null;
  const item = commonType(/** @type {Type[]} */ (items));
  return item && { kind: "list", item };
}

/**
 * Bring values to the type they have in common. Written texts beside a date, a time or a duration are read as
 * such.
 * @param {Typed[]} nodes
 * @returns {{nodes: Typed[], type: Type} | {wrong: Typed, expected?: string}} the first value that does not fit
 */
export function unify(nodes) {
  const lead = nodes.find(({ type }) => isMoment(type.kind) || type.kind === "mixed");
  const read = lead ? nodes.map((node) => readAs(node, lead.type)) : nodes;
  const unread = read.findIndex((node) => "expected" in node);
  if (unread >= 0) return { wrong: nodes[unread], .../** @type {{expected: string}} */ (read[unread]) };
  const typed = matchMixed(matchDecimals(/** @type {Typed[]} */ (read)));
  const type = commonType(typed.map((node) => node.type));
  if (type) return { nodes: typed.map((node) => convert(node, type)), type };
  const wrong = typed.findIndex((_, i) =>
    commonType(typed.slice(0, i + 1).map((node) => node.type)) === null
  );
  return { wrong: nodes[wrong] };
}

/** @param {Typed} node @param {Type} type @returns {Typed | {expected: string}} */
function readAs(node, type) {
  if (node.kind !== "literal" || node.type.kind !== "text") return node;
  if (type.kind === "mixed") return literal(JSON.stringify(node.value), type);
  const read = readMoment(String(node.value), type.kind);
  return "value" in read ? literal(read.value, type) : read;
}

/**
 * A mixed value beside a number is read as one; beside true or false it is compared as JSON.
 * @param {Typed[]} nodes
 */
function matchMixed(nodes) {
  const mixed = nodes.find(({ type }) => type.kind === "mixed");
  if (!mixed) return nodes;
  if (nodes.some(({ type }) => isNumber(type))) {
    return nodes.map((node) => node.type.kind === "mixed" ? convert(node, FLOAT) : node);
  }
  return nodes.map((node) =>
    node.kind === "literal" && node.type.kind === "boolean" ? literal(String(node.value), mixed.type) : node
  );
}

/** A written fraction beside decimals is exact. @param {Typed[]} nodes @returns {Typed[]} */
function matchDecimals(nodes) {
  const decimal = nodes.find(({ type }) => type.kind === "decimal")?.type;
  if (!decimal) return nodes;
  const fits = (/** @type {Typed} */ node) =>
    sameType(node.type, decimal) || (node.kind === "literal" && isShort(node.value));
  if (!nodes.every(fits)) return nodes;
  return nodes.map((node) =>
    node.kind === "literal" && isNumber(node.type) ? { ...node, type: decimal } : node
  );
}

/** @param {string | boolean | null} value @returns {boolean} */
function isShort(value) {
  return value === null || (typeof value === "string" && /^-?\d{0,15}(\.\d{1,15})?$/.test(value));
}

/**
 * The type of null where a kind of value is wanted.
 * @param {import("./types.js").Wanted} wanted @returns {Type}
 */
export function typeOfNull(wanted) {
  return NULLS[wanted] ?? { kind: "null" };
}

/** @type {Partial<Record<import("./types.js").Wanted, Type>>} */
const NULLS = {
  number: FLOAT,
  numeric: FLOAT,
  integer: INTEGER,
  text: TEXT,
  string: TEXT,
  boolean: BOOLEAN,
  moment: TIMESTAMP,
  time: { kind: "time" },
  duration: { kind: "duration" },
  list: { kind: "list", item: TEXT },
  numbers: { kind: "list", item: FLOAT },
  map: { kind: "map", key: TEXT, value: TEXT },
  image: { kind: "image" },
  mixed: { kind: "mixed" },
  ordered: FLOAT,
};
