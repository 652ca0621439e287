/** The derived columns of joined rows: one where members are named, else one a member. */

import { checkExpression, printSql } from "../expr/index.js";
import { waits } from "../spec/derived.js";
import { NOW, withSteps } from "./over.js";
import { nullOf } from "./types.js";
import { joinedType } from "./types.js";

/**
 * @typedef {import("./types.d.ts").Joined} Joined
 * @typedef {import("./types.d.ts").Compiled} Compiled
 * @typedef {import("./types.d.ts").Derived} Derived
 * @typedef {import("./types.d.ts").Made} Made
 * @typedef {import("./types.d.ts").Trees} Trees
 * @typedef {import("../spec/types.js").SpecColumn} SpecColumn
 * @typedef {import("../spec/types.js").TableSchema} TableSchema
 * @typedef {import("../expr/types.js").Typed} Typed
 * @typedef {import("../expr/types.js").Column} Column
 * @typedef {Column & {own?: true}} OwnColumn `own`: each member has another
 */

/**
 * What names mean to a member: its own columns by their names, those of all after a member.
 * @param {Joined} joined
 * @returns {TableSchema[]}
 */
export function memberSchemas(joined) {
  const { members, shown, shared, own, now } = joined;
  const steps = withSteps(joined);
  /** @type {Record<string, number>} */
  const names = {};
  for (const { label, index } of members.toReversed()) names[label] = index;
  for (const { index } of members) names[String(index)] = index;
  if (now) names[NOW] = now.index;
  const each = steps.map(({ index }) =>
    own.map(({ name, type, types }) => ({ name, type: types[index] ?? type, sql: `${index}:${name}` }))
  );
  const addressed = {
    names,
    shown: shown.map(({ index }) => index),
    columns: each.map((own) => [...shared, ...own]),
  };
  return steps.map(({ schema, index }) => ({
    ...schema,
    columns: [...shared, ...each[index].map((column) => ({ ...column, own: true }))],
    members: addressed,
  }));
}

/**
 * @param {SpecColumn[]} entries
 * @param {Joined} joined
 * @returns {Compiled}
 */
export function compileColumns(entries, joined) {
  const schemas = memberSchemas(joined);
  const base = schemas[0].members;
  const members = base && { ...base, columns: base.columns.map((columns) => [...columns]) };
  for (const schema of schemas) schema.members = members;
  /** @type {Compiled} */
  const compiled = { joined, schemas, layers: joined.base ? [joined.base] : [], derived: [], aggregates: [] };
  let pending = entries.filter(({ expr }) => expr !== undefined);
  while (pending.length) {
    const free = pending.filter((entry) => !waits(entry, pending));
    const layer = layerOf(free, compiled);
    if (!layer.length) layer.push(...layerOf(pending, compiled));
    if (!layer.length) break;
    const done = new Set(layer.map(({ entry }) => entry));
    addLayer(layer, compiled);
    pending = pending.filter((entry) => !done.has(entry));
  }
  compiled.aggregates = pending;
  return compiled;
}

/**
 * Those of the entries that can be computed now.
 * @param {SpecColumn[]} entries
 * @param {Compiled} compiled
 * @returns {{entry: SpecColumn, trees: Trees}[]}
 */
function layerOf(entries, { schemas }) {
  return entries.flatMap((entry) => {
    const trees = treesOf(entry.expr ?? "", schemas, { windows: true });
    return trees.some((tree) => tree) ? [{ entry, trees }] : [];
  });
}

/**
 * An expression as each member reads it; null where it cannot.
 * @param {string} text
 * @param {TableSchema[]} schemas
 * @param {{filter?: boolean, windows?: boolean}} [options]
 * @returns {Trees}
 */
export function treesOf(text, schemas, options = {}) {
  return schemas.map((schema) => checkExpression(text, schema, { aggregates: "no", ...options }).tree);
}

/**
 * Whether a tree reads what each member has another of.
 * @param {unknown} tree
 * @returns {boolean}
 */
export function isOwn(tree) {
  if (typeof tree !== "object" || tree === null) return false;
  if ("kind" in tree && tree.kind === "column") return /** @type {any} */ (tree).column.own === true;
  if ("row" in tree) return isOwn(/** @type {any} */ (tree).args);
  return Object.values(tree).some(isOwn);
}

/**
 * @param {{entry: SpecColumn, trees: Trees}[]} layer
 * @param {Compiled} compiled
 */
function addLayer(layer, compiled) {
  const { joined, schemas, layers, derived } = compiled;
  const steps = withSteps(joined);
  /** @type {Made[]} */
  const made = [];
  for (const { entry, trees } of layer) {
    const own = trees.some(isOwn);
    const types = trees.map((tree) => tree?.type ?? null);
    const type = joinedType(types.filter((one) => one !== null));
    const place = derived.length;
    const names = steps.map(({ index }) => own ? `${index}+${place}` : `+${place}`);
    const sqls = trees.map((tree) => tree ? printSql(tree) : nullOf(type));
    const first = trees.findIndex((tree) => tree !== null);
    for (const { index } of steps) {
      if (own || index === first) made.push({ name: names[index], sql: sqls[index], members: [] });
      const growth = (trees[index] ?? trees[first])?.growth;
      const column = {
        name: entry.name,
        type: (own ? types[index] : types[first]) ?? type,
        sql: names[index],
        growth,
      };
      schemas[index].columns.push(/** @type {OwnColumn} */ ({ ...column, ...own ? { own: true } : {} }));
      schemas[index].members?.columns[index].push(column);
    }
    derived.push({ entry, own, type, types });
  }
  layers.push(made);
}
