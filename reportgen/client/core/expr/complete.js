/** What could be written at the cursor: columns, functions, words. */

import { FUNCTIONS, signature } from "./functions.js";
import { endsValue, tokenise } from "./tokenise.js";
import { writeName } from "./quote.js";
import { typeName } from "./types.js";

/**
 * @typedef {import("./types.js").Schema} Schema
 * @typedef {import("./types.js").FunctionRow} FunctionRow
 * @typedef {import("./tokenise.js").Token} Token
 * @typedef {"column" | "function" | "keyword" | "value"} Kind
 * @typedef {{label: string, insert: string, detail: string, kind: Kind}} Completion
 */

const MOST = 50;
const AFTER_VALUE = ["and", "or", "in", "not in", "between", "like", "is null", "is not null"];
const BEFORE_VALUE = ["not", "null", "true", "false", "case"];

/**
 * The words that fit at the cursor, best first, and the stretch of text that one of them replaces.
 * @param {string} text @param {number} cursor @param {Schema} schema
 * @param {{aggregates?: "no" | "yes" | "only"}} [options]
 * @returns {{from: number, to: number, items: Completion[]}}
 */
export function completions(text, cursor, schema, { aggregates = "no" } = {}) {
  const before = tokensBefore(text.slice(0, cursor));
  const typed = before.at(-1);
  if (typed?.kind === "text" || typed?.kind === "number") return { from: cursor, to: cursor, items: [] };
  const touching = typed !== undefined && typed.end === cursor && typed.kind !== "op";
  const from = touching ? typed.start : cursor;
  const word = touching ? typed.value : "";
  const to = touching ? endOfWord(text, cursor, typed.kind) : cursor;
  const rest = touching ? before.slice(0, -1) : before;
  const found = fitting(rest, touching ? typed.kind : "word", schema, aggregates);
  return { from, to, items: ranked(found, word).slice(0, MOST) };
}

/** An unfinished quote is a name that is being written. @param {string} text @returns {Token[]} */
function tokensBefore(text) {
  const { tokens, problem } = tokenise(text);
  if (!problem) return tokens.slice(0, -1);
  const { start } = problem;
  /** @type {Record<string, Token["kind"]>} */
  const kinds = { "'": "text", "`": "name", '"': "quoted" };
  const quote = text[start];
  const kind = kinds[quote];
  const value = text.slice(start + 1).replaceAll(quote + quote, quote);
  return kind ? [...tokens, { kind, value, start, end: text.length }] : tokens;
}

/**
 * Where the word ends that the cursor stands in.
 * @param {string} text @param {number} cursor @param {Token["kind"]} kind
 */
function endOfWord(text, cursor, kind) {
  const rest = text.slice(cursor);
  if (kind === "word") return cursor + (/^[\p{L}\p{M}\p{N}_]*/u.exec(rest)?.[0].length ?? 0);
  const quote = kind === "name" ? "`" : '"';
  // A closed name ends before the cursor; of an open one the rest of the text may belong to something else.
  return cursor + (rest.startsWith(quote) ? 1 : 0);
}

/**
 * @param {Token[]} before @param {Token["kind"]} kind @param {Schema} schema
 * @param {string} aggregates @returns {Completion[]}
 */
function fitting(before, kind, schema, aggregates) {
  const previous = before.at(-1);
  const chained = previous?.kind === "op" && previous.value === ".";
  const own = chained ? ownColumns(before.slice(0, -1), schema) : null;
  if (own) return own.map(columnItem);
  const columns = [...schema.columns.map(columnItem), ...addressItems(schema)];
  if (kind === "quoted" || kind === "name") return columns;
  const functions = FUNCTIONS.filter((row) => row.kind === "scalar" || aggregates !== "no");
  if (chained) return functions.filter(({ params }) => params.length > 0).map(functionAfterPoint);
  if (endsValue(previous)) return AFTER_VALUE.map(keywordItem);
  const calls = functions.map(functionItem);
  return [...columns, ...(aggregates === "no" ? [] : [COUNT]), ...calls, ...BEFORE_VALUE.map(keywordItem)];
}

/**
 * The columns of the compared table that is named last, or of all where a star is; null where none is.
 * @param {Token[]} before @param {Schema} schema
 */
function ownColumns(before, { columns, members }) {
  const named = before.at(-1);
  if (!members || !named) return null;
  if (named.kind === "op" && named.value === "*" && !endsValue(before.at(-2))) {
    const all = new Map(members.columns.flat().map((column) => [column.name, column]));
    return [...all.values()];
  }
  const { value } = named;
  const isName = named.kind !== "op" && Object.hasOwn(members.names, value);
  return isName && !columns.some(({ name }) => name === value) ? members.columns[members.names[value]] : null;
}

/** The compared tables, by their labels. @param {Schema} schema @returns {Completion[]} */
function addressItems({ members }) {
  if (!members) return [];
  const labels = Object.entries(members.names).filter(([name]) => !/^\d+$/.test(name))
    .sort(([, one], [, other]) => one - other);
  return [
    ...labels.map(([label, index]) => ({
      label,
      insert: `${writeName(label)}.`,
      detail: `table ${index}: ${index}.column`,
      kind: /** @type {const} */ ("column"),
    })),
    { label: "*", insert: "*.", detail: "all tables that are shown", kind: "column" },
  ];
}

/** @type {Completion} */
const COUNT = { label: "count", insert: "count", detail: "the number of rows", kind: "function" };

/** @param {import("./types.js").Column} column @returns {Completion} */
function columnItem({ name, type }) {
  return { label: name, insert: writeName(name), detail: typeName(type), kind: "column" };
}

/** @param {FunctionRow} row @returns {Completion} */
function functionItem(row) {
  return {
    label: row.name,
    insert: `${row.name}(`,
    detail: `${signature(row)}: ${row.doc}`,
    kind: "function",
  };
}

/** After a point, what stands before it is the first value. @param {FunctionRow} row @returns {Completion} */
function functionAfterPoint(row) {
  const alone = row.params.slice(1).every(({ optional }) => optional);
  return { ...functionItem(row), insert: alone ? row.name : `${row.name}(` };
}

/** @param {string} word @returns {Completion} */
function keywordItem(word) {
  return { label: word, insert: word, detail: "", kind: "keyword" };
}

/**
 * Those that start with the word, then those that hold it.
 * @param {Completion[]} items @param {string} word
 */
function ranked(items, word) {
  const wanted = word.toLowerCase();
  const rank = (/** @type {Completion} */ { label }) => label.toLowerCase().indexOf(wanted);
  const starting = items.filter((item) => rank(item) === 0);
  return wanted === "" ? starting : [...starting, ...items.filter((item) => rank(item) > 0)];
}
