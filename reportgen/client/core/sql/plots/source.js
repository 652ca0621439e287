/** What a plot is drawn over: its expressions compiled, and the filtered rows, or groups, that have them. */

import { formatNumber } from "../../cells/numbers.js";
import { printSql, toKeySql } from "../../expr/index.js";
import { columnNamed } from "../../spec/canonical.js";
import { resolveColumns } from "../../spec/derived.js";
import { channelTree, isScaled } from "../../spec/plot.js";
import { KINDS, withKeys } from "../../spec/plot_kinds.js";
import { as, select, sub } from "../build.js";
import { numberSql } from "../histogram.js";
import { checked, scopeOf } from "../scope.js";

/**
 * @typedef {import("../../spec/types.js").Spec} Spec
 * @typedef {import("../../spec/types.js").TableSchema} TableSchema
 * @typedef {import("../../spec/types.js").Type} Type
 * @typedef {import("../../spec/types.js").Plot} Plot
 * @typedef {import("../../spec/types.js").Typed} Typed
 * @typedef {import("../../spec/plot_kinds.js").ChannelName} ChannelName
 * @typedef {import("../../spec/plot_kinds.js").Kind} Kind
 * @typedef {import("../../spec/derived.js").Resolved} Resolved
 * @typedef {import("../scope.js").Scope} Scope
 *
 * @typedef {object} Channel
 * @property {string} text in our language
 * @property {string} label
 * @property {Type} type
 * @property {string} sql of a row, or of a group
 * @property {boolean} scaled whether its values lie on a scale
 * @property {boolean} rows whether rows have it, so that a filter can ask for it
 * @property {string} key the name of its value in the points
 * @property {string} number the name of its value as a DOUBLE in the points
 *
 * @typedef {object} Measure
 * @property {string} label
 * @property {Type} type
 * @property {string} sql a DOUBLE, or a count
 * @property {boolean} adds whether the values of parts add up to that of the whole
 *
 * @typedef {object} Source
 * @property {Scope} scope
 * @property {Plot} plot with the keys of the groups in the places that they stand for
 * @property {Resolved} resolved
 * @property {Partial<Record<ChannelName, Channel>>} channels
 * @property {Measure} measure
 * @property {"rows" | "groups"} unit what the points are
 * @property {string} points something to select from: the points, with their channels
 * @property {string} wide the same without what other panels of the page keep: scales and colors stay as they are
 */

/** @type {Type} */
const COUNT = { kind: "integer", bits: 64, unsigned: false };

/**
 * @param {Spec} spec a canonical one
 * @param {TableSchema} table
 * @returns {Source}
 */
export function sourceOf(spec, table) {
  const kind = KINDS[spec.layout];
  const group = spec.group ?? [];
  const scope = scopeOf(spec, table);
  const resolved = resolveColumns(spec.columns, table, group);
  const plot = /** @type {Plot} */ (withKeys(kind, spec.plot ?? {}, group));
  const keys = kind.points && group.length ? group : null;
  /** @type {Partial<Record<ChannelName, Channel>>} */
  const channels = {};
  const names = /** @type {ChannelName[]} */ (Object.keys(kind.channels));
  names.forEach((name, index) => {
    const text = plot[name];
    if (text === undefined || kind.channels[name] === "measure") return;
    channels[name] = channel(text, { spec, scope, resolved, keys, kind, name, index });
  });
  const measured = names.find((name) => kind.channels[name] === "measure");
  const all = Object.values(channels);
  return {
    scope,
    plot,
    resolved,
    channels,
    measure: measureOf(measured && plot[measured], spec, resolved),
    unit: keys ? "groups" : "rows",
    points: sub(pointsSql(scope, all, keys !== null)),
    wide: sub(pointsSql({ ...scope, where: scope.wide }, all, keys !== null)),
  };
}

/**
 * A channel that the plot has for certain.
 * @param {Source} source
 * @param {ChannelName} name
 * @returns {Channel}
 */
