/** Options that say something of columns, as `score_*: percent, "my column": bar`: columns before the colon, what is said after it. */

import { didYouMean, isGlob, matchGlob } from "../expr/index.js";

/**
 * @typedef {import("./types.js").Problem} Problem
 * @typedef {{start: number, end: number}} Span
 * @typedef {Span & {names: string[], glob: boolean, said: {text: string, start: number}}} ColumnItem `glob` says
 *   whether the columns are given by a pattern
 */

const QUOTES = "\"'`";

/**
 * @param {string} text
 * @param {string} option
 * @param {string[]} names the columns that may be named
 * @param {Problem[]} problems
 * @returns {ColumnItem[]}
 */
export function columnItems(text, option, names, problems) {
  return splitOutside(text, ",").flatMap((part) => {
    const report = reporter(option, part, problems);
    if (part.text.trim() === "") return [];
    const [before, ...after] = splitOutside(part.text, ":");
    if (!after.length) return report(`'${part.text.trim()}' says nothing of a column`, "write 'column: …'");
    const key = keyOf(before.text.trim());
    const found = key.glob ? matchGlob(key.text, names) : names.filter((name) => name === key.text);
    if (!found.length) {
      const message = key.glob
        ? `no column matches '${key.text}'`
        : `there is no column '${key.text}' in this panel`;
      return report(message, didYouMean(key.text, names, "column"), "column-unknown");
    }
    const value = part.text.slice(after[0].start);
    const start = part.start + after[0].start + value.length - value.trimStart().length;
    return [{ names: found, glob: key.glob, said: { text: value.trim(), start }, ...trimmed(part) }];
  });
}

/**
 * @param {string} option
 * @param {Part} part
 * @param {Problem[]} problems
 */
function reporter(option, part, problems) {
  return (/** @type {string} */ message, /** @type {string} */ help, code = "option-value") => {
    problems.push({ code, message, help, at: { option, ...trimmed(part) } });
    return [];
  };
}

/** @typedef {{text: string, start: number}} Part */

/**
 * A text in pieces at a sign that stands outside of quotes and parentheses.
 * @param {string} text
 * @param {string} sign
 * @returns {Part[]}
 */
export function splitOutside(text, sign) {
  /** @type {Part[]} */
  const parts = [];
  let [start, depth, quote] = [0, 0, ""];
  for (let at = 0; at <= text.length; at++) {
    const character = text[at];
    if (at === text.length || (character === sign && depth === 0 && quote === "")) {
      parts.push({ text: text.slice(start, at), start });
      start = at + 1;
    } else if (quote) {
      if (character === quote) quote = "";
    } else if (QUOTES.includes(character)) quote = character;
    else if (character === "(") depth++;
    else if (character === ")") depth = Math.max(0, depth - 1);
  }
  return parts;
}

/** @param {Part} part @returns {Span} without the space around it */
function trimmed({ text, start }) {
  return { start: start + text.length - text.trimStart().length, end: start + text.trimEnd().length };
}

/** @param {string} text */
function keyOf(text) {
  return isGlob(text) ? { text, glob: true } : { text: unquoted(text), glob: false };
}

/**
 * A name or a text without its quotes.
 * @param {string} text
 */
export function unquoted(text) {
  const quote = text[0];
  if (text.length < 2 || !QUOTES.includes(quote) || text.at(-1) !== quote) return text;
  return text.slice(1, -1).replaceAll(quote + quote, quote);
}
