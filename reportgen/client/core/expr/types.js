/** The words of the expression language: its tree, its column types, its problems. */

/**
 * @typedef {(
 *   | {kind: "integer", bits: number, unsigned: boolean}
 *   | {kind: "float", bits: number}
 *   | {kind: "decimal", precision: number, scale: number}
 *   | {kind: "text"} | {kind: "boolean"} | {kind: "date"} | {kind: "time"} | {kind: "duration"}
 *   | {kind: "timestamp", utc?: boolean}
 *   | {kind: "binary"} | {kind: "mixed"} | {kind: "null"}
 *   | {kind: "image", thumb?: number | null, uri?: boolean, boxes?: boolean, masks?: boolean}
 *   | {kind: "audio"} | {kind: "video"} | {kind: "html"} | {kind: "object3d"} | {kind: "molecule"}
 *   | {kind: "chart"} | {kind: "histogram"}
 *   | {kind: "list", item: Type}
 *   | {kind: "struct", fields: {name: string, type: Type}[]}
 *   | {kind: "map", key: Type, value: Type}
 * )} Type a column type, as in the table's schema
 *
 * @typedef {object} Column
 * @property {string} name as people write it
 * @property {Type} type
 * @property {string} [sql] its name in the Parquet file, when that differs
 * @property {object} [made] of a column of the site that the table does not have: what the build made it of
 * @property {Growth} [growth] of a derived column: that of its checked expression
 *
 * @typedef {object} Members the tables of a comparison, as expressions address them
 * @property {Record<string, number>} names indexes (`0`) and labels, and the number of each member
 * @property {Column[][]} columns of each member, named as its table names them
 * @property {number[]} shown the members that `*` stands for, in order
 *
 * @typedef {{columns: Column[], members?: Members, [more: string]: any}} Schema
 *
 * @typedef {object} Problem
 * @property {string} code one of the codes of the diagnostics
 * @property {string} message
 * @property {string} [help]
 * @property {number} start
 * @property {number} end
 *
 * @typedef {{start: number, end: number}} Span
 */

/**
 * @typedef {(
 *   | Span & {kind: "number", text: string}
 *   | Span & {kind: "text", value: string}
 *   | Span & {kind: "quoted", value: string}
 *   | Span & {kind: "boolean", value: boolean}
 *   | Span & {kind: "null"}
 *   | Span & {kind: "column", name: string, table?: string}
 *   | Span & {kind: "list", items: Node[]}
 *   | Span & {kind: "logic", op: "and" | "or", terms: Node[]}
 *   | Span & {kind: "unary", op: "not" | "-", operand: Node}
 *   | Span & {kind: "binary", op: BinaryOp, left: Node, right: Node}
 *   | Span & {kind: "in", operand: Node, list: Node, negated: boolean}
 *   | Span & {kind: "between", operand: Node, low: Node, high: Node, negated: boolean}
 *   | Span & {kind: "like", operand: Node, pattern: Node, insensitive: boolean, negated: boolean}
 *   | Span & {kind: "isNull", operand: Node, negated: boolean}
 *   | Span & {kind: "case", operand: Node | null, whens: {when: Node, then: Node}[], otherwise: Node | null}
 *   | Span & {kind: "cast", operand: Node, to: string}
 *   | Span & {kind: "index", object: Node, index: Node}
 *   | Span & {kind: "member", object: Node, name: string, args: Node[] | null}
 *   | Span & {kind: "call", name: string, args: Node[], star: boolean, distinct: boolean}
 * )} Node what a text says; `quoted` is a column if there is one of that name, else text
 *
 * @typedef {"=" | "!=" | "<" | "<=" | ">" | ">=" | "+" | "-" | "*" | "/" | "//" | "%" | "**"} BinaryOp
 * @typedef {"=" | "!=" | "<" | "<=" | ">" | ">="} CompareOp
 */

/**
 * @typedef {{type: Type, aggregate: boolean, growth: Growth}} Facts
 *
 * @typedef {(
 *   | Facts & {kind: "literal", value: string | boolean | null}
 *   | Facts & {kind: "column", column: Column}
 *   | Facts & {kind: "list", items: Typed[]}
 *   | Facts & {kind: "logic", op: "and" | "or", terms: Typed[]}
 *   | Facts & {kind: "not", operand: Typed}
 *   | Facts & {kind: "compare", op: CompareOp, left: Typed, right: Typed}
 *   | Facts & {kind: "arithmetic", op: string, left: Typed, right: Typed}
 *   | Facts & {kind: "negate", operand: Typed}
 *   | Facts & {kind: "in", operand: Typed, items: Typed[], negated: boolean}
 *   | Facts & {kind: "between", operand: Typed, low: Typed, high: Typed, negated: boolean}
 *   | Facts & {kind: "like", operand: Typed, pattern: Typed, insensitive: boolean, negated: boolean}
 *   | Facts & {kind: "isNull", operand: Typed, negated: boolean}
 *   | Facts & {kind: "case", whens: {when: Typed, then: Typed}[], otherwise: Typed | null}
 *   | Facts & {kind: "cast", operand: Typed}
 *   | Facts & {kind: "convert", operand: Typed}
 *   | Facts & {kind: "element", object: Typed, index: Typed}
 *   | Facts & {kind: "field", object: Typed, name: string}
 *   | Facts & {kind: "apply", row: FunctionRow, args: Typed[]}
 * )} Typed a checked tree: every name resolved, every conversion explicit
 *
 * @typedef {{cells: number, chars: number}} Growth the longest text a node can make: so many cells and characters
 */

