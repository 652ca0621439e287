/** Formats as texts: `percent(1)`, `bar(fixed(2))`, `diff("the reference", words)`. */

import { didYouMean } from "../../expr/index.js";
import { splitOutside, unquoted } from "../../spec/column_items.js";
import { usualDecimals } from "./currency.js";
import { SECONDS } from "./numbers.js";
import { readPattern } from "./pattern.js";

/**
 * @typedef {import("./types.js").Format} Format
 * @typedef {{message: string, help?: string, start: number, end: number}} Fault
 * @typedef {{text: string, start: number}} Argument
 * @typedef {{format: Format, fault: null} | {format: null, fault: Fault}} Read
 *
 * @typedef {object} Kind
 * @property {string} of what kinds of values it can show, a key of `VALUES`
 * @property {string} what it does, in a few words
 * @property {number} most arguments
 * @property {(args: Argument[]) => Partial<Format> | Fault} read
 * @property {(format: Format) => string[]} write the arguments, none that is as usual
 */

/** Kinds of columns by the kinds of formats that show them. @type {Record<string, Set<string>>} */
const VALUES = {
  numbers: new Set(["integer", "float", "decimal"]),
  dates: new Set(["timestamp", "date"]),
  times: new Set(["timestamp", "time"]),
  texts: new Set(["text"]),
  parts: new Set(["text", "list", "struct", "map", "mixed"]),
};

export const UNITS = ["characters", "words", "lines"];
/** What texts of compared tables can be marked by. */
export const MARKS = [...UNITS, "nothing"];
const MOST_DIGITS = 15;

/** @returns {Pick<Kind, "most" | "read" | "write">} */
function plain() {
  return { most: 0, read: () => ({}), write: () => [] };
}

/** A number of decimals. @param {number} usual @returns {Pick<Kind, "most" | "read" | "write">} */
function decimals(usual) {
  return {
    most: 1,
    read([first]) {
      if (!first) return {};
      const digits = /^\d{1,2}$/.test(first.text) ? Number(first.text) : -1;
      if (digits >= 0 && digits <= MOST_DIGITS) return { digits };
      return faulty(
        first,
        `'${first.text}' is no number of digits`,
        `give a whole number from 0 to ${MOST_DIGITS}`,
      );
    },
    write: ({ digits }) => digits === undefined || digits === usual ? [] : [String(digits)],
  };
}

/** @type {Record<string, Kind>} */
export const KINDS = {
  fixed: { of: "numbers", what: "Fixed decimals", ...decimals(2) },
  percent: { of: "numbers", what: "Percent", ...decimals(1) },
  scientific: { of: "numbers", what: "Scientific", ...decimals(2) },
  compact: { of: "numbers", what: "Compact", ...plain() },
  currency: {
    of: "numbers",
    what: "Currency",
    most: 2,
    read: readCurrency,
    write({ currency = "USD", digits }) {
      if (digits !== undefined && digits !== usualDecimals(currency)) return [currency, String(digits)];
      return currency === "USD" ? [] : [currency];
    },
  },
  bytes: { of: "numbers", what: "Bytes", ...plain() },
  duration: {
    of: "numbers",
    what: "Duration",
    most: 1,
    read: ([first]) => first ? choice(first, Object.keys(SECONDS), "unit", (unit) => ({ unit })) : {},
    write: ({ unit = "s" }) => unit === "s" ? [] : [unit],
  },
  custom: {
    of: "numbers",
    what: "Custom pattern",
    most: 1,
    read: readCustom,
    write: ({ pattern = "" }) => [quoted(pattern)],
  },
  bar: {
    of: "numbers",
    what: "Bar",
    most: 1,
    read: ([first]) => readInner(first),
    write: ({ inner }) => inside(inner),
  },
  scale: {
    of: "numbers",
    what: "Color scale",
    most: 2,
    read: readScale,
    write: ({ diverging, inner }) => [...diverging ? ["diverging"] : [], ...inside(inner)],
  },
  date: { of: "dates", what: "Date", ...plain() },
  datetime: { of: "dates", what: "Date and time", ...plain() },
  time: { of: "times", what: "Time", ...plain() },
  plain: { of: "texts", what: "Plain text", ...plain() },
  markdown: { of: "texts", what: "Markdown", ...plain() },
  json: { of: "parts", what: "JSON tree", ...plain() },
  code: { of: "parts", what: "Code", ...plain() },
  link: { of: "texts", what: "Link", ...plain() },
  diff: {
    of: "texts",
    what: "Difference from another column",
    most: 2,
    read: readDiff,
    write: ({ to = "", by = "words" }) => [nameText(to), ...by === "words" ? [] : [by]],
  },
  changes: {
    of: "texts",
    what: "Differences between tables",
    most: 1,
    read: ([first]) => first ? choice(first, MARKS, "unit of comparison", (marks) => ({ marks })) : {},
    write: ({ marks = "words" }) => marks === "words" ? [] : [marks],
  },
};

/** The formats whose numbers stand beside a bar or on a color. */
const INNER = ["fixed", "percent", "scientific", "compact", "currency", "bytes", "duration", "custom"];

/**
 * The names of the formats that can show values of a kind.
 * @param {string} kind of a column's type
 */
export function formatsFor(kind) {
  return Object.keys(KINDS).filter((name) => VALUES[KINDS[name].of].has(kind));
}

/**
 * @param {string} text
 * @returns {Read}
 */
