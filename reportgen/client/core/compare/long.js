/** A comparison as one long list: a row for each row of each member, with a column that names the member. */

import {
  checkExpression,
  columnSql,
  printSql,
  quoteIdentifier,
  quoteText,
  writeName,
} from "../expr/index.js";
import { canonical, columnNamed } from "../spec/canonical.js";
import { INTEGER, TEXT } from "../expr/types.js";
import { ROW } from "../sql/scope.js";
import { compileColumns, isOwn, treesOf } from "./derive.js";
import { conditionsOf } from "./conditions.js";
import { withSteps } from "./over.js";
import { castSql, nullOf } from "./types.js";
import { filled, freeRelation, hasSql, named, ownSource, standsSql, wideSource } from "./wide.js";

/**
 * @typedef {import("./types.d.ts").Joined} Joined
 * @typedef {import("./types.d.ts").Compiled} Compiled
 * @typedef {import("./types.d.ts").Form} Form
 * @typedef {import("./types.d.ts").Member} Member
 * @typedef {import("../spec/types.js").Spec} Spec
 * @typedef {import("../spec/types.js").TableSchema} TableSchema
 * @typedef {import("../expr/types.js").Column} Column
 *
 * @typedef {Column & {of: (member: number) => string}} LongColumn with the SQL that makes it of a member's joined row
 * @typedef {Form & {same: boolean, own: Set<string>, mixed: Set<string>, member: string,
 *   derived: Set<string>}} LongForm `same`: every
 *   member has the same rows in each group; `own` are the columns that each member has another of, `member` names the
 *   column that says which one a row is of
 */

/** The columns that say which member a row is of. */
export const LABEL = "member";
export const INDEX = "member index";

/**
 * A name for the column of members that no other has.
 * @param {{name: string}[]} columns
 */
export function memberName(columns) {
  const taken = new Set(columns.map(({ name }) => name));
  let name = LABEL;
  for (let n = 2; taken.has(name); n++) name = `${LABEL} ${n}`;
  return name;
}

/**
 * @param {Spec} spec
 * @param {Joined} joined
 * @param {{complete?: boolean, only?: Member[]}} [how] `complete`: every row of the shown members stands in the join;
 *   `only`: those of the shown members whose rows are listed
 * @returns {LongForm}
 */
export function longForm(spec, joined, { complete = false, only = joined.shown } = {}) {
  const compiled = compileColumns(spec.columns, joined);
  const conditions = conditionsOf(spec, compiled);
  const keys = (spec.group ?? []).map((text) => keyOf(text, compiled));
  const { columns, own, member } = columnsOf(compiled);
  const made = keys.flatMap(({ column }) => column ?? []);
  const apart = memberOnly(compiled);
  const all = [...columns, ...made, ...apart.flat()];
  const relation = freeRelation("reportgen members", spec);
  const source = (/** @type {string} */ text) =>
    longSource({ compiled, conditions: conditions.sql, columns: all, complete, only }, text);
  const schema = {
    ...joined.reference.schema,
    relation,
    rows: joined.shown.reduce((sum, one) => sum + one.schema.rows, 0),
    columns: [...columns, ...made].map(({ of: _, ...column }) => column),
    members: membersOf(compiled, columns, apart),
  };
  return {
    spec: longSpec(spec, compiled, keys.map(({ text }) => text)),
    schema,
    fill: (statement) => filled(statement, relation, source),
    same: joined.head.compare.how === "inner" && !conditions.own && !keys.some((key) => key.own),
    own,
    mixed: mixedNames(compiled, schema),
    member,
    derived: new Set(compiled.derived.map(({ entry }) => entry.name)),
  };
}

/**
 * The aggregates that name members.
 * @param {Compiled} compiled
 * @param {TableSchema} schema
 */
function mixedNames({ aggregates }, schema) {
  const mixed = aggregates.filter(({ expr }) =>
    mixesMembers(checkExpression(expr ?? "", schema, { aggregates: "only" }).tree)
  );
  return new Set(mixed.map(({ name }) => name));
}

/**
 * The spec of the long list: filtered already, with derived columns of the rows as columns.
 * @param {Spec} spec
 * @param {Compiled} compiled
 * @param {string[]} group
 * @returns {Spec}
 */
function longSpec(spec, { aggregates }, group) {
  const columns = spec.columns.map((entry) => {
    if (entry.expr === undefined || aggregates.includes(entry)) return entry;
    const { expr: _, ...rest } = entry;
    return rest;
  });
  return { ...spec, filter: undefined, search: undefined, group, columns, pinned: [] };
}

/**
 * @param {Compiled} compiled
 * @returns {{columns: LongColumn[], own: Set<string>, member: string}}
 */
