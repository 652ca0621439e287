/**
 * What a filter says of one column, taken out of it and put back: for the controls that filter by a column. A filter is
 * a list of terms that must all hold; those of the column are understood when they have one of a few shapes.
 */

import { parseExpression, printExpression, writeName, writeText } from "../expr/index.js";
import { bound, conjuncts } from "./conjuncts.js";

/**
 * @typedef {import("../expr/types.js").Node} Node
 *
 * @typedef {{text: string, open: boolean}} Limit `text` is a value as the language writes it; `open`: it is not allowed itself
 * @typedef {"contains" | "starts" | "matches"} Way
 *
 * @typedef {object} ColumnFilter
 * @property {Limit} [least]
 * @property {Limit} [most]
 * @property {{list: string[], exclude: boolean}} [values] as the language writes them
 * @property {{way: Way, text: string, insensitive: boolean}} [match]
 * @property {"none" | "only" | "too"} [nulls] `too`: besides the values
 */

/** @type {Record<string, Way>} */
const WAYS = {
  contains: "contains",
  startsWith: "starts",
  starts_with: "starts",
  matches: "matches",
  regexp_matches: "matches",
};
const CALLS = { contains: "contains", starts: "startsWith", matches: "matches" };
/** @type {Record<string, string>} */
const TURNED = { "<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!=" };

/**
 * @param {string} filter
 * @param {string} name the column's
 * @returns {{said: ColumnFilter, rest: string[]}} `rest` are the terms that say nothing of the column, or what is not
 *   understood
 */
export function readColumnFilter(filter, name) {
  /** @type {ColumnFilter} */
  const said = {};
  const rest = conjuncts(filter).filter((term) => {
    const found = readTerm(parseExpression(term).tree, name);
    const clashes = !found || Object.keys(found).some((key) => key in said);
    if (!clashes) Object.assign(said, found);
    return clashes;
  });
  return { said, rest };
}

/**
 * The filter with other terms for the column; those that were not understood stay.
 * @param {string} filter
 * @param {string} name
 * @param {ColumnFilter} said
 * @returns {string}
 */
export function writeColumnFilter(filter, name, said) {
  return [...readColumnFilter(filter, name).rest, ...writeTerms(name, said)].join(" and ");
}

/**
 * @param {string} name
 * @param {ColumnFilter} said
 * @returns {string[]}
 */
function writeTerms(name, { least, most, values, match, nulls }) {
  const column = writeName(name);
  const terms = [];
  if (least) terms.push(`${column} ${least.open ? ">" : ">="} ${least.text}`);
  if (most) terms.push(`${column} ${most.open ? "<" : "<="} ${most.text}`);
  if (match) terms.push(matchTerm(column, match));
  const listed = values && valuesTerm(column, values);
  if (listed && nulls === "too") terms.push(`(${listed} or ${column} is null)`);
  else if (listed) terms.push(listed);
  if (nulls === "none") terms.push(`${column} is not null`);
  if (nulls === "only") terms.push(`${column} is null`);
  return terms;
}

/**
 * @param {string} column
 * @param {NonNullable<ColumnFilter["match"]>} match
 */
function matchTerm(column, { way, text, insensitive }) {
  if (way === "matches") return `matches(${column}, ${writeText(insensitive ? `(?i)${text}` : text)})`;
  return insensitive
    ? `${CALLS[way]}(lower(${column}), ${writeText(text.toLowerCase())})`
    : `${CALLS[way]}(${column}, ${writeText(text)})`;
}

/**
 * @param {string} column
 * @param {NonNullable<ColumnFilter["values"]>} values
 */
function valuesTerm(column, { list, exclude }) {
  if (list.length === 1) return `${column} ${exclude ? "!=" : "="} ${list[0]}`;
  return list.length ? `${column} ${exclude ? "not in" : "in"} (${list.join(", ")})` : "";
}

/**
 * @param {Node | null} term
 * @param {string} name
 * @returns {ColumnFilter | null}
 */
function readTerm(term, name) {
  if (!term) return null;
  if (term.kind === "logic") return readTogether(term, name);
  if (term.kind === "isNull" && isColumn(term.operand, name)) {
    return { nulls: term.negated ? "none" : "only" };
  }
  if (term.kind === "call") return readMatch(term, name);
  if (term.kind === "binary") return readComparison(term, name);
  if (term.kind === "between" && isColumn(term.operand, name) && !term.negated) {
    const [least, most] = [literal(term.low), literal(term.high)];
    return least && most ? { least: { text: least, open: false }, most: { text: most, open: false } } : null;
  }
  if (term.kind !== "in" || !isColumn(term.operand, name) || term.list.kind !== "list") return null;
  const list = term.list.items.map(literal);
  return list.every((one) => one !== null) ? { values: { list, exclude: term.negated } } : null;
}

/**
 * `x in (…) or x is null`
 * @param {Extract<Node, {kind: "logic"}>} term
 * @param {string} name
 * @returns {ColumnFilter | null}
 */
function readTogether({ op, terms }, name) {
  const parts = terms.map((one) => readTerm(one, name));
  const values = parts.find((one) => one?.values)?.values;
  const isBoth = op === "or" && parts.length === 2 && parts.some((one) => one?.nulls === "only");
  return isBoth && values && !values.exclude ? { values, nulls: "too" } : null;
}

/**
 * @param {Extract<Node, {kind: "binary"}>} term
 * @param {string} name
 * @returns {ColumnFilter | null}
 */
function readComparison({ op, left, right }, name) {
  const straight = isColumn(left, name);
  const text = literal(straight ? right : left);
  if (text === null || !(straight || isColumn(right, name))) return null;
  const sign = straight ? op : TURNED[op];
  if (sign === ">" || sign === ">=") return { least: { text, open: sign === ">" } };
  if (sign === "<" || sign === "<=") return { most: { text, open: sign === "<" } };
  return sign === "=" || sign === "!=" ? { values: { list: [text], exclude: sign === "!=" } } : null;
}

/**
 * @param {Extract<Node, {kind: "call"}>} term
 * @param {string} name
 * @returns {ColumnFilter | null}
 */
function readMatch({ name: call, args }, name) {
  const way = Object.hasOwn(WAYS, call) ? WAYS[call] : null;
  const [where, what] = args;
  if (!way || args.length !== 2 || (what.kind !== "text" && what.kind !== "quoted")) return null;
  const { value: text } = what;
  const lowered = where.kind === "call" && where.name === "lower" && where.args.length === 1;
  if (!isColumn(lowered ? where.args[0] : where, name) || (lowered && way === "matches")) return null;
  const flagged = way === "matches" && text.startsWith("(?i)");
  return { match: { way, text: flagged ? text.slice(4) : text, insensitive: lowered || flagged } };
}

/** @param {Node} node @param {string} name */
function isColumn(node, name) {
  return (node.kind === "column" && node.name === name && node.table === undefined) ||
    (node.kind === "quoted" && node.value === name);
}

/** A written value as the language writes it; null where it is none. @param {Node} node @returns {string | null} */
function literal(node) {
  const inner = node.kind === "unary" && node.op === "-"
    ? node.operand
    : node.kind === "cast"
    ? node.operand
    : node;
  if (node.kind === "quoted") return writeText(node.value);
  return ["number", "text", "boolean"].includes(inner.kind) ? bound(printExpression(node)) : null;
}
