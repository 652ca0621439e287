/** The formats of a spec's columns: whether each can show what its column holds. */

import { didYouMean } from "../../expr/index.js";
import { formatsFor, KINDS, readFormat, writeFormat } from "./read.js";

/**
 * @typedef {import("../../spec/check_spec.js").LocatedColumn} LocatedColumn
 * @typedef {import("../../spec/types.js").SpecColumn} SpecColumn
 * @typedef {import("../../spec/types.js").Problem} Problem
 * @typedef {import("../../spec/types.js").Type} Type
 * @typedef {import("../../spec/derived.js").Resolved} Resolved
 * @typedef {import("./read.js").Fault} Fault
 */

/**
 * @param {LocatedColumn[]} columns
 * @param {Resolved} resolved
 * @param {Problem[]} problems
 * @returns {Map<SpecColumn, string>} the formats in their canonical spelling
 */
export function checkFormats(columns, resolved, problems) {
  /** @type {Map<SpecColumn, string>} */
  const checked = new Map();
  /** What is wrong with a pattern's columns, until one of them can have the format. @type {Map<number, Problem | null>} */
  const doubtful = new Map();
  for (const { entry, place, formatPlace } of columns) {
    if (entry.format === undefined) continue;
    const found = checkFormat(entry.format, entry.name, resolved);
    if (typeof found === "string") {
      checked.set(entry, found);
      if (formatPlace?.glob) doubtful.set(formatPlace.start, null);
      continue;
    }
    const problem = located(found, formatPlace ?? place, formatPlace !== undefined);
    if (!formatPlace?.glob) problems.push(problem);
    else if (!doubtful.has(formatPlace.start)) doubtful.set(formatPlace.start, problem);
  }
  problems.push(...[...doubtful.values()].filter((problem) => problem !== null));
  return checked;
}

/**
 * @param {string} text
 * @param {string} name the column's
 * @param {Resolved} resolved
 * @returns {string | Fault} the canonical spelling, or what is wrong
 */
function checkFormat(text, name, { schema, aggregates }) {
  const { format, fault } = readFormat(text);
  if (fault) return fault;
  const type = schema.columns.find((column) => column.name === name)?.type ?? aggregates.get(name)?.type;
  const whole = { start: 0, end: text.length };
  const allowed = type ? formatsFor(type.kind) : Object.keys(KINDS);
  if (!allowed.includes(format.name)) {
    const message = `the column '${name}' (${type?.kind}) cannot be shown as '${format.name}'`;
    const help = allowed.length ? `formats for it: ${allowed.join(", ")}` : "there is no format for it";
    return { message, help, ...whole };
  }
  if (format.to === undefined) return writeFormat(format);
  const texts = schema.columns.filter((column) => column.type.kind === "text").map((column) => column.name);
  if (texts.includes(format.to) && format.to !== name) return writeFormat(format);
  const message = format.to === name
    ? `the column '${name}' cannot be compared with itself`
    : `there is no text column '${format.to}' to compare with`;
  return { message, help: didYouMean(format.to, texts.filter((one) => one !== name), "column"), ...whole };
}

/**
 * @param {Fault} fault
 * @param {{option: string, start: number, index?: number}} place
 * @param {boolean} own whether the place is that of the format itself
 * @returns {Problem}
 */
function located({ start, end, ...rest }, { option, start: from, index }, own) {
  const at = own ? { start: from + start, end: from + end } : { start: 0, end: 0 };
  return { code: "option-value", ...rest, at: { option, ...at, ...index === undefined ? {} : { index } } };
}
