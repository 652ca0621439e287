/** Functions of texts. None can make a text much longer than what it is given. */

import { clampSql, FAR, first, plain, scalars, sliceSql, written } from "./sql_parts.js";
import { BOOLEAN, INTEGER, TEXT } from "./types.js";

/**
 * @typedef {import("./types.js").FunctionRow} FunctionRow
 * @typedef {import("./types.js").Param} Param
 * @typedef {import("./types.js").Type} Type
 * @typedef {import("./types.js").Typed} Typed
 */

/** @type {Param} */
const S = { name: "text", type: "text" };
/** @type {Param} */
const PART = { name: "part", type: "text" };
/** @type {Param} */
const CHARACTERS = { name: "characters", type: "text", optional: true };
/** @type {Param} */
const REPLACEMENT = { name: "replacement", type: "text", literal: true };
/** @type {Type} */
const TEXTS = { kind: "list", item: TEXT };

/** Longest text that `repeat`, `lpad` and `rpad` make. */
const LONGEST = 1000;

/** Each match becomes the replacement. @param {Typed[]} args */
function replaceGrowth([text, part, replacement]) {
  const factor = Math.max(1, Math.ceil(written(replacement).length / Math.max(1, written(part).length)));
  return { cells: text.growth.cells * factor, chars: text.growth.chars * factor };
}

/** @param {"lpad" | "rpad"} name */
function pad(name) {
  return (/** @type {string[]} */ [text, width, filler]) =>
    `${name}(${text}, CAST(${clampSql(width, 0, LONGEST)} AS INTEGER), ${filler ?? "' '"})`;
}

/** @type {Param[]} */
const PAD = [S, { name: "width", type: "integer" }, {
  name: "filler",
  type: "text",
  optional: true,
  literal: true,
  check: (value) => value === "" ? "is empty" : null,
}];

/** @type {Partial<FunctionRow>} */
const PADDED = { growth: () => ({ cells: 0, chars: LONGEST }) };

