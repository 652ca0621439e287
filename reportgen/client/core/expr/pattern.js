/** What is wrong with a written pattern: the engine would fail on it, and with it the whole panel. */

/**
 * @typedef {object} Reader
 * @property {string} text
 * @property {number} at
 * @property {number} depth
 * @property {number} groups those that are numbered
 */

const PROPERTY =
  /\\[pP](?:[LMNPSZC]|\{(?:L[ultmo]?|N[dlo]?|[MPSZ]|Latin|Greek|Cyrillic|Arabic|Hebrew|Han)\})/y;
const CHARACTER = /\\(?:[tnrfv]|x[0-7][0-9a-fA-F]|[ !-/:-@[-`{-~])|[^\\]/suy;
const SHORTHAND = /\\[dDsSwW]/y;
const ANCHOR = /\^|\$|\\[bBAz]/y;
const QUANTIFIER = /(?:[*+?]|\{(\d{1,3})(?:(,)(\d{1,3})?)?\})\??/y;
const FLAGS = /\(\?[imsU]{1,4}\)/y;
const GROUP = /\((?:\?(?::|[imsU]{1,4}:|P<[A-Za-z_]\w{0,30}>))?/y;
const NAMED_CLASS =
  /\[:\^?(?:alnum|alpha|ascii|blank|cntrl|digit|graph|lower|print|punct|space|upper|word|xdigit):\]/y;

const LONGEST = 1000;
const MAX_COST = 2000;

class PatternError extends Error {}

/**
 * Of the engine's regular expressions (RE2), those that it is sure to take, without great cost.
 * @param {string} text @returns {string | null}
 */
export function patternProblem(text) {
  if (text.length > LONGEST) return `is too long (at most ${LONGEST} characters)`;
  try {
    const reader = { text, at: 0, depth: 0, groups: 0 };
    const cost = readAlternatives(reader);
    if (reader.at < text.length) return "has a ')' without a '('";
    return cost > MAX_COST ? "repeats too much" : null;
  } catch (error) {
    if (error instanceof PatternError) return error.message;
    throw error;
  }
}

/** How many groups of a right pattern are numbered. @param {string} text @returns {number} */
export function groupCount(text) {
  const reader = { text, at: 0, depth: 0, groups: 0 };
  readAlternatives(reader);
  return reader.groups;
}

/** @param {Reader} reader @param {RegExp} pattern sticky @returns {RegExpExecArray | null} */
function take(reader, pattern) {
  pattern.lastIndex = reader.at;
  const found = pattern.exec(reader.text);
  if (found) reader.at += found[0].length;
  return found;
}

/** @param {string} message @returns {never} */
function fail(message) {
  throw new PatternError(message);
}

/** Each reader returns what the engine's program for it costs. @param {Reader} reader @returns {number} */
function readAlternatives(reader) {
  if (++reader.depth > 50) fail("is nested too deeply");
  let cost = 1;
  while (reader.at < reader.text.length && reader.text[reader.at] !== ")") {
    if (reader.text[reader.at] === "|") {
      reader.at++;
      cost++;
    } else {
      cost += readRepeated(reader);
    }
  }
  reader.depth--;
  return cost;
}

/** @param {Reader} reader @returns {number} */
function readRepeated(reader) {
  if (take(reader, FLAGS)) return 1;
  if (take(reader, ANCHOR)) return 1;
  const cost = readAtom(reader);
  const found = take(reader, QUANTIFIER);
  if (!found) return cost;
  const [, low, comma, high] = found;
  if (high !== undefined && Number(high) < Number(low)) {
    fail(`has a range {${low},${high}} the wrong way round`);
  }
  const times = low === undefined ? 1 : Math.max(1, Number(high ?? low)) + (comma ? 1 : 0);
  return cost * times + 1;
}

/** @param {Reader} reader @returns {number} */
function readAtom(reader) {
  const character = reader.text[reader.at];
  if (character === "(") return readGroup(reader);
  if (character === "[") return readClass(reader);
  if ("*+?{".includes(character)) {
    fail(`has a '${character}' with nothing to repeat before it; a plain one is written '\\${character}'`);
  }
  if (take(reader, PROPERTY)) return 100;
  if (take(reader, SHORTHAND) || character === "." && take(reader, CHARACTER)) return 10;
  return take(reader, CHARACTER)
    ? 1
    : fail(`has an unknown escape '${reader.text.slice(reader.at, reader.at + 2)}'`);
}

/** @param {Reader} reader @returns {number} */
function readGroup(reader) {
  if (
    reader.text.startsWith("(?", reader.at) &&
    !/^\(\?(?::|[imsU]{1,4}:|P<[A-Za-z_]\w{0,30}>)/.test(reader.text.slice(reader.at, reader.at + 40))
  ) {
    fail("has a group of a kind that is not supported (as looking ahead or behind)");
  }
  const [opening] = /** @type {RegExpExecArray} */ (take(reader, GROUP));
  if (opening === "(" || opening.startsWith("(?P")) reader.groups++;
  const cost = readAlternatives(reader);
  if (reader.text[reader.at] !== ")") fail("has a '(' without a ')'");
  reader.at++;
  return cost + 2;
}

/** @param {Reader} reader @returns {number} */
function readClass(reader) {
  reader.at += reader.text.startsWith("[^", reader.at) ? 2 : 1;
  let [cost, low] = [10, ""];
  for (let first = true; first || reader.text[reader.at] !== "]"; first = false) {
    if (reader.at >= reader.text.length || reader.text[reader.at] === "]") {
      fail("has a '[' without characters and a ']'");
    }
    const ranged = low && reader.text[reader.at] === "-" && (reader.text[reader.at + 1] ?? "]") !== "]";
    if (ranged) reader.at++;
    if (take(reader, NAMED_CLASS) || take(reader, PROPERTY) || take(reader, SHORTHAND)) {
      if (ranged) fail("has a range that ends in a class");
      [cost, low] = [cost + 100, ""];
      continue;
    }
    const found = take(reader, CHARACTER)?.[0] ?? fail("has an unknown escape in '[…]'");
    if (ranged && codeOf(found) < codeOf(low)) fail(`has a range '${low}-${found}' the wrong way round`);
    low = ranged ? "" : found;
    cost++;
  }
  reader.at++;
  return cost;
}

/** @type {Record<string, number>} */
const CONTROL = { t: 9, n: 10, v: 11, f: 12, r: 13 };

/** @param {string} character as it is written @returns {number} */
function codeOf(character) {
  if (character[0] !== "\\") return /** @type {number} */ (character.codePointAt(0));
  if (character[1] === "x" && character.length > 2) return parseInt(character.slice(2), 16);
  return CONTROL[character[1]] ?? character.charCodeAt(1);
}

/** What is wrong with the replacement of a match. @param {string} text @returns {string | null} */
export function replacementProblem(text) {
  const lone = /\\(?!\d)/.test(text.replaceAll("\\\\", ""));
  return lone ? "has a '\\' that is no group such as \\1; a plain one is written twice" : null;
}

/** The last group that a replacement names. @param {string} text @returns {number} */
export function lastGroup(text) {
  const named = text.replaceAll("\\\\", "").matchAll(/\\(\d)/g);
  return Math.max(0, ...[...named].map(([, digit]) => Number(digit)));
}

/** What is wrong with a format of dates. @param {string} text @returns {string | null} */
export function formatProblem(text) {
  if (text.length > 100) return "is too long (at most 100 characters)";
  for (const [specifier] of text.matchAll(/%-?.?/gsu)) {
    if (!/^%(?:[aAbBdfgGHIjmMnpSuUVwWyY%]|-[dHIjmMSy])$/.test(specifier)) {
      return `has an unknown part '${specifier}'; among the known are %Y %m %d %H %M %S %f %j %a %b`;
    }
  }
  return null;
}
