/** The options of a directive that say how several tables stand together. */

import { didYouMean, parseList } from "../expr/index.js";
import { placed } from "../spec/check_spec.js";
import { reporter } from "./head.js";
import { WORDS } from "./words.js";

/**
 * @typedef {import("../spec/types.js").SpecTable} SpecTable
 * @typedef {import("../spec/types.js").Problem} Problem
 * @typedef {import("../spec/types.js").TableSchema} TableSchema
 * @typedef {import("./head.js").Report} Report
 * @typedef {{text: string, start: number, end: number}} Item
 */

export const OPTIONS = [
  "compare",
  "on",
  "how",
  "reference",
  "members",
  "hide",
  "labels",
  "shared",
  "stack",
  "images",
  "over",
];
const WAYS = ["join", "concat", "split", "split below", "split groups"];

/**
 * @param {Record<string, string>} options
 * @param {Partial<SpecTable>[]} tables
 * @param {TableSchema[]} schemas
 * @returns {{head: {tables: object[], compare: Record<string, unknown>}, problems: Problem[]}}
 */
export function headFromOptions(options, tables, schemas) {
  /** @type {Problem[]} */
  const problems = [];
  const report = reporter(problems);
  const said = (/** @type {string} */ name) => options[name]?.trim() ?? "";
  const named = labelled(options.labels ?? "", tables, schemas, report);
  const find = (/** @type {string} */ option) => (/** @type {Item} */ item) =>
    indexOf(item, option, named.map(({ label, ref }) => label ?? ref), report);
  const hidden = new Set(items(options.hide ?? "").flatMap(find("hide")));
  const order = memberItems(options.members ?? "").flatMap(find("members"));
  const [reference] = items(options.reference ?? "").flatMap(find("reference"));
  const [way, split] = wayOf(options.compare ?? "", report);
  const compare = {
    ...way ? { as: way } : {},
    ...split ? { split } : {},
    ...word("how", options, report),
    ...word("stack", options, report),
    ...word("images", options, report),
    ...said("on") ? { on: expressions(options.on, problems) } : {},
    ...said("shared") ? { shared: items(options.shared).map(({ text }) => unquoted(text)) } : {},
    ...reference === undefined ? {} : { reference },
    ...order.length ? { order } : {},
    ...said("over") ? { over: said("over") } : {},
  };
  const shown = named.map((table, index) => hidden.has(index) ? { ...table, hidden: true } : table);
  return { head: { tables: shown, compare }, problems };
}

/**
 * The tables with their labels.
 * @param {string} text
 * @param {Partial<SpecTable>[]} tables
 * @param {TableSchema[]} schemas
 * @param {Report} report
 */
function labelled(text, tables, schemas, report) {
  const labels = items(text);
  if (labels.length > schemas.length) {
    const message = `there are ${labels.length} labels for ${schemas.length} tables`;
    report(message, "labels", undefined, 0, text.length);
  }
  return schemas.map(({ ref }, index) => {
    const label = labels[index] ? unquoted(labels[index].text) : tables[index]?.label;
    return { ...tables[index], ref, ...label ? { label } : {} };
  });
}

/**
 * @param {string} text
 * @param {Report} report
 * @returns {string[]} how they are compared, and where the parts of a split stand
 */
function wayOf(text, report) {
  const said = text.trim().replace(/\s+/g, " ");
  if (said === "") return [];
  if (WAYS.includes(said)) return said.split(" ");
  report(`'${said}' is no way to compare`, "compare", didYouMean(said, WAYS, "way"), 0, text.length);
  return [];
}

/**
 * @param {"how" | "stack" | "images"} option
 * @param {Record<string, string>} options
 * @param {Report} report
 */
function word(option, options, report) {
  const said = options[option]?.trim();
  if (!said) return {};
  if (WORDS[option].includes(said)) return { [option]: said };
  report(
    `'${said}' is no value of '${option}'`,
    option,
    didYouMean(said, WORDS[option], option),
    0,
    options[option].length,
  );
  return {};
}

/**
 * @param {string} text
 * @param {Problem[]} problems
 */
function expressions(text, problems) {
  const { items: found, problems: wrong } = parseList(text, { kind: "group" });
  problems.push(...wrong.map((one) => placed(one, { option: "on", start: 0 })));
  return found.map((item) => item.text);
}

/**
 * Texts between commas, outside of quotes, with their places.
 * @param {string} text
 * @returns {Item[]}
 */
function items(text) {
  return [...text.matchAll(/(?:"(?:[^"]|"")*"|[^,])+/g)].flatMap((found) => {
    const said = found[0].trim();
    const start = found.index + found[0].length - found[0].trimStart().length;
    return said ? [{ text: said, start, end: start + said.length }] : [];
  });
}

/**
 * `[0] [2] [1]`, or names between commas.
 * @param {string} text
 * @returns {Item[]}
 */
function memberItems(text) {
  if (!/^\s*\[/.test(text)) return items(text);
  return [...text.matchAll(/\[([^\]]*)\]/g)].map((found) => ({
    text: found[1].trim(),
    start: found.index,
    end: found.index + found[0].length,
  }));
}

/** @param {string} text */
function unquoted(text) {
  const quoted = /^"((?:[^"]|"")*)"$/.exec(text);
  return quoted ? quoted[1].replaceAll('""', '"') : text;
}

/**
 * The member that a number or a label names.
 * @param {Item} item
 * @param {string} option
 * @param {string[]} labels
 * @param {Report} report
 * @returns {number[]}
 */
function indexOf({ text, start, end }, option, labels, report) {
  const said = unquoted(text);
  const at = labels.indexOf(said);
  if (at >= 0) return [at];
  const number = /^\[?(\d{1,4})\]?$/.exec(said);
  if (number && Number(number[1]) < labels.length) return [Number(number[1])];
  report(`there is no member '${said}'`, option, didYouMean(said, labels, "member"), start, end);
  return [];
}
