/** What a spec says of its tables and how they stand together, from any JSON. */

import { didYouMean } from "../expr/index.js";
import { COMPARE_KEYS, DEFAULTS, WORDS } from "./words.js";

/**
 * @typedef {import("../spec/types.js").Head} Head
 * @typedef {import("../spec/types.js").SpecTable} SpecTable
 * @typedef {import("../spec/types.js").Compare} Compare
 * @typedef {import("../spec/types.js").Problem} Problem
 * @typedef {import("../spec/types.js").TableSchema} TableSchema
 * @typedef {import("../expr/types.js").Type} Type
 * @typedef {(message: string, option: string, help?: string, start?: number, end?: number) => void} Report
 */

/**
 * @param {unknown} raw a spec, or any JSON
 * @param {TableSchema[]} schemas of its tables, in order
 * @returns {{head: Head, problems: Problem[]}}
 */
export function compareHead(raw, schemas) {
  /** @type {Problem[]} */
  const problems = [];
  const report = reporter(problems);
  const spec = isObject(raw) ? raw : {};
  const tables = tablesOf(spec.tables, schemas, report);
  const set = typeof spec.set === "string" && spec.set ? { set: spec.set } : {};
  if (tables.length < 2) return { head: { tables, ...set }, problems };
  if (spec.compare !== undefined && spec.compare !== null && !isObject(spec.compare)) {
    report("'compare' is an object", "compare");
  }
  const said = isObject(spec.compare) ? spec.compare : {};
  for (const key of Object.keys(said)) {
    if (COMPARE_KEYS.includes(key)) continue;
    report(`'compare' has no key '${key}'`, "compare", didYouMean(key, COMPARE_KEYS, "key"));
  }
  return { head: { tables, ...set, compare: compareOf(said, tables, report) }, problems };
}

/**
 * Collects problems of the head.
 * @param {Problem[]} problems
 * @returns {Report}
 */
export function reporter(problems) {
  return (message, option, help, start = 0, end = 0) =>
    void problems.push({
      code: "option-value",
      message,
      ...help ? { help } : {},
      at: { option, start, end },
    });
}

/**
 * @param {unknown} value
 * @returns {value is Record<string, unknown>}
 */
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * @param {unknown} value
 * @param {TableSchema[]} schemas
 * @param {Report} report
 * @returns {SpecTable[]}
 */
function tablesOf(value, schemas, report) {
  const list = Array.isArray(value) ? value : [];
  const tables = schemas.map(({ ref, label }, index) => {
    const said = isObject(list[index]) ? list[index] : {};
    const color = Number.isInteger(said.color) && Number(said.color) >= 0
      ? { color: Number(said.color) }
      : {};
    return {
      ref,
      label: typeof said.label === "string" && said.label ? said.label : label ?? ref,
      ...color,
      ...said.hidden === true ? { hidden: /** @type {const} */ (true) } : {},
    };
  });
  const labels = schemas.length > 1 ? distinctLabels(tables, list, report) : tables.map(({ label }) => label);
  return tables.map((table, index) => ({ ...table, label: labels[index] }));
}

/**
 * Labels that are not said are made to differ; those that are said must.
 * @param {SpecTable[]} tables
 * @param {unknown[]} said
 * @param {Report} report
 */
function distinctLabels(tables, said, report) {
  const own = tables.map((_, index) => {
    const one = said[index];
    return isObject(one) && typeof one.label === "string" && one.label ? one.label : null;
  });
  const made = defaultLabels(tables.map(({ ref }) => ref));
  const labels = own.map((label, index) => label ?? made[index]);
  labels.forEach((label, index) => {
    const first = labels.indexOf(label);
    if (first === index) return;
    const [one, other] = [tables[first].ref, tables[index].ref];
    const message = `two tables have the label '${label}': '${one}' (${first}) and '${other}' (${index})`;
    if (own[index] !== null) report(message, "labels", "give each table a label of its own");
    labels[index] = `${label} (${index})`;
  });
  return labels;
}

/**
 * What differs in references: `v0` and `v4` of one artifact, else the whole.
 * @param {string[]} refs
 * @returns {string[]}
 */
export function defaultLabels(refs) {
  const names = refs.map((ref) => ref.split(":")[0]);
  const versions = refs.map((ref) => ref.slice(ref.indexOf(":") + 1));
  if (new Set(names).size === 1 && new Set(versions).size === refs.length) return versions;
  if (new Set(names).size === refs.length) return names;
  return refs;
}

/**
 * @param {Record<string, unknown>} said
 * @param {SpecTable[]} tables
 * @param {Report} report
 * @returns {Compare}
 */
function compareOf(said, tables, report) {
  const word = (/** @type {keyof typeof WORDS} */ key) => {
    const value = said[key];
    if (value === undefined || value === null) return DEFAULTS[key];
    if (typeof value === "string" && WORDS[key].includes(value)) return value;
    report(`'${value}' is no value of '${key}'`, key, didYouMean(String(value), WORDS[key], key));
    return DEFAULTS[key];
  };
  const as = /** @type {Compare["as"]} */ (word("as"));
  const how = /** @type {Compare["how"]} */ (word("how"));
  const stack = word("stack");
  const split = word("split");
  const images = word("images");
  const [on, shared] = [texts(said.on, "on", report), texts(said.shared, "shared", report)];
  const reference = placeOf(said.reference, "reference", tables, report);
  const at = placeOf(said.at, "at", tables, report);
  const order = orderOf(said.order, tables, report);
  return {
    as,
    ...as === "join" && on?.length ? { on } : {},
    ...as === "join" ? { how } : {},
    // Kept where nothing is joined: readers may join then.
    ...shared ? { shared } : {},
    ...reference ? { reference } : {},
    ...order ? { order } : {},
    ...stack === DEFAULTS.stack ? {} : { stack: /** @type {Compare["stack"]} */ (stack) },
    ...as === "split" && split !== DEFAULTS.split ? { split: /** @type {Compare["split"]} */ (split) } : {},
    ...images === DEFAULTS.images ? {} : { images: /** @type {Compare["images"]} */ (images) },
    ...typeof said.over === "string" && said.over ? { over: said.over } : {},
    ...at === undefined ? {} : { at },
  };
}

/**
 * @param {unknown} value
 * @param {string} option
 * @param {Report} report
 * @returns {string[] | undefined}
 */
function texts(value, option, report) {
  if (value === undefined || value === null) return undefined;
  if (Array.isArray(value) && value.every((one) => typeof one === "string")) return value;
  report(`'${option}' is a list of texts`, option);
  return undefined;
}

/**
 * The index of a member.
 * @param {unknown} value
 * @param {string} option
 * @param {SpecTable[]} tables
 * @param {Report} report
 */
function placeOf(value, option, tables, report) {
  if (value === undefined || value === null) return undefined;
  if (Number.isInteger(value) && Number(value) >= 0 && Number(value) < tables.length) return Number(value);
  report(`there is no member ${value}`, option, `give a number from 0 to ${tables.length - 1}`);
  return undefined;
}

/**
 * The order that differs from that of the tables.
 * @param {unknown} value
 * @param {SpecTable[]} tables
 * @param {Report} report
 */
function orderOf(value, tables, report) {
  if (value === undefined || value === null) return undefined;
  if (!Array.isArray(value)) report("'order' is a list of members' numbers", "members");
  const list = Array.isArray(value) ? value : [];
  const order = [...new Set(list.flatMap((one) => placeOf(one, "members", tables, report) ?? []))];
  const usual = order.length === tables.length && order.every((one, index) => one === index);
  return order.length && !usual ? order : undefined;
}
