/** Values as plain text: what a cell says when it is copied, described or put into a tooltip. */

import { formatDuration } from "./moment.js";
import { formatNumber } from "./numbers.js";

/** @typedef {import("./types/view.d.ts").ColumnType} ColumnType */
/** @typedef {import("./types/view.d.ts").ImageValue} ImageValue */

/** Kinds that are not called what the schema calls them. @type {Record<string, string>} */
const WORDS = { html: "HTML", object3d: "3-D object" };

/** @param {unknown} value @returns {value is ImageValue} */
export function isImage(value) {
  return typeof value === "object" && value !== null && "file" in value && "width" in value;
}

/** At most `length` characters, never half of one, with an ellipsis where text is left out. @param {string} text @param {number} length */
export function clip(text, length) {
  if (text.length <= length) return text;
  const end = /[\uD800-\uDBFF]/.test(text[length - 1]) ? length - 1 : length;
  return `${text.slice(0, end)}…`;
}

/**
 * A value inside a list or struct, close to JSON; stops soon after `budget` characters.
 * @param {unknown} value
 * @param {number} budget
 * @returns {string}
 */
function nestedText(value, budget) {
  if (Array.isArray(value)) return `[${joined(value, budget, (item, left) => nestedText(item, left))}]`;
  if (isImage(value)) return value.caption || value.file;
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value);
    return `{${joined(entries, budget, ([name, item], left) => `${name}: ${nestedText(item, left)}`)}}`;
  }
  return typeof value === "string" ? JSON.stringify(clip(value, budget)) : scalarText(value);
}

/**
 * @template T
 * @param {T[]} items
 * @param {number} budget
 * @param {(item: T, left: number) => string} write
 */
function joined(items, budget, write) {
  const parts = [];
  let left = budget;
  for (const item of items) {
    if (left <= 0) {
      parts.push("…");
      break;
    }
    const part = write(item, left);
    left -= part.length + 2;
    parts.push(part);
  }
  return parts.join(", ");
}

/** A map, which comes as a list of its pairs. @param {unknown[]} pairs @param {number} budget */
function mapText(pairs, budget) {
  const write = (/** @type {unknown} */ pair, /** @type {number} */ left) =>
    Array.isArray(pair) ? `${formatCell(pair[0])}: ${nestedText(pair[1], left)}` : nestedText(pair, left);
  return `{${joined(pairs, budget, write)}}`;
}

/** @param {unknown} value */
function scalarText(value) {
  if (typeof value === "number") return Number.isFinite(value) ? String(value) : formatNumber(value);
  return String(value);
}

/**
 * A cell's value as text, in full precision and without layout.
 * @param {unknown} value
 * @param {ColumnType} [type]
 * @param {number} [budget] roughly how many characters to write of a list or a struct
 * @returns {string}
 */
export function formatCell(value, type, budget = 2000) {
  if (value === null || value === undefined) return "null";
  if (typeof value === "string") return value;
  const name = type?.kind === "integer" && type.classes?.[String(value)];
  if (name) return `${value} · ${name}`;
  if (type?.kind === "duration" && typeof value !== "object") return formatDuration(Number(value));
  if (type?.kind === "map" && Array.isArray(value)) return mapText(value, budget);
  if (typeof value === "object") return nestedText(value, budget);
  return scalarText(value);
}

/** The word for a type in a column's header. @param {ColumnType} type @returns {string} */
export function typeName(type) {
  if (type.kind === "list" && type.item) {
    return type.length ? `${type.length} × ${typeName(type.item)}` : `list of ${typeName(type.item)}`;
  }
  if (type.kind === "integer" && type.classes) return "class";
  if (type.categories) return "category";
  if (type.kind === "timestamp" && type.utc) return "timestamp, UTC";
  return type.format ?? WORDS[type.kind] ?? type.kind;
}
