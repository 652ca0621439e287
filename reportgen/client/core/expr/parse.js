/** Tokens → tree. Operators by precedence climbing; what stands between them is in parse_operand.js. */

import { parsePrefix } from "./parse_operand.js";
import { fail, MAX_DEPTH, next, peek, SyntaxProblem, takeOp, takeWord } from "./parse_state.js";
import { tokenise } from "./tokenise.js";
import { problem } from "./types.js";

/**
 * @typedef {import("./types.js").Node} Node
 * @typedef {import("./types.js").Problem} Problem
 * @typedef {import("./tokenise.js").Token} Token
 * @typedef {import("./parse_state.js").State} State
 */

const MAX_LENGTH = 10_000;

/**
 * Never throws: what cannot be read is a problem, and there is no tree.
 * @param {string} text @returns {{tree: Node | null, problems: Problem[]}}
 */
export function parseExpression(text) {
  const { tokens, problem: unreadable } = readTokens(text);
  return unreadable ? { tree: null, problems: [unreadable] } : parseTokens(tokens);
}

/**
 * The tokens of a text of bearable length.
 * @param {string} text @returns {{tokens: Token[], problem: Problem | null}}
 */
export function readTokens(text) {
  const half = text.search(/\p{Cs}/u);
  if (half >= 0) {
    const message = "the text holds half of a character";
    return { tokens: [], problem: problem("expression-syntax", message, { start: half, end: half + 1 }) };
  }
  if (text.length <= MAX_LENGTH) return tokenise(text);
  const at = { start: MAX_LENGTH, end: text.length };
  const message = `the text is too long (${text.length} characters; at most ${MAX_LENGTH})`;
  return { tokens: [], problem: problem("expression-syntax", message, at) };
}

/**
 * Parse all of the tokens as one expression.
 * @param {Token[]} tokens ending with one of kind `end` @returns {{tree: Node | null, problems: Problem[]}}
 */
export function parseTokens(tokens) {
  try {
    const state = { tokens, at: 0, depth: 0, parse: parseOperators };
    const tree = parseOperators(state, 0);
    if (peek(state).kind !== "end") failAfter(state);
    checkDepth(tree);
    return { tree, problems: [] };
  } catch (error) {
    if (error instanceof SyntaxProblem) return { tree: null, problems: [error.problem] };
    throw error;
  }
}

/** @param {State} state @returns {never} */
function failAfter(state) {
  const token = peek(state);
  if (token.kind === "op" && ")]".includes(token.value)) return fail(state, `unexpected '${token.value}'`);
  const { value, kind } = token;
  const shown = kind === "op" || kind === "word"
    ? `'${value}'`
    : kind === "number"
    ? value
    : "a text or name";
  return fail(state, `expected an operator before ${shown}`, "join conditions with 'and' or 'or'");
}

/** @typedef {(state: State, left: Node) => Node} Infix */

/**
 * Precedence and reader of each infix operator; a higher number binds tighter.
 * @type {Record<string, [number, Infix]>}
 */
const INFIX = {
  "?": [1, ternary],
  "??": [2, fallback],
  or: [3, logic("or", 3)],
  and: [4, logic("and", 4)],
  ...Object.fromEntries(["=", "!=", "<", "<=", ">", ">="].map((op) => [op, [6, comparison(op)]])),
  in: [6, membership],
  between: [6, between],
  like: [6, like],
  ilike: [6, like],
  is: [6, is],
  not: [6, negated],
  "+": [7, binary("+", 8)],
  "-": [7, binary("-", 8)],
  "*": [8, binary("*", 9)],
  "/": [8, binary("/", 9)],
  "//": [8, binary("//", 9)],
  "%": [8, binary("%", 9)],
  "**": [10, binary("**", 10)],
};

/** @type {Record<string, string>} */
const SPELLINGS = {
  "||": "or",
  "&&": "and",
  "==": "=",
  "===": "=",
  "<>": "!=",
  "!==": "!=",
  "≠": "!=",
  "≤": "<=",
  "≥": ">=",
  "−": "-",
  "^": "**",
};

/** @param {State} state @param {number} least the loosest precedence to take @returns {Node} */
function parseOperators(state, least) {
  if (++state.depth > MAX_DEPTH) tooDeep(state);
  let left = parsePrefix(state);
  let compared = false;
  for (;;) {
    const infix = peekInfix(state);
    if (infix === null || infix[0] < least) break;
    if (infix[0] === 6 && compared) fail(state, "comparisons do not chain", "write 'a < b and b < c'");
    compared = infix[0] === 6;
    left = infix[1](state, left);
  }
  state.depth--;
  return left;
}