export const TEXT_FUNCTIONS = scalars([
  {
    name: "lower",
    params: [S],
    result: TEXT,
    sql: plain("lower"),
    doc: "In lower case.",
    example: ["lower('Bee')", "bee"],
  },
  {
    name: "upper",
    params: [S],
    result: TEXT,
    sql: plain("upper"),
    doc: "In upper case.",
    example: ["upper('Bee')", "BEE"],
  },
  {
    name: "strip",
    aliases: ["trim"],
    params: [S, CHARACTERS],
    result: TEXT,
    sql: plain("trim"),
    doc: "Without spaces (or the given characters) at both ends.",
    example: ["strip('  a ')", "a"],
    growth: first,
  },
  {
    name: "lStrip",
    aliases: ["ltrim"],
    params: [S, CHARACTERS],
    result: TEXT,
    sql: plain("ltrim"),
    doc: "Without spaces (or the given characters) at the start.",
    example: ["lStrip('xxa', 'x')", "a"],
    growth: first,
  },
  {
    name: "rStrip",
    aliases: ["rtrim"],
    params: [S, CHARACTERS],
    result: TEXT,
    sql: plain("rtrim"),
    doc: "Without spaces (or the given characters) at the end.",
    example: ["rStrip('a  ')", "a"],
    growth: first,
  },
  {
    name: "startsWith",
    aliases: ["starts_with"],
    params: [S, PART],
    result: BOOLEAN,
    sql: plain("starts_with"),
    doc: "Whether the text starts with the part.",
    example: ["startsWith('bee', 'be')", true],
  },
  {
    name: "endsWith",
    aliases: ["ends_with"],
    params: [S, PART],
    result: BOOLEAN,
    sql: plain("suffix"),
    doc: "Whether the text ends with the part.",
    example: ["endsWith('bee', 'ee')", true],
  },
  {
    name: "contains",
    params: [S, PART],
    result: BOOLEAN,
    sql: plain("contains"),
    doc: "Whether the text holds the part, letter for letter.",
    example: ["contains('bumblebee', 'ble')", true],
    onList: "list_contains",
  },
  {
    name: "find",
    aliases: ["indexOf"],
    params: [S, PART],
    result: INTEGER,
    sql: ([s, part]) => `CAST(strpos(${s}, ${part}) - 1 AS BIGINT)`,
    doc: "Where the part first stands in the text, from 0; -1 if it does not.",
    example: ["find('abc', 'c')", 2],
  },
  {
    name: "replace",
    params: [S, PART, REPLACEMENT],
    result: TEXT,
    sql: plain("replace"),
    doc: "With every such part replaced.",
    example: ["replace('a-b-c', '-', '+')", "a+b+c"],
    growth: replaceGrowth,
  },
  {
    name: "slice",
    params: [S, { name: "start", type: "integer" }, { name: "end", type: "integer", optional: true }],
    result: TEXT,
    // The page keeps texts that recur as an ENUM, which the engine does not slice.
    sql: ([text, ...ends]) => sliceSql([`CAST(${text} AS VARCHAR)`, ...ends]),
    doc: "The characters from a position to before another; both count from 0, negative ones from the end.",
    example: ["slice('abcde', 1, -1)", "bcd"],
    growth: first,
    onList: "list_slice",
  },
  {
    name: "substring",
    aliases: ["substr"],
    params: [S, { name: "start", type: "integer" }, { name: "length", type: "integer", optional: true }],
    result: TEXT,
    sql: ([s, from, n]) =>
      `substring(${s}, ${clampSql(from, -FAR, FAR)}${n === undefined ? "" : `, ${clampSql(n, 0, FAR)}`})`,
    doc: "So many characters from a position that counts from 1, as in SQL.",
    example: ["substring('abcde', 2, 3)", "bcd"],
    growth: first,
  },
  {
    name: "split",
    params: [S, { name: "separator", type: "text" }],
    result: TEXTS,
    sql: plain("string_split"),
    doc: "The parts between separators.",
    example: ["split('a,b', ',')", ["a", "b"]],
    growth: first,
  },
  {
    name: "append",
    params: [S, { name: "end", type: "text" }],
    result: TEXT,
    sql: ([a, b]) => `(${a} || ${b})`,
    doc: "The text, then the other.",
    example: ["append('a', 'b')", "ab"],
  },
  {
    name: "prepend",
    params: [S, { name: "start", type: "text" }],
    result: TEXT,
    sql: ([a, b]) => `(${b} || ${a})`,
    doc: "The other, then the text.",
    example: ["prepend('a', 'b')", "ba"],
  },
  {
    name: "concat",
    params: [{ name: "value", type: "string", rest: true }],
    result: TEXT,
    sql: plain("concat"),
    doc: "All the values as one text; nulls add nothing.",
    example: ["concat('a', 1, null)", "a1"],
  },
  {
    name: "repeat",
    params: [S, { name: "count", type: "integer" }],
    result: TEXT,
    sql: ([s, n]) => `repeat(left(${s}, 100), ${clampSql(n, 0, 100)})`,
    doc: "The text (at most its first 100 characters) so many times (at most 100).",
    example: ["repeat('ab', 3)", "ababab"],
    growth: () => ({ cells: 0, chars: 10_000 }),
  },
  {
    name: "lpad",
    params: PAD,
    result: TEXT,
    sql: pad("lpad"),
    doc: "Filled up at the start, or cut, to a width (at most 1000).",
    example: ["lpad('7', 3, '0')", "007"],
    ...PADDED,
  },
  {
    name: "rpad",
    params: PAD,
    result: TEXT,
    sql: pad("rpad"),
    doc: "Filled up at the end, or cut, to a width (at most 1000).",
    example: ["rpad('a', 3, '.')", "a.."],
    ...PADDED,
  },
  {
    name: "levenshtein",
    params: [{ name: "a", type: "text" }, { name: "b", type: "text" }],
    result: INTEGER,
    sql: ([a, b]) =>
      `CASE WHEN length(${a}) <= 1000 AND length(${b}) <= 1000 THEN levenshtein(${a}, ${b}) END`,
    doc: "How many characters to insert, delete or replace; null for a text of more than 1000.",
    example: ["levenshtein('kitten', 'sitting')", 3],
  },
]);
