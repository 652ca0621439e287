/** The parts of the grammar that stand between operators: values, names, calls, chains. */

import { fail, failExpected, isOp, next, peek, takeOp, takeWord } from "./parse_state.js";

/**
 * @typedef {import("./types.js").Node} Node
 * @typedef {import("./parse_state.js").State} State
 */

/**
 * An operand with its prefix operators and its chain of `.x`, `[i]`, `::t`.
 * @param {State} state @returns {Node}
 */
export function parsePrefix(state) {
  const { kind, value, start } = peek(state);
  if (kind === "op" && value in PREFIX) {
    next(state);
    return unary(PREFIX[value], state.parse(state, 10), start);
  }
  if (kind === "op" && value === "+") return (next(state), state.parse(state, 10));
  if (kind === "word" && value.toLowerCase() === "not") {
    next(state);
    return unary("not", state.parse(state, 5), start);
  }
  let node = parseOperand(state);
  for (let longer = parseSuffix(state, node); longer; longer = parseSuffix(state, node)) node = longer;
  return node;
}

/** @type {Record<string, "not" | "-">} */
const PREFIX = { "-": "-", "−": "-", "!": "not" };

/** @param {"not" | "-"} op @param {Node} operand @param {number} start @returns {Node} */
function unary(op, operand, start) {
  return { kind: "unary", op, operand, start, end: operand.end };
}

/** @param {State} state @param {Node} node @returns {Node | null} */
function parseSuffix(state, node) {
  const start = node.start;
  if (isOp(state, ".")) {
    next(state);
    return parseMember(state, node);
  }
  if (isOp(state, "[")) {
    next(state);
    const index = state.parse(state, 0);
    if (isOp(state, ":")) {
      fail(state, "a list is indexed by one number", "for a part of a text write slice(text, start, end)");
    }
    return { kind: "index", object: node, index, start, end: takeOp(state, "]").end };
  }
  if (isOp(state, "::")) {
    next(state);
    const to = takeName(state, "a type");
    return { kind: "cast", operand: node, to: to.value.toLowerCase(), start, end: to.end };
  }
  return null;
}

/** @param {State} state @param {Node} object @returns {Node} */
function parseMember(state, object) {
  const name = takeName(state, "a name");
  const args = isOp(state, "(") ? parseArguments(state) : null;
  return {
    kind: "member",
    object,
    name: name.value,
    args: args?.items ?? null,
    start: object.start,
    end: args?.end ?? name.end,
  };
}

/** @param {State} state @param {string} what */
function takeName(state, what) {
  const { kind } = peek(state);
  return kind === "word" || kind === "quoted" || kind === "name" ? next(state) : failExpected(state, what);
}

/** `( a, b )` @param {State} state @returns {{items: Node[], end: number}} */
function parseArguments(state) {
  takeOp(state, "(");
  return parseItems(state, ")");
}

/** Expressions between commas, up to a closing bracket. @param {State} state @param {string} close */
function parseItems(state, close) {
  const items = [];
  while (!isOp(state, close)) {
    items.push(state.parse(state, 0));
    if (!isOp(state, ",")) break;
    next(state);
  }
  return { items, end: takeOp(state, close).end };
}

/** @param {State} state @returns {Node} */
function parseOperand(state) {
  const token = peek(state);
  const { start, end, value } = token;
  if (token.kind === "number") {
    next(state);
    return /^\d+$/.test(value) && startsColumn(state)
      ? parseTableColumn(state, value, start)
      : { kind: "number", text: value, start, end };
  }
  if (token.kind === "text") return (next(state), { kind: "text", value, start, end });
  if (token.kind === "quoted") return (next(state), { kind: "quoted", value, start, end });
  if (token.kind === "name") return (next(state), { kind: "column", name: value, start, end });
  if (token.kind === "word") return parseWord(state);
  if (token.kind === "op" && value in BRACKETS) return BRACKETS[value](state, start);
  return failExpected(state, "a value");
}

/** @type {Record<string, (state: State, start: number) => Node>} */
const BRACKETS = {
  "(": parseParentheses,
  "[": (state, start) => {
    next(state);
    return { kind: "list", ...parseItems(state, "]"), start };
  },
  "*": (state, start) => {
    next(state);
    return startsColumn(state) ? parseTableColumn(state, "*", start) : failExpected(state, "a value");
  },
};

