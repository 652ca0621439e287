/** Text → tokens, each with its place. */

import { problem } from "./types.js";

/**
 * @typedef {import("./types.js").Problem} Problem
 * @typedef {"word" | "quoted" | "name" | "text" | "number" | "op" | "end"} TokenKind `quoted` stands in double
 *   quotes, `name` in backquotes, `text` in single quotes
 * @typedef {{kind: TokenKind, value: string, start: number, end: number}} Token
 */

const SPACE = /\s+/uy;
const WORD = /[\p{L}_][\p{L}\p{M}\p{N}_]*/uy;
// Shares are often named so (`%_person`); where a value has to follow, % cannot be the operator.
const SHARE = /%[\p{L}_][\p{L}\p{M}\p{N}_]*/uy;
const NUMBER = /(?:\d+(?:\.\d+)?|\.\d+)(?:[eE][+-]?\d+)?/uy;
const OPERATOR = /===|!==|\*\*|==|!=|<>|<=|>=|&&|\|\||\/\/|::|\?\?|[-+*\/%^=<>!()[\],.?:≠≤≥−]/uy;
/** @type {Record<string, TokenKind>} */
const QUOTES = { "'": "text", '"': "quoted", "`": "name" };
/** @type {Record<string, string>} */
const QUOTED_THING = { "'": "text", '"': "name or text", "`": "name" };

/**
 * @param {string} text
 * @returns {{tokens: Token[], problem: Problem | null}} the tokens end with one of kind `end`
 */
export function tokenise(text) {
  /** @type {Token[]} */
  const tokens = [];
  let at = match(SPACE, text, 0).length;
  while (at < text.length) {
    const token = readToken(text, at, endsValue(tokens.at(-1)));
    if ("message" in token) return { tokens, problem: token };
    tokens.push(token);
    at = token.end + match(SPACE, text, token.end).length;
  }
  tokens.push({ kind: "end", value: "", start: text.length, end: text.length });
  return { tokens, problem: null };
}

/** @param {RegExp} pattern sticky @param {string} text @param {number} at @returns {string} */
function match(pattern, text, at) {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0] ?? "";
}

/** @param {string} text @param {number} start @param {boolean} afterValue @returns {Token | Problem} */
function readToken(text, start, afterValue) {
  if (text[start] in QUOTES) return readQuoted(text, start);
  for (const [kind, pattern] of afterValue ? PATTERNS : [SHARE_NAME, ...PATTERNS]) {
    const value = match(pattern, text, start);
    if (value) return { kind, value, start, end: start + value.length };
  }
  const character = String.fromCodePoint(/** @type {number} */ (text.codePointAt(start)));
  const help =
    'a column name with other characters than letters, digits and _ stands in double quotes: "area (mm)"';
  return unreadable(`unexpected character '${character}'`, start, start + character.length, help);
}

/** @type {[TokenKind, RegExp]} */
const SHARE_NAME = ["word", SHARE];
/** @type {[TokenKind, RegExp][]} */
const PATTERNS = [["word", WORD], ["number", NUMBER], ["op", OPERATOR]];

const OPERATORS = new Set(
  "and or not in is like ilike between case when then else from distinct as".split(" "),
);

/** Whether an operator has to follow. @param {Token | undefined} token */
export function endsValue(token) {
  if (token === undefined) return false;
  if (token.kind === "op") return token.value === ")" || token.value === "]";
  return token.kind !== "word" || !OPERATORS.has(token.value.toLowerCase());
}

/** @param {string} text @param {number} start @returns {Token | Problem} */
function readQuoted(text, start) {
  const quote = text[start];
  let value = "";
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] !== quote) {
      value += text[at];
    } else if (text[at + 1] === quote) {
      value += text[at++];
    } else {
      return { kind: QUOTES[quote], value, start, end: at + 1 };
    }
  }
  return unreadable(
    `the ${QUOTED_THING[quote]} that starts here has no closing ${quote}`,
    start,
    text.length,
  );
}

/** @param {string} message @param {number} start @param {number} end @param {string} [help] */
function unreadable(message, start, end, help) {
  return problem("expression-syntax", message, { start, end }, help);
}
