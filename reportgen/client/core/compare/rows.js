/** Joined rows: asked as a table with a column for each member's values, which the answer brings together again. */

import { quoteIdentifier } from "../expr/index.js";
import { answerRows } from "../sql/rows.js";
import { answerSummaries } from "../sql/summaries.js";
import { as, select } from "../sql/build.js";
import { compileColumns } from "./derive.js";
import { conditionsOf } from "./conditions.js";
import { countMembers } from "./counts.js";
import { filled, freeRelation, hasSql, standsSql, wideSource } from "./wide.js";
import { asking } from "./form.js";
import { nearRows } from "./near.js";
import { longForm } from "./long.js";
import { asNow, withSteps } from "./over.js";

/**
 * @typedef {import("./types.d.ts").Joined} Joined
 * @typedef {import("./types.d.ts").Compiled} Compiled
 * @typedef {import("./types.d.ts").Form} Form
 * @typedef {import("./types.d.ts").Member} Member
 * @typedef {import("../spec/types.js").Spec} Spec
 * @typedef {import("../spec/types.js").SpecColumn} SpecColumn
 * @typedef {import("../spec/types.js").Answering} Answering
 * @typedef {import("../spec/types.js").AnswerColumn} AnswerColumn
 * @typedef {import("../spec/types.js").TableSchema} TableSchema
 * @typedef {import("../expr/types.js").Column} Column
 *
 * @typedef {{entry: SpecColumn, own: boolean}} Shown a column of the panel, and whether each member has one
 * @typedef {Form & {compiled: Compiled, shown: Shown[]}} RowsForm
 */

/** No column that people name begins so. */
export const ASIDE = "‖";

/**
 * @param {Spec} spec a canonical one
 * @param {Joined} joined
 * @returns {RowsForm}
 */
export function rowsForm(spec, joined) {
  const compiled = compileColumns(spec.columns, joined);
  const relation = freeRelation("reportgen rows", spec);
  const shown = shownOf(spec, compiled);
  // What is filtered and sorted by is what is reached.
  const reached = { ...compiled, joined: asNow(joined) };
  const schema = flatSchema(reached, relation, whereOf(spec, reached));
  const entries = shown.flatMap(({ entry, own }) => {
    const { expr: _, label: __, hidden: ___, ...rest } = entry;
    return own
      ? joined.shown.map(({ index }) => ({ ...rest, name: asideName(index, entry.name) }))
      : [{ ...rest, name: entry.name }];
  });
  const aside = [...joined.shown.map(({ index }) => `row ${index}`), "copy"];
  return {
    compiled,
    shown,
    spec: {
      ...spec,
      filter: undefined,
      search: undefined,
      columns: [...entries, ...aside.map((name) => ({ name: ASIDE + name }))],
    },
    schema,
    fill: (statement) => filled(statement, relation, (text) => wideSource(joined, compiled.layers, text)),
  };
}

/** @param {number} index @param {string} name */
function asideName(index, name) {
  return `${ASIDE}${index}:${name}`;
}

/**
 * @param {Spec} spec
 * @param {Compiled} compiled
 * @returns {Shown[]}
 */
function shownOf({ columns }, { joined, derived, aggregates }) {
  return columns.filter((entry) => !entry.hidden && !aggregates.includes(entry)).map((entry) => ({
    entry,
    own: entry.expr === undefined
      ? joined.own.some(({ name }) => name === entry.name)
      : derived.some((one) => one.entry === entry && one.own),
  }));
}

/**
 * The joined rows that stand and that some member's values pass.
 * @param {Spec} spec
 * @param {Compiled} compiled
 */
function whereOf(spec, compiled) {
  const { shown } = compiled.joined;
  const { own, sql } = conditionsOf(spec, compiled);
  const stands = standsSql(compiled.joined);
  if (!shown.length || sql[shown[0].index] === null) return stands;
  const passes = own
    ? shown.map((member) => `(${hasSql(member)} AND ${sql[member.index]})`).join(" OR ")
    : sql[shown[0].index];
  return `(${stands}) AND (${passes})`;
}

/**
 * Names mean to the panel what they mean to its reference.
 * @param {Compiled} compiled
 * @param {string} relation
 * @param {string} where
 * @returns {TableSchema}
 */
function flatSchema({ joined, schemas }, relation, where) {
  const { members, reference } = joined;
  const steps = withSteps(joined);
  const own = steps.flatMap(({ index }) =>
    schemas[index].columns.filter((column) => "own" in column).map((column) => ({
      ...column,
      name: asideName(index, column.name),
    }))
  );
  const aside = ["copy", ...steps.map(({ index }) => `row ${index}`)].map((name) => ({
    name: ASIDE + name,
    sql: name,
    type: /** @type {const} */ ({ kind: "integer", bits: 64, unsigned: false }),
  }));
  return {
    ...schemas[reference.index],
    relation,
    where,
    rows: members.reduce((sum, { schema }) => sum + schema.rows, 0),
    columns: [...schemas[reference.index].columns, ...own, ...aside],
  };
}

/**
 * @param {Spec} spec
 * @param {Joined} joined
 * @param {{offset?: number}} options
 * @returns {Answering}
 */
