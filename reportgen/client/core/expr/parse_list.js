/** The comma lists of a panel's options: what to group by, to sort by, to show. */

import { isGlob } from "./glob.js";
import { parseTokens, readTokens } from "./parse.js";
import { problem } from "./types.js";

/**
 * @typedef {import("./types.js").Node} Node
 * @typedef {import("./types.js").Problem} Problem
 * @typedef {import("./tokenise.js").Token} Token
 *
 * @typedef {object} Item
 * @property {string} text as it was written
 * @property {number} start
 * @property {number} end
 * @property {Node | null} tree null for a pattern, and where it cannot be parsed
 * @property {string} [glob] a pattern of column names
 * @property {boolean} [exclude] the columns are left out
 * @property {string} [alias]
 * @property {"asc" | "desc"} [dir]
 * @property {"first" | "last"} [nulls]
 *
 * @typedef {Omit<Item, "text" | "start" | "end"> & {problems: Problem[]}} Parsed
 */

/**
 * Items that cannot be parsed are left out and reported.
 * @param {string} text @param {{kind: "group" | "sort" | "columns"}} options
 * @returns {{items: Item[], problems: Problem[]}}
 */
export function parseList(text, { kind }) {
  const { tokens, problem: unreadable } = readTokens(text);
  if (unreadable) return { items: [], problems: [unreadable] };
  const items = [];
  const problems = [];
  for (const slice of splitAtCommas(tokens)) {
    const { problems: found, ...item } = parseItem(slice, text, kind);
    problems.push(...found);
    if (found.length > 0) continue;
    const [start, end] = [slice[0].start, slice[slice.length - 2].end];
    items.push({ text: text.slice(start, end), start, end, ...item });
  }
  return { items, problems };
}

/** @param {Token[]} tokens @returns {Token[][]} each ends with one of kind `end` */
function splitAtCommas(tokens) {
  const slices = [];
  let [first, depth] = [0, 0];
  for (let i = 0; i < tokens.length; i++) {
    const { kind, value, start } = tokens[i];
    if (kind === "op" && "([".includes(value)) depth++;
    if (kind === "op" && ")]".includes(value)) depth--;
    if (kind !== "end" && !(kind === "op" && value === "," && depth <= 0)) continue;
    /** @type {Token} */
    const end = { kind: "end", value: "", start, end: start };
    // Nothing at all, and nothing after the last comma, is no item.
    if (kind !== "end" || i > first) slices.push([...tokens.slice(first, i), end]);
    first = i + 1;
  }
  return slices;
}

/**
 * @param {Token[]} tokens @param {string} text @param {"group" | "sort" | "columns"} kind @returns {Parsed}
 */
function parseItem(tokens, text, kind) {
  if (tokens.length === 1) return wrong("there is nothing before this comma", tokens[0]);
  if (kind === "sort") return parseSortItem(tokens);
  if (kind === "columns") return parseColumnItem(tokens, text);
  return parseTree(tokens);
}

/** @param {Token[]} tokens @returns {Parsed} */
function parseTree(tokens) {
  const { tree, problems } = parseTokens(tokens);
  return { tree, problems };
}

/** @param {string} message @param {Token} token @param {string} [help] @returns {Parsed} */
function wrong(message, token, help) {
  return { tree: null, problems: [problem("expression-syntax", message, token, help)] };
}

/** `expr [asc | desc] [nulls first | nulls last]` @param {Token[]} tokens @returns {Parsed} */
function parseSortItem(tokens) {
  const rest = tokens.slice(0, -1);
  /** @type {Partial<Item>} */
  const order = {};
  if (word(rest.at(-2)) === "nulls" && rest.length > 2) {
    const place = word(rest.at(-1));
    if (place !== "first" && place !== "last") {
      return wrong("expected 'first' or 'last' after 'nulls'", /** @type {Token} */ (rest.at(-1)));
    }
    order.nulls = place;
    rest.splice(-2);
  }
  const dir = word(rest.at(-1));
  if ((dir === "asc" || dir === "desc") && rest.length > 1) {
    order.dir = dir;
    rest.pop();
  }
  return { ...parseTree([...rest, tokens[tokens.length - 1]]), ...order };
}

/** @param {Token | undefined} token @returns {string} */
function word(token) {
  return token?.kind === "word" ? token.value.toLowerCase() : "";
}

/**
 * `name`, `score_*`, `*`, `-name`, `-score_*`, `expr`, `expr as name`
 * @param {Token[]} tokens @param {string} text
 */
function parseColumnItem(tokens, text) {
  const end = tokens[tokens.length - 1];
  const exclude = tokens[0].kind === "op" && tokens[0].value === "-";
  const named = exclude ? tokens.slice(1) : tokens;
  const written = text.slice(named[0].start, named[Math.max(named.length - 2, 0)].end);
  if (named.length > 1 && isGlob(written)) {
    return { tree: null, glob: written, ...(exclude ? { exclude } : {}), problems: [] };
  }
  if (exclude && isName(named)) return { ...parseTree(named), exclude };
  const as = tokens.length - 3;
  if (as < 1 || word(tokens[as]) !== "as") return parseTree(tokens);
  const alias = tokens[as + 1];
  if (!["word", "quoted", "name"].includes(alias.kind)) return wrong("expected a name after 'as'", alias);
  return { ...parseTree([...tokens.slice(0, as), { ...end, start: tokens[as].start }]), alias: alias.value };
}

/** Whether the tokens are one name, quoted or not, or `a.b`. @param {Token[]} tokens @returns {boolean} */
function isName(tokens) {
  return tokens.slice(0, -1).every(({ kind, value }, i) =>
    i % 2 === 0 ? kind === "word" || kind === "quoted" || kind === "name" : value === "."
  ) && tokens.length % 2 === 0;
}