/**
 * `(a)` is a; `(a, b)` is a list, as it stands after `in`.
 * @param {State} state @param {number} start @returns {Node}
 */
function parseParentheses(state, start) {
  const before = state.tokens[state.at - 1];
  const afterIn = before?.kind === "word" && before.value.toLowerCase() === "in";
  next(state);
  const { items, end } = parseItems(state, ")");
  if (items.length === 0 && !afterIn) fail(state, "the parentheses are empty");
  return items.length === 1 && !afterIn ? { ...items[0], start, end } : { kind: "list", items, start, end };
}

/** @param {State} state @returns {boolean} whether `.name` or `["name"]` comes next */
function startsColumn(state) {
  const { kind } = peek(state, 1);
  if (isOp(state, ".")) return kind === "word" || kind === "quoted" || kind === "name";
  return isOp(state, "[") && (kind === "text" || kind === "quoted") && isOp(state, "]", 2);
}

/**
 * The column after `row`, `0` or `*`.
 * @param {State} state @param {string | null} table @param {number} start @returns {Node}
 */
function parseTableColumn(state, table, start) {
  const bracket = next(state).value === "[";
  const name = next(state);
  const end = bracket ? next(state).end : name.end;
  return { kind: "column", name: name.value, ...(table === null ? {} : { table }), start, end };
}

/** @param {State} state @returns {Node} */
function parseWord(state) {
  const { value, start, end } = next(state);
  const word = value.toLowerCase();
  if (word === "true" || word === "false") return { kind: "boolean", value: word === "true", start, end };
  if (word === "null") return { kind: "null", start, end };
  if (word === "case") return parseCase(state, start);
  if (word === "cast" && isOp(state, "(")) return parseCast(state, start);
  if (isOp(state, "(")) return parseCall(state, value, start);
  if (word === "row" && startsColumn(state)) return parseTableColumn(state, null, start);
  if (OPERATOR_WORDS.has(word)) {
    state.at--;
    return failExpected(state, "a value", `a column of this name stands in double quotes: "${value}"`);
  }
  return { kind: "column", name: value, start, end };
}

const OPERATOR_WORDS = new Set(
  "and or not in is like ilike between when then else end distinct cast as".split(" "),
);

/** @param {State} state @param {string} name @param {number} start @returns {Node} */
function parseCall(state, name, start) {
  if (isOp(state, "*", 1) && isOp(state, ")", 2)) {
    next(state);
    next(state);
    return { kind: "call", name, args: [], star: true, distinct: false, start, end: next(state).end };
  }
  const word = peek(state, 1);
  const distinct = word.kind === "word" && word.value.toLowerCase() === "distinct" && !isOp(state, ")", 2);
  if (distinct) state.tokens = state.tokens.filter((token) => token !== word);
  const { items, end } = parseArguments(state);
  return { kind: "call", name, args: items, star: false, distinct, start, end };
}

/** @param {State} state @param {number} start @returns {Node} */
function parseCast(state, start) {
  takeOp(state, "(");
  const operand = state.parse(state, 0);
  takeWord(state, "as");
  const to = takeName(state, "a type").value.toLowerCase();
  return { kind: "cast", operand, to, start, end: takeOp(state, ")").end };
}

/** @param {State} state @param {number} start @returns {Node} */
function parseCase(state, start) {
  const operand = isKeyword(state, "when") ? null : state.parse(state, 0);
  const whens = [];
  do {
    takeWord(state, "when");
    const when = state.parse(state, 0);
    takeWord(state, "then");
    whens.push({ when, then: state.parse(state, 0) });
  } while (isKeyword(state, "when"));
  const otherwise = isKeyword(state, "else") ? (next(state), state.parse(state, 0)) : null;
  return { kind: "case", operand, whens, otherwise, start, end: takeWord(state, "end").end };
}

/** @param {State} state @param {string} word @returns {boolean} */
function isKeyword(state, word) {
  const token = peek(state);
  return token.kind === "word" && token.value.toLowerCase() === word;
}