function columnsOf({ joined, derived, schemas }) {
  const once = joined.shared.map((column) => ({ ...column, of: () => columnSql(column) }));
  const each = joined.own.map(({ name, type }) => ({
    name,
    type,
    sql: `=${name}`,
    of: (/** @type {number} */ index) => castSql(ownColumn(schemas[index], name), type),
  }));
  const made = derived.map(({ entry, type }, place) => ({
    name: entry.name,
    type,
    sql: `+${place}`,
    of: (/** @type {number} */ index) => castSql(ownColumn(schemas[index], entry.name), type),
  }));
  const columns = [...once, ...each, ...made];
  const member = memberName(columns);
  const label = (/** @type {number} */ index) => quoteText(withSteps(joined)[index].label);
  return {
    columns: [
      ...columns,
      { name: member, type: TEXT, sql: LABEL, of: label },
      { name: `\ue000${INDEX}`, type: INTEGER, sql: INDEX, of: (index) => String(index) },
    ],
    own: new Set([
      ...each.map(({ name }) => name),
      ...derived.filter((one) => one.own).map(({ entry }) => entry.name),
    ]),
    member,
  };
}

/** @param {TableSchema} schema @param {string} name @returns {Column} */
function ownColumn(schema, name) {
  return /** @type {Column} */ (schema.columns.find((column) => column.name === name));
}

/**
 * `0.guess` in an aggregate: the values of the first member's rows, and null in the others'.
 * @param {Compiled} compiled
 * @returns {LongColumn[][]} by member
 */
function memberOnly({ joined, schemas }) {
  return withSteps(joined).map(({ index }) =>
    schemas[index].columns.filter((column) => "own" in column).map((column) => ({
      name: column.name,
      type: column.type,
      sql: `${index}!${column.sql}`,
      of: (/** @type {number} */ other) =>
        other === index ? castSql(column, column.type) : nullOf(column.type),
    }))
  );
}

/**
 * @param {Compiled} compiled
 * @param {LongColumn[]} columns
 * @param {LongColumn[][]} only
 */
function membersOf({ joined, schemas }, columns, only) {
  const shared = columns.filter(({ name }) => joined.shared.some((one) => one.name === name));
  const plain = (/** @type {LongColumn} */ { of: _, ...column }) => column;
  const base = schemas[0].members;
  return base && {
    ...base,
    columns: only.map((own) => [...shared, ...own].map(plain)),
  };
}

/**
 * What to group by: a text that names members is a column of its own.
 * @param {string} text
 * @param {Compiled} compiled
 * @returns {{text: string, own: boolean, column: LongColumn | null}}
 */
function keyOf(text, { schemas, joined }) {
  const trees = treesOf(text, schemas);
  const own = trees.some(isOwn);
  const tree = trees[joined.reference.index];
  if (!tree || columnNamed(text, schemas[0]) !== undefined || !mixesMembers(tree)) {
    return { text, own, column: null };
  }
  const name = canonical(text, schemas[0]);
  const column = {
    name,
    type: tree.type,
    sql: `by ${name}`,
    of: (/** @type {number} */ index) => printSql(trees[index] ?? tree),
  };
  return { text: writeName(name), own, column };
}

/**
 * Whether a tree reads columns after a member's name.
 * @param {unknown} tree
 * @returns {boolean}
 */
function mixesMembers(tree) {
  if (typeof tree !== "object" || tree === null) return false;
  if ("kind" in tree && tree.kind === "column") {
    const { sql = "", own } = /** @type {any} */ (tree).column;
    return own !== true && /^\d/.test(sql);
  }
  if ("row" in tree) return mixesMembers(/** @type {any} */ (tree).args);
  return Object.values(tree).some(mixesMembers);
}

/**
 * @param {{compiled: Compiled, conditions: (string | null)[], columns: LongColumn[], complete: boolean, only: Member[]}} list
 * @param {string} text
 */
function longSource({ compiled: { joined, layers }, conditions, columns, complete, only }, text) {
  const picked = columns.filter(({ sql }) => text.includes(quoteIdentifier(sql ?? "")));
  const stands = standsSql(joined);
  const parts = (only.length ? only : joined.members.slice(0, 1)).map((member) => {
    const made = picked.map(({ sql, of }) => named({ name: sql ?? "", sql: of(member.index) }));
    const select = [ROW, ...made].join(", ");
    const condition = conditions[member.index];
    const own = complete && only.length
      ? ownSource(joined, layers, `${select} ${condition ?? ""}`, member)
      : null;
    if (own) return `SELECT ${select} FROM ${own}${condition === null ? "" : ` WHERE ${condition}`}`;
    const where = [stands, hasSql(member), condition].filter((one) => one !== null);
    const body = where.map((one) => `(${one})`).join(" AND ");
    return `SELECT ${select} FROM ${wideSource(joined, layers, `${select} ${body}`)} WHERE ${body}`;
  });
  return `(${parts.join("\nUNION ALL\n")})`;
}
