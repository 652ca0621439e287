/** Functions of texts and patterns: regular expressions and classes of characters. */

import { groupCount, lastGroup, patternProblem, replacementProblem } from "./pattern.js";
import { first, plain, scalars, written } from "./sql_parts.js";
import { BOOLEAN, TEXT } from "./types.js";

/**
 * @typedef {import("./types.js").Param} Param
 * @typedef {import("./types.js").Typed} Typed
 */

/** @type {Param} */
const S = { name: "text", type: "text" };
/** @type {Param} */
const PATTERN = { name: "pattern", type: "text", literal: true, check: patternProblem };
/** @type {Param} */
const GROUP = { name: "group", type: "integer", optional: true, literal: true, choices: [..."0123456789"] };
/** @type {Param} */
const REPLACEMENT = { name: "replacement", type: "text", literal: true, check: replacementProblem };

/** A pattern can match between all characters, and the replacement repeat the match. @param {Typed[]} args */
function patternGrowth([text, , replacement]) {
  const factor = 2 * written(replacement).length + 1;
  return { cells: text.growth.cells * factor, chars: (text.growth.chars + 1) * factor };
}

/** @param {Typed} pattern @param {number} group @returns {string | null} */
function groupProblem(pattern, group) {
  const groups = groupCount(written(pattern));
  return group > groups
    ? `the pattern has ${groups} groups in parentheses, and number ${group} is asked for`
    : null;
}

/** @param {string} pattern that the whole text must match */
function matching(pattern) {
  return (/** @type {string[]} */ [s]) => `regexp_full_match(${s}, '${pattern}')`;
}

export const PATTERN_FUNCTIONS = scalars([
  {
    name: "isAlpha",
    params: [S],
    result: BOOLEAN,
    sql: matching("\\pL+"),
    doc: "Whether there are letters, and only letters.",
    example: ["isAlpha('Bee')", true],
  },
  {
    name: "isNumeric",
    params: [S],
    result: BOOLEAN,
    sql: matching("\\pN+"),
    doc: "Whether there are digits, and only digits.",
    example: ["isNumeric('42')", true],
  },
  {
    name: "isAlnum",
    params: [S],
    result: BOOLEAN,
    sql: matching("[\\pL\\pN]+"),
    doc: "Whether there are letters and digits, and nothing else.",
    example: ["isAlnum('a1')", true],
  },
  {
    name: "matches",
    aliases: ["regexp_matches"],
    params: [S, PATTERN],
    result: BOOLEAN,
    sql: plain("regexp_matches"),
    doc: "Whether the regular expression is found in the text.",
    example: ["matches('img_007', '[0-9]{3}')", true],
  },
  {
    name: "regexp_extract",
    params: [S, PATTERN, GROUP],
    result: TEXT,
    sql: plain("regexp_extract"),
    check: ([, pattern, group]) => groupProblem(pattern, group ? Number(written(group)) : 0),
    doc: "The first match of a regular expression, or of one of its groups; an empty text if there is none.",
    example: ["regexp_extract('img_007', '([a-z]+)_([0-9]+)', 2)", "007"],
    growth: first,
  },
  {
    name: "regexp_replace",
    params: [S, PATTERN, REPLACEMENT],
    result: TEXT,
    sql: (args) => `regexp_replace(${args.join(", ")}, 'g')`,
    check: ([, pattern, replacement]) => groupProblem(pattern, lastGroup(written(replacement))),
    doc: "With every match replaced; \\0 in the replacement is the match, \\1 its first group.",
    example: ["regexp_replace('a1b22', '[0-9]+', '#')", "a#b#"],
    growth: patternGrowth,
  },
]);
