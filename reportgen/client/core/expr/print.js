/** Tree → text of our own language: one spelling for each meaning, parentheses only where needed. */

import { isBareName, writeText } from "./quote.js";

/** @typedef {import("./types.js").Node} Node */

const ATOM = 12;
/** @type {Record<string, number>} */
const LEVELS = { "+": 7, "-": 7, "*": 8, "/": 8, "//": 8, "%": 8, "**": 10 };

/**
 * The canonical text: parsing it gives the same tree, places aside.
 * @param {Node} tree @returns {string}
 */
export function printExpression(tree) {
  return PRINTERS[tree.kind](tree);
}

/** The precedence of what a node prints, as the parser counts it. @param {Node} node @returns {number} */
function levelOf(node) {
  if (node.kind === "logic") return node.op === "or" ? 3 : 4;
  if (node.kind === "unary") return node.op === "not" ? 5 : 9;
  if (node.kind === "binary") return LEVELS[node.op] ?? 6;
  return ["in", "between", "like", "isNull"].includes(node.kind) ? 6 : ATOM;
}

/** @param {Node} node @param {number} least @returns {string} the node, in parentheses if it binds looser */
function at(node, least) {
  const text = printExpression(node);
  return levelOf(node) < least ? `(${text})` : text;
}

/** @param {Node[]} nodes @returns {string} */
function all(nodes) {
  return nodes.map((node) => at(node, 0)).join(", ");
}

/** @type {{[kind: string]: (node: any) => string}} */
const PRINTERS = {
  number: ({ text }) => text,
  text: ({ value }) => writeText(value),
  quoted: ({ value }) => `"${value.replaceAll('"', '""')}"`,
  boolean: ({ value }) => String(value),
  null: () => "null",
  column: printColumn,
  list: ({ items }) => `[${all(items)}]`,
  logic: ({ op, terms }) =>
    terms.map((/** @type {Node} */ term) => at(term, op === "or" ? 4 : 5)).join(` ${op} `),
  unary: printUnary,
  binary: printBinary,
  in: ({ operand, list, negated }) => `${at(operand, 7)} ${negated ? "not in" : "in"} ${printMembers(list)}`,
  between: ({ operand, low, high, negated }) =>
    `${at(operand, 7)} ${negated ? "not between" : "between"} ${at(low, 7)} and ${at(high, 7)}`,
  like: ({ operand, pattern, insensitive, negated }) =>
    `${at(operand, 7)} ${negated ? "not " : ""}${insensitive ? "ilike" : "like"} ${at(pattern, 7)}`,
  isNull: ({ operand, negated }) => `${at(operand, 7)} is ${negated ? "not null" : "null"}`,
  case: printCase,
  cast: ({ operand, to }) => `${at(operand, ATOM)}::${writeWord(to)}`,
  index: ({ object, index }) => `${at(object, ATOM)}[${at(index, 0)}]`,
  member: ({ object, name, args }) =>
    `${at(object, ATOM)}.${writeWord(name)}${args === null ? "" : `(${all(args)})`}`,
  call: ({ name, args, star, distinct }) =>
    `${name}(${star ? "*" : `${distinct ? "distinct " : ""}${all(args)}`})`,
};

/** A name where only a name can stand. @param {string} name @returns {string} */
function writeWord(name) {
  return isBareName(name) ? name : `\`${name.replaceAll("`", "``")}\``;
}

/** @param {Extract<Node, {kind: "column"}>} node @returns {string} */
function printColumn({ name, table }) {
  // Bare, `count` is the column or else the number of rows, which is what the tree says too.
  const text = name.toLowerCase() === "count" ? name : writeWord(name);
  if (table === undefined) return text;
  return text.startsWith("`") ? `${table}["${name.replaceAll('"', '""')}"]` : `${table}.${text}`;
}

/** @param {Extract<Node, {kind: "unary"}>} node @returns {string} */
function printUnary({ op, operand }) {
  return op === "not" ? `not ${at(operand, 5)}` : `-${at(operand, 10)}`;
}

/** @param {Extract<Node, {kind: "binary"}>} node @returns {string} */
function printBinary({ op, left, right }) {
  const level = levelOf(/** @type {Node} */ ({ kind: "binary", op }));
  // Comparisons do not chain, and ** is read from the right.
  const [onLeft, onRight] = level === 6 ? [7, 7] : level === 10 ? [11, 9] : [level, level + 1];
  return `${at(left, onLeft)} ${op} ${at(right, onRight)}`;
}

/** @param {Node} list @returns {string} */
function printMembers(list) {
  return list.kind === "list" ? `(${all(list.items)})` : at(list, 7);
}

/** @param {Extract<Node, {kind: "case"}>} node @returns {string} */
function printCase({ operand, whens, otherwise }) {
  const parts = ["case", ...(operand ? [at(operand, 0)] : [])];
  for (const { when, then } of whens) parts.push(`when ${at(when, 0)} then ${at(then, 0)}`);
  if (otherwise) parts.push(`else ${at(otherwise, 0)}`);
  return [...parts, "end"].join(" ");
}
