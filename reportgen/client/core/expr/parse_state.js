/** Where the parser stands in its tokens, and how it stops. */

import { problem } from "./types.js";

/**
 * @typedef {import("./types.js").Node} Node
 * @typedef {import("./types.js").Problem} Problem
 * @typedef {import("./tokenise.js").Token} Token
 *
 * @typedef {object} State
 * @property {Token[]} tokens
 * @property {number} at
 * @property {number} depth
 * @property {(state: State, least: number) => Node} parse operators from a precedence on
 */

/** The embedded engine's stack is small. */
export const MAX_DEPTH = 200;

/** Carries a problem out of the parser; never leaves `parseTokens`. */
export class SyntaxProblem extends Error {
  /** @param {Problem} problem */
  constructor(problem) {
    super(problem.message);
    this.problem = problem;
  }
}

/** @param {State} state @param {number} [ahead] @returns {Token} */
export function peek(state, ahead = 0) {
  return state.tokens[Math.min(state.at + ahead, state.tokens.length - 1)];
}

/** @param {State} state @returns {Token} */
export function next(state) {
  const token = peek(state);
  if (token.kind !== "end") state.at++;
  return token;
}

/** @param {State} state @param {string} value @param {number} [ahead] @returns {boolean} */
export function isOp(state, value, ahead = 0) {
  const token = peek(state, ahead);
  return token.kind === "op" && token.value === value;
}

/** @param {State} state @param {string} value @returns {Token} */
export function takeOp(state, value) {
  return isOp(state, value) ? next(state) : failExpected(state, `'${value}'`);
}

/** @param {State} state @param {string} word @returns {Token} */
export function takeWord(state, word) {
  const token = peek(state);
  return token.kind === "word" && token.value.toLowerCase() === word
    ? next(state)
    : failExpected(state, `'${word}'`);
}

/** @param {State} state @param {string} message @param {string} [help] @returns {never} */
export function fail(state, message, help) {
  throw new SyntaxProblem(problem("expression-syntax", message, peek(state), help));
}

/** @param {State} state @param {string} what @param {string} [help] @returns {never} */
export function failExpected(state, what, help) {
  const token = peek(state);
  const previous = state.tokens[state.at - 1];
  const after = previous ? ` after ${shown(previous)}` : "";
  const found = token.kind === "end" ? "" : `, found ${shown(token)}`;
  return fail(state, `expected ${what}${after}${found}`, help);
}

/** @param {Token} token @returns {string} */
function shown(token) {
  if (token.kind === "text") return "a text";
  if (token.kind === "quoted" || token.kind === "name") return "a quoted name";
  return token.kind === "number" ? token.value : `'${token.value}'`;
}