export function* answerJoinedRows(spec, joined, options) {
  const form = rowsForm(spec, joined);
  const counts = yield* asking(form, countMembers(spec, form));
  const pinned = yield* asking(form, existing(form));
  const schema = { ...form.schema, rows: counts.rows };
  const near = nearRows(form);
  const answer = yield* asking(
    near,
    answerRows({ ...form.spec, pinned }, schema, { ...options, near: near.find }),
  );
  const shown = folded(answer, form);
  if (!spec.summaries) return { ...shown, members: counts.members };
  const summaries = yield* summariesOf(spec, joined, form, { ...form, schema });
  return { ...shown, members: counts.members, summaries };
}

/**
 * What the headers say: of columns that stand once over the joined rows, of others over the rows of all members.
 * @param {Spec} spec
 * @param {Joined} joined
 * @param {RowsForm} rows
 * @param {Form} once
 * @returns {Generator<string[], Record<string, import("../sql/summaries.js").Summary>, import("../frame.js").Frame[]>}
 */
function* summariesOf(spec, joined, { shown }, once) {
  const names = (/** @type {boolean} */ each) =>
    shown.filter(({ own }) => own === each).map(({ entry }) => entry.name);
  const long = longForm(spec, asNow(joined));
  const shared = yield* asking(once, answerSummaries(once.spec, once.schema, names(false)));
  const own = yield* asking(long, answerSummaries(long.spec, long.schema, names(true)));
  return { ...shared, ...own };
}

/**
 * The numbers of pinned rows that there are.
 * @param {Form} form
 * @returns {Generator<string[], number[], import("../frame.js").Frame[]>}
 */
function* existing({ spec, schema }) {
  const { pinned = [] } = spec;
  if (!pinned.length) return [];
  const from = quoteIdentifier(schema.relation);
  const [{ columns: [found] }] = yield [
    select({ columns: [as('"__row__"', "c0")], from, where: [`"__row__" IN (${pinned.join(", ")})`] }),
  ];
  return pinned.filter((row) => found.includes(row));
}

/**
 * The members' values of a column side by side in one cell.
 * @param {import("../spec/types.js").Answer} answer
 * @param {RowsForm} form
 * @returns {import("../spec/types.js").Answer}
 */
function folded(answer, { compiled, shown }) {
  const { joined, derived } = compiled;
  const members = joined.shown;
  const width = shown.reduce((sum, { own }) => sum + (own ? members.length : 1), 0);
  const extra = answer.columns.length;
  const places = placesOf(shown, members.length);
  const row = (/** @type {unknown[]} */ cells) => [
    ...shown.map(({ own }, index) =>
      own ? cells.slice(places[index], places[index] + members.length) : cells[places[index]]
    ),
    ...cells.slice(extra),
  ];
  const present = answer.rows.map((cells) => members.map((_, index) => cells[width + index] !== null));
  const copies = answer.rows.map((cells) => /** @type {number} */ (cells[width + members.length]));
  return {
    ...answer,
    columns: shown.map(({ entry, own }, index) => {
      const some = answer.columns.slice(places[index], places[index] + (own ? members.length : 1));
      const made = derived.find((one) => one.entry === entry);
      return columnOf(entry, some, own ? members : null, made, { extra, shown: shown.length, places });
    }),
    rows: answer.rows.map(row),
    ...answer.pinned ? { pinned: { ...answer.pinned, rows: answer.pinned.rows.map(row) } } : {},
    present,
    ...joined.now ? { reached: present.map((there) => reachedPlace(there, joined)) } : {},
    ...copies.some((copy) => copy > 0) ? { copies } : {},
  };
}

/**
 * Where in a list of members' values the one stands that is reached, or -1.
 * @param {boolean[]} there which members have the row
 * @param {Joined} joined
 */
function reachedPlace(there, { shown, head }) {
  const { at, order } = head.compare;
  const last = at === undefined ? -1 : (order ?? []).indexOf(at);
  const until = shown.findLastIndex(({ index }) =>
    at === undefined || (order ? order.indexOf(index) <= last : index <= at)
  );
  return there.slice(0, until + 1).lastIndexOf(true);
}

/**
 * Where each column's values begin among the cells.
 * @param {Shown[]} shown
 * @param {number} members
 */
function placesOf(shown, members) {
  let next = 0;
  return shown.map(({ own }) => {
    const place = next;
    next += own ? members : 1;
    return place;
  });
}

/**
 * @param {SpecColumn} entry
 * @param {AnswerColumn[]} some one, or one a member
 * @param {Member[] | null} members
 * @param {import("./types.d.ts").Derived | undefined} made
 * @param {{extra: number, shown: number, places: number[]}} widths
 * @returns {AnswerColumn}
 */
function columnOf(entry, some, members, made, { extra, shown, places }) {
  const [first] = some;
  const ranges = some.flatMap(({ range }) => range ?? []);
  const { other } = first ?? {};
  const types = some.map(({ type }) => type);
  const differ = new Set(types.map((type) => JSON.stringify(type))).size > 1;
  return {
    ...first ?? { type: { kind: "null" }, role: "cell", show: "value" },
    name: entry.name,
    label: entry.label ?? entry.name,
    derived: made !== undefined,
    ...members ? { members: members.map(({ index }) => index) } : {},
    ...members && differ ? { types } : {},
    ...ranges.length ? { range: wholeRange(ranges) } : {},
    ...other === undefined ? {} : { other: other >= extra ? other - extra + shown : places.indexOf(other) },
  };
}

/** @param {{lo: number, hi: number}[]} ranges */
function wholeRange(ranges) {
  return { lo: Math.min(...ranges.map(({ lo }) => lo)), hi: Math.max(...ranges.map(({ hi }) => hi)) };
}
