/** The form in which directives say things of columns: `image: split, opacity(0.4), photo_*: hide(truth)`. */

import { didYouMean, matchGlob } from "../expr/index.js";
import { splitOutside, unquoted } from "./column_items.js";

/**
 * @typedef {import("./types.js").Problem} Problem
 * @typedef {{text: string, start: number, end: number}} Part a piece of the option's text, without quotes
 * @typedef {Part & {args: Part[]}} Word
 */

const TARGET = /^\s*("(?:[^"]|"")*"|`(?:[^`]|``)*`|[^\s:,()"`]+)\s*:/;
const WORD = /^([^\s()"`]+)\s*(?:\((.*)\))?$/s;

/**
 * The words that are said of each column, by its name.
 * @param {string} text
 * @param {string} option
 * @param {string[]} names of the columns that there are
 * @param {Problem[]} problems
 * @returns {Map<string, Word[]>}
 */
export function columnWords(text, option, names, problems) {
  /** @type {Map<string, Word[]>} */
  const said = new Map();
  /** @type {string[]} */
  let targets = [];
  let named = false;
  for (const piece of splitOutside(text, ",").map(ended)) {
    const target = TARGET.exec(piece.text);
    if (target) {
      named = true;
      targets = columnsCalled(partAt(piece, target[0].slice(0, -1), 0), option, names, problems);
    }
    const rest = target
      ? partAt(piece, piece.text.slice(target[0].length), target[0].length)
      : trimmed(piece);
    if (rest.text === "") continue;
    if (!named) {
      const at = { option, start: rest.start, end: rest.end };
      const message = "a column's name and a colon come first";
      problems.push({ code: "option-value", message, help: `write it as in 'image: ${rest.text}'`, at });
      continue;
    }
    const word = wordIn(rest);
    for (const name of targets) said.set(name, [...said.get(name) ?? [], word]);
  }
  return said;
}

/**
 * @param {Part} part a name or a pattern, perhaps in quotes
 * @param {string} option
 * @param {string[]} names
 * @param {Problem[]} problems
 */
function columnsCalled({ text, start, end }, option, names, problems) {
  const called = unquoted(text);
  const found = called === text && /[*?]/.test(text)
    ? matchGlob(text, names)
    : names.filter((n) => n === called);
  if (!found.length) {
    const message = `there is no column '${called}'`;
    const help = didYouMean(called, names, "column");
    problems.push({ code: "column-unknown", message, help, at: { option, start, end } });
  }
  return found;
}

/** @param {Part} part @returns {Word} */
function wordIn(part) {
  const [, name, inner] = WORD.exec(part.text) ?? [part.text, part.text, undefined];
  const from = { ...part, start: part.start + part.text.indexOf("(") + 1 };
  const args = inner === undefined
    ? []
    : splitOutside(inner, ",").map((arg) => partAt(from, arg.text, arg.start));
  return { ...part, text: name, args: args.map((arg) => ({ ...arg, text: unquoted(arg.text) })) };
}

/** @param {{text: string, start: number}} piece @returns {Part} */
function ended({ text, start }) {
  return { text, start, end: start + text.length };
}

/** @param {Part} part */
function trimmed(part) {
  return partAt(part, part.text, 0);
}

/**
 * @param {Part} whole
 * @param {string} text a piece of it, perhaps with spaces around
 * @param {number} offset of the piece
 * @returns {Part}
 */
function partAt(whole, text, offset) {
  const start = whole.start + offset + text.length - text.trimStart().length;
  return { text: text.trim(), start, end: start + text.trim().length };
}