/**
 * @typedef {"number" | "numeric" | "integer" | "text" | "string" | "boolean" | "moment" | "time" | "duration" | "list"
 *   | "numbers" | "image" | "map" | "mixed" | "ordered" | "any"} Wanted `number` is computed as a double, `numeric` as it
 *   is; `string` is any value as text; `moment` a timestamp or date; `numbers` a list of numbers
 *
 * @typedef {object} Param
 * @property {string} name
 * @property {Wanted | Wanted[]} type
 * @property {boolean} [optional]
 * @property {boolean} [rest] any number of further values
 * @property {boolean} [literal] must be written out, not computed
 * @property {string[]} [choices] the texts that are allowed
 * @property {(value: string) => string | null} [check] what is wrong with a written value
 *
 * @typedef {object} FunctionRow
 * @property {string} name
 * @property {string[]} [aliases] other spellings
 * @property {"scalar" | "aggregate"} kind
 * @property {Param[]} params
 * @property {boolean} [same] the values have one type in common, which the result has
 * @property {Type | ((args: Typed[]) => Type)} result
 * @property {(args: string[], typed: Typed[]) => string} sql
 * @property {(args: Typed[]) => Growth} [growth] where the sum of the arguments' is not it
 * @property {(args: Typed[]) => string | null} [check] what is wrong with values that are each right
 * @property {boolean} [window] gives a row its place among all rows of a table, so that it needs a column of its own
 * @property {string} [onList] the function that is meant when the first value is a list
 * @property {string} doc
 * @property {[string, unknown]} example an expression and what it gives
 */

/** @type {Type} */
export const INTEGER = { kind: "integer", bits: 64, unsigned: false };
/** @type {Type} */
export const HUGE = { kind: "integer", bits: 128, unsigned: false };
/** @type {Type} */
export const FLOAT = { kind: "float", bits: 64 };
/** @type {Type} */
export const TEXT = { kind: "text" };
/** @type {Type} */
export const BOOLEAN = { kind: "boolean" };
/** @type {Type} */
export const TIMESTAMP = { kind: "timestamp", utc: false };
/** @type {Type} */
export const DATE = { kind: "date" };
/** @type {Type} */
export const TIME = { kind: "time" };
/** @type {Type} */
export const DURATION = { kind: "duration" };
/** @type {Type} */
export const NULL = { kind: "null" };

/** @type {Record<string, string>} */
const NAMES = {
  integer: "a number",
  float: "a number",
  decimal: "a number",
  text: "text",
  boolean: "true or false",
  timestamp: "a timestamp",
  date: "a date",
  time: "a time of day",
  duration: "a duration",
  binary: "binary data",
  list: "a list",
  struct: "a struct",
  map: "a map",
  image: "an image",
  audio: "audio",
  video: "video",
  html: "HTML",
  object3d: "a 3-D object",
  molecule: "a molecule",
  chart: "a chart",
  histogram: "a histogram",
  mixed: "a value of mixed type",
  null: "null",
};

/** How a message names a type. @param {Type} type @returns {string} */
export function typeName(type) {
  return NAMES[type.kind];
}

/** @param {Type} type @returns {boolean} */
export function isNumber(type) {
  return type.kind === "integer" || type.kind === "float" || type.kind === "decimal";
}

/** What a type says besides for the eye, and the language does not ask. */
const ASIDE = new Set([
  "format",
  "classes",
  "categories",
  "ordered",
  "length",
  "array",
  "thumb",
  "sparse",
  "media",
]);

/** Whether values of two types are of one kind. @param {Type} a @param {Type} b @returns {boolean} */
export function sameType(a, b) {
  return bareText(a) === bareText(b);
}

/** A type without what it says aside. @param {Type} type */
function bareText(type) {
  // `key` is the type of a map's keys, and else what a column is to other tables.
  const isAside = (/** @type {any} */ owner, /** @type {string} */ name) =>
    ASIDE.has(name) || (name === "key" && owner.kind !== "map");
  return JSON.stringify(type, function (name, value) {
    return typeof this.kind === "string" && isAside(this, name) ? undefined : value;
  });
}

/**
 * A problem with the place that a node takes in the text.
 * @param {string} code @param {string} message @param {Span} at @param {string} [help] @returns {Problem}
 */
export function problem(code, message, at, help) {
  const found = { code, message, start: at.start, end: at.end };
  return help ? { ...found, help } : found;
}
