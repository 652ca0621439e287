/** What a published slice holds of compared tables: which of their rows, and what is computed of these. */

import { INTEGER } from "../expr/types.js";
import { resolveColumns } from "../spec/derived.js";
import { viewQuery } from "../sql/query.js";
import { ROW } from "../sql/scope.js";
import { concatForm } from "./concat.js";
import { conditionsOf } from "./conditions.js";
import { asking } from "./form.js";
import { compareHead } from "./head.js";
import { joinOf, membersOf } from "./join.js";
import { INDEX } from "./long.js";
import { matchStatements } from "./match.js";
import { asNow } from "./over.js";
import { ASIDE, rowsForm } from "./rows.js";
import { isCompared } from "./schema.js";
import { hasSql } from "./wide.js";

/**
 * @typedef {import("./types.d.ts").Form} Form
 * @typedef {import("./types.d.ts").Joined} Joined
 * @typedef {import("../spec/types.js").Spec} Spec
 * @typedef {import("../spec/types.js").TableSchema} TableSchema
 * @typedef {import("../sql/query.js").QueryColumn} QueryColumn
 * @typedef {import("../frame.js").Frame} Frame
 *
 * @typedef {object} Role what a column of the statement is
 * @property {"derived" | "row" | "passes" | "number" | "index" | "copy"} role a derived column's values; of joined
 *   rows, the number of a member's row or null, and whether the filter keeps it; of rows one after another, the
 *   row's number in the list of all tables, and which table it is of
 * @property {number} [member] none where a value is that of the whole row
 * @property {string} [of] the derived column
 *
 * @typedef {object} SliceQuery
 * @property {string} sql a line for each joined row, or for each row of each member, in the view's order
 * @property {(QueryColumn & Role)[]} columns
 * @property {string[]} aggregates derived columns that have values in groups alone
 * @property {boolean} own whether the filter keeps other rows of each member
 * @property {{text: string, column: string | null}[]} keys what rows are joined on, and the column that it is
 */

/**
 * @param {Spec} spec a canonical one of several tables
 * @param {TableSchema[]} schemas of its tables, in order
 * @returns {Generator<string[], SliceQuery, Frame[]>}
 */
export function* sliceQuery(spec, schemas) {
  const { head } = compareHead(spec, schemas);
  if (!isCompared(head)) throw new Error("a view of one table compares nothing");
  const bare = rowsOf(spec);
  if (head.compare.as !== "join") return yield* ofList(bare, membersOf(head, schemas));
  const { joined, problems } = joinOf(head, schemas);
  if (!joined) throw new Error(problems[0]?.message ?? "the tables cannot be joined");
  yield matchStatements(joined);
  return yield* ofJoin(bare, joined);
}

/**
 * The rows behind a view, with its derived columns alone.
 * @param {Spec} spec
 * @returns {Spec}
 */
function rowsOf({ v, tables, set, compare, filter, search, group, pivot, layout, ...spec }) {
  const isList = !group?.length && !pivot && (layout === "table" || layout === "gallery");
  const derived = spec.columns.filter(({ expr }) => expr !== undefined);
  return {
    ...{ v, tables, set, compare, filter, search, rows: spec.rows, row_height: spec.row_height },
    ...{ group: [], sort: isList ? spec.sort : [], pinned: [], layout: "table" },
    columns: derived.map(({ name, expr }) => ({ name, expr })),
  };
}

/**
 * @param {Spec} spec
 * @param {Joined} joined
 * @returns {Generator<string[], SliceQuery, Frame[]>}
 */
function* ofJoin(spec, joined) {
  const form = rowsForm(spec, joined);
  const { compiled, shown } = form;
  const conditions = conditionsOf(spec, { ...compiled, joined: asNow(joined) });
  const own = conditions.own && !joined.now;
  const members = joined.shown.map(({ index }) => index);
  compiled.layers.push(joined.shown.map((member) => ({
    name: `passes ${member.index}`,
    sql: own ? `(${hasSql(member)} AND ${conditions.sql[member.index] ?? "TRUE"})` : hasSql(member),
    members: [],
  })));
  /** @type {Role[]} */
  const roles = [
    ...shown.flatMap(({ entry, own }) =>
      own ? members.map((member) => derived(entry.name, member)) : [derived(entry.name)]
    ),
    ...members.map((member) => ({ role: /** @type {const} */ ("row"), member })),
    { role: "copy" },
    ...members.map((member) => ({ role: /** @type {const} */ ("passes"), member })),
  ];
  const found = yield* asked(withFlags(form, members), roles);
  const keys = joined.keys.map(({ text, column }) => ({ text, column: column ?? null }));
  return { ...found, aggregates: compiled.aggregates.map(({ name }) => name), own, keys };
}

/**
 * Joined rows with a column for each member that says whether the filter keeps its row.
 * @template {Form} T
 * @param {T} form
 * @param {number[]} members
 * @returns {T}
 */
function withFlags(form, members) {
  const flags = members.map((index) => ({
    name: `${ASIDE}passes ${index}`,
    sql: `passes ${index}`,
    type: /** @type {const} */ ({ kind: "boolean" }),
  }));
  return {
    ...form,
    spec: { ...form.spec, columns: [...form.spec.columns, ...flags.map(({ name }) => ({ name }))] },
    schema: { ...form.schema, columns: [...form.schema.columns, ...flags] },
  };
}

/**
 * @param {Spec} spec
 * @param {ReturnType<typeof membersOf>} tables
 * @returns {Generator<string[], SliceQuery, Frame[]>}
 */
function* ofList(spec, { members, shown }) {
  const form = concatForm(spec, members, shown, { member: true });
  const aside = [
    { name: `${ASIDE}number`, sql: ROW.slice(1, -1), type: INTEGER },
    { name: `${ASIDE}index`, sql: INDEX, type: INTEGER },
  ];
  const aggregates = [...resolveColumns(spec.columns, form.schema).aggregates.keys()];
  const rows = spec.columns.filter(({ name }) => !aggregates.includes(name));
  const columns = [...rows, ...aside.map(({ name }) => ({ name }))];
  const schema = { ...form.schema, columns: [...form.schema.columns, ...aside], where: "TRUE" };
  /** @type {Role[]} */
  const roles = [...rows.map(({ name }) => derived(name)), { role: "number" }, { role: "index" }];
  const found = yield* asked({ ...form, schema, spec: { ...spec, columns } }, roles);
  return { ...found, aggregates, own: true, keys: [] };
}

/** @param {string} of @param {number} [member] @returns {Role} */
function derived(of, member) {
  return { role: "derived", of, ...member === undefined ? {} : { member } };
}

/**
 * @param {Form} form
 * @param {Role[]} roles
 */
function* asked(form, roles) {
  const { sql, columns } = yield* asking(form, viewQuery(form.spec, form.schema));
  return { sql: form.fill(sql), columns: columns.map((column, index) => ({ ...column, ...roles[index] })) };
}