export function readFormat(text) {
  const [, word = "", rest = ""] = /^\s*([^\s(]*)\s*(.*)$/s.exec(text) ?? [];
  const name = word.toLowerCase();
  const whole = { text: text.trim(), start: text.length - text.trimStart().length };
  const kind = Object.hasOwn(KINDS, name) ? KINDS[name] : undefined;
  if (!kind) {
    const help = didYouMean(name, ["auto", ...Object.keys(KINDS)], "format");
    return { format: null, fault: faulty({ ...whole, text: word }, `'${word}' is no format`, help) };
  }
  if (rest !== "" && !/^\(.*\)\s*$/s.test(rest)) {
    const message = `after '${name}' may stand its settings in parentheses, nothing else`;
    return { format: null, fault: faulty(whole, message) };
  }
  const from = text.length - rest.length + 1;
  const args = rest === "" ? [] : argumentsOf(rest.trimEnd().slice(1, -1), from);
  if (args.length > kind.most) {
    const message = kind.most ? `'${name}' has at most ${kind.most} settings` : `'${name}' has no settings`;
    return { format: null, fault: faulty(args[kind.most], message) };
  }
  const read = kind.read(args);
  if ("message" in read) {
    const fault = read.end > read.start ? read : faulty(whole, read.message, read.help);
    return { format: null, fault };
  }
  return { format: { name, ...read }, fault: null };
}

/**
 * One spelling for one meaning.
 * @param {Format} format
 * @returns {string}
 */
export function writeFormat(format) {
  const args = KINDS[format.name].write(format);
  return args.length ? `${format.name}(${args.join(", ")})` : format.name;
}

/**
 * @param {string} text
 * @param {number} from
 * @returns {Argument[]}
 */
function argumentsOf(text, from) {
  if (text.trim() === "") return [];
  return splitOutside(text, ",").map((part) => ({
    text: part.text.trim(),
    start: from + part.start + part.text.length - part.text.trimStart().length,
  }));
}

/**
 * @param {Argument} argument
 * @param {string} message
 * @param {string} [help]
 * @returns {Fault}
 */
function faulty({ text, start }, message, help) {
  return { message, ...help ? { help } : {}, start, end: start + text.length };
}

/**
 * @param {Argument} argument
 * @param {string[]} words
 * @param {string} what
 * @param {(word: any) => Partial<Format>} make
 */
function choice(argument, words, what, make) {
  const word = unquoted(argument.text);
  if (words.includes(word)) return make(word);
  return faulty(argument, `'${word}' is no ${what}`, didYouMean(word, words, what));
}

/** @param {Argument[]} args @returns {Partial<Format> | Fault} */
function readCurrency([first, second]) {
  if (!first) return {};
  const currency = first.text.toUpperCase();
  if (!/^[A-Z]{3}$/.test(currency)) {
    return faulty(first, `'${first.text}' is no code of a currency`, "give its three letters: currency(EUR)");
  }
  const digits = second ? decimals(0).read([second]) : {};
  return "message" in digits ? digits : { currency, ...digits };
}

/** @param {Argument[]} args @returns {Partial<Format> | Fault} */
function readCustom([first]) {
  const help = 'give one as Python has them: custom(",.2f"), custom(".1%")';
  if (!first) return { message: "'custom' needs a pattern", help, start: 0, end: 0 };
  const pattern = unquoted(first.text);
  return readPattern(pattern) ? { pattern } : faulty(first, `'${pattern}' is no pattern for numbers`, help);
}

/** @param {Argument | undefined} argument @returns {Partial<Format> | Fault} */
function readInner(argument) {
  if (!argument) return {};
  const { format, fault } = readFormat(argument.text);
  if (fault) return { ...fault, start: argument.start + fault.start, end: argument.start + fault.end };
  if (INNER.includes(format.name)) return { inner: format };
  return faulty(
    argument,
    `'${format.name}' is no format for numbers`,
    didYouMean(format.name, INNER, "format"),
  );
}

/** @param {Argument[]} args @returns {Partial<Format> | Fault} */
function readScale(args) {
  const named = /^(sequential|diverging)$/.exec(args[0]?.text ?? "");
  if (!named && args.length > 1) {
    const kinds = ["sequential", "diverging"];
    return faulty(
      args[0],
      `'${args[0].text}' is no color scale`,
      didYouMean(args[0].text, kinds, "color scale"),
    );
  }
  const inner = readInner(named ? args[1] : args[0]);
  if ("message" in inner) return inner;
  return { ...named?.[1] === "diverging" ? { diverging: true } : {}, ...inner };
}

/** @param {Argument[]} args @returns {Partial<Format> | Fault} */
function readDiff([first, second]) {
  if (!first || !first.text) {
    const help = "name it, as in diff(reference) or diff(reference, lines)";
    return { message: "'diff' needs the column to compare with", help, start: 0, end: 0 };
  }
  const to = unquoted(first.text);
  if (!second) return { to };
  return choice(second, UNITS, "unit of comparison", (by) => by === "words" ? { to } : { to, by });
}

/** @param {string} text */
function quoted(text) {
  return `"${text.replaceAll('"', '""')}"`;
}

/** A column's name as a setting. @param {string} name */
function nameText(name) {
  return /^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) ? name : quoted(name);
}

/** @param {Format | undefined} inner */
function inside(inner) {
  return inner ? [writeFormat(inner)] : [];
}
