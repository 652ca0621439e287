/** Specs of comparisons, from JSON and from a directive's options. */

import { normaliseSpec } from "../spec/normalise.js";
import { specFromOptions } from "../spec/options.js";
import { headFromOptions, OPTIONS } from "./options.js";
import { schemaOf } from "./schema.js";

/**
 * @typedef {import("../spec/types.js").Spec} Spec
 * @typedef {import("../spec/types.js").SpecTable} SpecTable
 * @typedef {import("../spec/types.js").Problem} Problem
 * @typedef {import("../spec/types.js").TableSchema} TableSchema
 * @typedef {{spec: Spec, schema: TableSchema, problems: Problem[]}} Compared
 */

/**
 * @param {unknown} raw any JSON: a link's, a script's
 * @param {TableSchema[]} schemas of its tables, in order
 * @returns {Compared}
 */
export function compareSpec(raw, schemas) {
  const has = typeof raw === "object" && raw !== null ? raw : {};
  const { schema, problems } = schemaOf(has, schemas);
  const { spec, problems: more } = normaliseSpec(raw, schema);
  return { spec, schema, problems: [...problems, ...more] };
}

/**
 * @param {Record<string, string>} options
 * @param {Partial<SpecTable>[]} tables what is known of the tables: their references, labels, colours
 * @param {TableSchema[]} schemas
 * @param {string} [set] the table set that they are of
 * @returns {Compared}
 */
export function compareOptions(options, tables, schemas, set) {
  const { head, problems } = headFromOptions(options, tables, schemas);
  const { schema, problems: found } = schemaOf({ ...head, ...set ? { set } : {} }, schemas);
  const rest = Object.fromEntries(Object.entries(options).filter(([name]) => !OPTIONS.includes(name)));
  const { spec, problems: more } = specFromOptions(rest, schema);
  const on = found.map((problem) => problem.at.option in options ? spanned(problem, options) : problem);
  return { spec, schema, problems: [...problems, ...on, ...more] };
}

/**
 * A problem of an option as a whole stands on its text.
 * @param {Problem} problem
 * @param {Record<string, string>} options
 * @returns {Problem}
 */
function spanned(problem, options) {
  const { at } = problem;
  return at.end > at.start ? problem : { ...problem, at: { ...at, end: options[at.option].length } };
}