/** @param {State} state @returns {[number, Infix] | null} */
function peekInfix(state) {
  const { kind, value } = peek(state);
  if (kind !== "op" && kind !== "word") return null;
  const name = kind === "op" ? SPELLINGS[value] ?? value : value.toLowerCase();
  return Object.hasOwn(INFIX, name) ? INFIX[name] : null;
}

/** @param {State} state @returns {never} */
function tooDeep(state) {
  return fail(state, `the expression is nested too deeply (more than ${MAX_DEPTH} levels)`);
}

/** Chains of operators make deep trees without any nesting in the text. @param {Node} tree */
function checkDepth(tree) {
  /** @type {[any, number][]} */
  const open = [[tree, 1]];
  for (let entry = open.pop(); entry; entry = open.pop()) {
    const [node, depth] = entry;
    if (node === null || typeof node !== "object") continue;
    if (depth > MAX_DEPTH) {
      const message = `the expression is nested too deeply (more than ${MAX_DEPTH} levels)`;
      throw new SyntaxProblem(problem("expression-syntax", message, tree));
    }
    const inner = Array.isArray(node) ? depth : depth + 1;
    for (const child of Object.values(node)) open.push([child, inner]);
  }
}

/** @param {string} name @param {...Node} args @returns {Node} */
function call(name, ...args) {
  const end = args[args.length - 1].end;
  return { kind: "call", name, args, star: false, distinct: false, start: args[0].start, end };
}

/** @param {any} op @param {number} right @returns {Infix} */
function binary(op, right) {
  return (state, left) => {
    next(state);
    const operand = state.parse(state, right);
    return { kind: "binary", op, left, right: operand, start: left.start, end: operand.end };
  };
}

/** @param {any} op @returns {Infix} */
function comparison(op) {
  return binary(op, 7);
}

/** @param {"and" | "or"} op @param {number} level @returns {Infix} */
function logic(op, level) {
  return (state, left) => {
    next(state);
    const right = state.parse(state, level + 1);
    const terms = [left, right].flatMap((term) =>
      term.kind === "logic" && term.op === op ? term.terms : [term]
    );
    return { kind: "logic", op, terms, start: left.start, end: right.end };
  };
}

/** @type {Infix} */
function ternary(state, condition) {
  next(state);
  const then = state.parse(state, 1);
  takeOp(state, ":");
  return call("if", condition, then, state.parse(state, 1));
}

/** @type {Infix} */
function fallback(state, left) {
  next(state);
  return call("coalesce", left, state.parse(state, 3));
}

/** @type {Infix} */
function negated(state, operand) {
  next(state);
  const infix = peekInfix(state);
  const reader = infix?.[1];
  if (reader !== membership && reader !== between && reader !== like) {
    return fail(state, "expected 'in', 'between' or 'like' after 'not'");
  }
  return /** @type {Node} */ ({ ...reader(state, operand), negated: true });
}

/** @type {Infix} */
function membership(state, operand) {
  next(state);
  const list = state.parse(state, 7);
  return { kind: "in", operand, list, negated: false, start: operand.start, end: list.end };
}

/** @type {Infix} */
function between(state, operand) {
  next(state);
  const low = state.parse(state, 7);
  takeWord(state, "and");
  const high = state.parse(state, 7);
  return { kind: "between", operand, low, high, negated: false, start: operand.start, end: high.end };
}

/** @type {Infix} */
function like(state, operand) {
  const insensitive = next(state).value.toLowerCase() === "ilike";
  const pattern = state.parse(state, 7);
  return {
    kind: "like",
    operand,
    pattern,
    insensitive,
    negated: false,
    start: operand.start,
    end: pattern.end,
  };
}

/** @type {Infix} */
function is(state, operand) {
  next(state);
  const negated = isWord(state, "not") && Boolean(next(state));
  const start = operand.start;
  if (isWord(state, "null")) return { kind: "isNull", operand, negated, start, end: next(state).end };
  if (isWord(state, "true") || isWord(state, "false")) {
    const right = state.parse(state, 7);
    return { kind: "binary", op: negated ? "!=" : "=", left: operand, right, start, end: right.end };
  }
  if (!isWord(state, "distinct")) {
    return fail(state, "expected 'null', 'true', 'false' or 'distinct from' after 'is'");
  }
  next(state);
  takeWord(state, "from");
  const right = state.parse(state, 7);
  return { kind: "binary", op: negated ? "=" : "!=", left: operand, right, start, end: right.end };
}

/** @param {State} state @param {string} word @returns {boolean} */
function isWord(state, word) {
  const token = peek(state);
  return token.kind === "word" && token.value.toLowerCase() === word;
}
