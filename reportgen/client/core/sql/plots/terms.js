/** Conditions in our language for what a mark stands for. */

import { parseExpression, writeText } from "../../expr/index.js";
import { binTerm } from "./edges.js";

/**
 * @typedef {import("../../spec/types.js").Type} Type
 * @typedef {import("./types.d.ts").Domain} Domain
 */

const DAY = 86_400_000_000;
const WHOLE = new Set(["integer", "timestamp", "date", "duration"]);
const NUMBERS = new Set(["integer", "float", "decimal", "duration"]);

/**
 * An expression as it can stand beside an operator.
 * @param {string} text
 */
export function operand(text) {
  const kind = parseExpression(text).tree?.kind;
  return kind === "column" || kind === "quoted" || kind === "call" ? text : `(${text})`;
}

/**
 * The rows whose value is this one.
 * @param {string} text
 * @param {Type} type
 * @param {unknown} value as a cell
 * @returns {string}
 */
export function valueTerm(text, type, value) {
  const left = operand(text);
  if (value === null) return `${left} is null`;
  if (typeof value === "number" && !Number.isFinite(value)) return `${left} = cast('${value}' as float)`;
  if (typeof value !== "string") return `${left} = ${Object.is(value, -0) ? 0 : value}`;
  if (NUMBERS.has(type.kind)) return `${left} = ${value}`;
  const nested = ["list", "struct", "map", "binary"].includes(type.kind);
  return `${nested ? `cast(${text} as text)` : left} = ${writeText(value)}`;
}

/**
 * The rows whose value lies in a bin.
 * @param {string} text
 * @param {Type} type
 * @param {Domain} domain
 * @param {number} bin
 */
export function inBin(text, type, domain, bin) {
  const write = (/** @type {number} */ value) => writeNumber(value, type);
  return binTerm(operand(text), domain, bin, write, WHOLE.has(type.kind));
}

/**
 * The rows whose number is this one: a number of a scale, where moments are microseconds.
 * @param {string} text
 * @param {Type} type
 * @param {number} value
 */
export function numberTerm(text, type, value) {
  return `${operand(text)} = ${writeNumber(value, type)}`;
}

/** Both conditions. @param {string[]} terms */
export function both(terms) {
  return terms.filter((term) => term !== "").join(" and ");
}

/**
 * @param {number} value
 * @param {Type} type
 */
export function writeNumber(value, type) {
  if (type.kind === "timestamp") return writeText(momentText(value));
  if (type.kind === "date") return writeText(momentText(Math.ceil(value / DAY) * DAY).slice(0, 10));
  return Object.is(value, -0) ? "0" : String(value);
}

/** `2024-05-01 12:00:00.000001` @param {number} micros since 1970 */
function momentText(micros) {
  const millis = Math.floor(micros / 1000);
  const rest = String(Math.round(micros - millis * 1000)).padStart(3, "0");
  return new Date(millis).toISOString().replace("T", " ").replace("Z", rest);
}

/**
 * Conditions by number, each once: marks carry the numbers.
 * @returns {{list: string[], add: (term: string) => number}} `add` gives -1 for no condition
 */
export function termList() {
  /** @type {string[]} */
  const list = [];
  const places = new Map();
  return {
    list,
    add(term) {
      if (term === "") return -1;
      if (!places.has(term)) places.set(term, list.push(term) - 1);
      return places.get(term);
    },
  };
}
