/** A spec narrowed further in the directive's words: what is given is added to, or replaces, what it says. */

import { resolveColumns } from "./derived.js";
import { specEdits } from "./edits.js";
import { normaliseSpec } from "./normalise.js";
import { specFromOptions } from "./options.js";

/**
 * @typedef {import("./types.js").Spec} Spec
 * @typedef {import("./types.js").SpecColumn} SpecColumn
 * @typedef {import("./types.js").TableSchema} TableSchema
 * @typedef {import("./types.js").Problem} Problem
 * @typedef {import("./derived.js").Resolved} Resolved
 */

/**
 * The spec with these options: a filter must hold too, groups are within those that there are, a sort and
 * columns replace others. Texts may name the spec's derived columns; those that `columns` leaves out are hidden.
 * @param {Spec} spec a canonical one
 * @param {Record<string, string>} options `filter`, `group`, `sort`, `columns`
 * @param {TableSchema} schema
 * @returns {{spec: Spec, problems: Problem[]}}
 */
export function refineSpec(spec, options, schema) {
  const resolved = resolveColumns(spec.columns, schema, spec.group);
  const { spec: said, problems } = specFromOptions(options, wide(resolved));
  if (problems.length) return { spec, problems };
  let next = said.filter === undefined ? spec : specEdits.addFilter(spec, said.filter, schema);
  if (said.group) next = { ...next, group: [...new Set([...spec.group ?? [], ...said.group])] };
  if (said.sort) next = { ...next, sort: said.sort };
  if (options.columns !== undefined) next = { ...next, columns: chosen(said.columns, spec.columns) };
  return normaliseSpec(next, schema);
}

/**
 * The spec with one more derived column, the last that is shown.
 * @param {Spec} spec a canonical one
 * @param {string} name
 * @param {string} expr
 * @param {TableSchema} schema
 * @returns {{spec: Spec, problems: Problem[]}}
 */
export function deriveColumn(spec, name, expr, schema) {
  const others = spec.columns.filter((column) => column.name !== name);
  const made = normaliseSpec({ ...spec, columns: [...others, { name, expr }] }, schema);
  const problems = made.problems.map(({ at, ...rest }) => {
    const { index, ...place } = at;
    return { ...rest, at: index === others.length ? place : at };
  });
  return { spec: made.spec, problems };
}

/**
 * The table's columns and all derived ones, as if it had them.
 * @param {Resolved} resolved
 * @returns {TableSchema}
 */
function wide({ schema, aggregates }) {
  const added = [...aggregates].map(([name, { type, growth }]) => ({ name, type, growth }));
  return { ...schema, columns: [...schema.columns, ...added] };
}

/**
 * The columns that were asked for, with the expressions of those that the spec derives.
 * @param {SpecColumn[]} asked
 * @param {SpecColumn[]} known
 * @returns {SpecColumn[]}
 */
function chosen(asked, known) {
  const derived = new Map(known.filter(({ expr }) => expr !== undefined).map((one) => [one.name, one]));
  const shown = asked.map((column) => {
    const own = column.expr === undefined ? derived.get(column.name) : undefined;
    if (!own) return column;
    const { hidden: _, ...rest } = own;
    return { ...rest, ...column.label === undefined ? {} : { label: column.label } };
  });
  const names = new Set(shown.map(({ name }) => name));
  const left = [...derived.values()].filter(({ name }) => !names.has(name));
  return [...shown, ...left.map((column) => ({ ...column, hidden: true }))];
}