export function channelOf({ channels }, name) {
  const found = channels[name];
  if (!found) throw new Error(`the plot has no '${name}'`);
  return found;
}

/**
 * @param {string} text
 * @param {{spec: Spec, scope: Scope, resolved: Resolved, keys: string[] | null, kind: Kind, name: ChannelName,
 *   index: number}} context
 * @returns {Channel}
 */
function channel(text, { spec, scope, resolved, keys, kind, name, index }) {
  const { tree, problems } = channelTree(text, kind.channels[name] ?? "key", { resolved, keys, what: name });
  if (!tree) throw new Error(problems[0]?.message ?? `'${text}' cannot be read`);
  return {
    text,
    label: labelOf(text, spec, resolved),
    type: tree.type,
    sql: printSql(tree),
    scaled: isScaled(tree.type),
    rows: keys === null,
    key: scope.alias(2 * index),
    number: scope.alias(2 * index + 1),
  };
}

/**
 * @param {string} text
 * @param {Spec} spec
 * @param {Resolved} resolved
 */
function labelOf(text, spec, { schema }) {
  const name = columnNamed(text, schema);
  return spec.columns.find((column) => column.name === name)?.label ?? name ?? text;
}

/**
 * An aggregate; of a number of the rows, its mean.
 * @param {string | undefined} text
 * @param {Spec} spec
 * @param {Resolved} resolved
 * @returns {Measure}
 */
function measureOf(text, spec, resolved) {
  if (text === undefined) return { label: "count", type: COUNT, sql: "count(*)", adds: true };
  const { tree, problems } = channelTree(text, "measure", { resolved, keys: null, what: "y" });
  if (!tree) throw new Error(problems[0]?.message ?? `'${text}' cannot be read`);
  const mean = tree.aggregate ? tree : checked(`avg(${text})`, resolved.schema, { aggregates: "only" });
  const label = labelOf(text, spec, resolved);
  return {
    label: tree.aggregate ? label : `mean ${label}`,
    type: mean.type,
    sql: numberSql(printSql(mean), mean.type),
    adds: mean.kind === "apply" && (mean.row.name === "count" || mean.row.name === "sum"),
  };
}

/**
 * @param {Scope} scope
 * @param {Channel[]} channels
 * @param {boolean} grouped
 */
function pointsSql({ from, where, keys, alias }, channels, grouped) {
  const named = channels.flatMap(({ sql, type, key, number, scaled }) => [
    as(toKeySql(sql, type), key),
    ...scaled ? [as(numberSql(sql, type), number)] : [],
  ]);
  // Aggregates are computed over the points, from the columns of the table.
  const columns = grouped
    ? [...named, ...keys.map(({ sql }, index) => as(sql, alias(60 + index)))]
    : ["*", ...named];
  return select({ columns, from, where: [where], group: grouped ? keys.map(({ sql }) => sql) : [] });
}

/**
 * The condition that a point can be drawn: these channels have a finite number.
 * @param {Channel[]} channels
 */
export function drawn(channels) {
  return channels.length ? channels.map(({ number }) => `isfinite(${number})`).join(" AND ") : "true";
}

/**
 * How many points there are and how many can be drawn; then, of a grouped plot, how many rows there are.
 * @param {Source} source
 * @param {string} usable
 */
export function countsSql({ points, unit, scope }, usable) {
  const counts = select({ columns: ["count(*)", `count(*) FILTER (WHERE ${usable})`], from: points });
  const rows = select({ columns: ["count(*)"], from: scope.from, where: [scope.where] });
  return unit === "rows" ? [counts] : [counts, rows];
}

/**
 * `1 row without a value`
 * @param {number} count
 * @param {Source["unit"]} unit
 * @param {string} what
 */
export function counted(count, unit, what) {
  return `${formatNumber(count)} ${count === 1 ? unit.slice(0, -1) : unit} ${what}`;
}
