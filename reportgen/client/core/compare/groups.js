/** Groups of a comparison: each column's cell holds what it says of each member. */

import { answerColumns, cellsOf, groupsSql, readPage } from "../sql/groups.js";
import { columnsOfGroups } from "../sql/shown.js";
import { domainOf, domainSql } from "../sql/histogram.js";
import { keyLiteral } from "../sql/keys.js";
import { scopeOf } from "../sql/scope.js";
import { writeName } from "../expr/index.js";
import { pack } from "../wire.js";
import { INDEX } from "./long.js";
import { wholeOf } from "./whole.js";

/**
 * @typedef {import("./types.d.ts").Form} Form
 * @typedef {import("./types.d.ts").Member} Member
 * @typedef {import("./types.d.ts").AnswerMember} AnswerMember
 * @typedef {import("../sql/groups.js").Page} Page
 * @typedef {import("../sql/scope.js").Scope} Scope
 * @typedef {import("../sql/shown.js").Shown} Shown
 * @typedef {import("../spec/types.js").Spec} Spec
 * @typedef {import("../spec/types.js").Answer} Answer
 * @typedef {import("../spec/types.js").Answering} Answering
 * @typedef {import("../frame.js").Frame} Frame
 *
 * @typedef {object} LongGroups
 * @property {Form} form of the long list
 * @property {Member[]} shown
 * @property {boolean} same whether what stands once has one value in each group
 * @property {Set<string>} own the columns that each member has another of
 * @property {Set<string>} mixed aggregates that name members: each group has one value
 * @property {Set<string>} derived
 * @property {AnswerMember[]} members
 */

/** More groups than a page has: those of a page, for each member. */
const ALL = 1_000_000;

/**
 * @param {LongGroups} asked
 * @param {{offset?: number}} options
 * @returns {Answering} its statements are still to be filled
 */
export function* answerLongGroups(asked, { offset = 0 }) {
  const { spec, schema } = asked.form;
  const scope = scopeOf(spec, schema);
  const shown = columnsOfGroups(scope);
  const { page, start, domains } = yield* findPage(scope, shown, spec.rows, offset);
  const each = yield* eachMember(asked, page, domains);
  const { whole, members } = yield* wholeOf(asked, scope, shown);
  const columns = yield* answerColumns(scope, shown, spec);
  const lists = shown.map((column) => isList(column, asked));
  const once = mixedCells(scope, shown, page, asked);
  const cellOf = (/** @type {unknown[]} */ key, /** @type {number} */ row) =>
    shown.map((column, index) => once[index] ? once[index][row] : each(key, column, index, lists[index]));
  return {
    kind: "groups",
    total: members.reduce((sum, { rows }) => sum + rows, 0),
    filtered: page.filtered,
    groups: page.groups,
    offset: start,
    columns: columns.map((column, index) => ({
      ...column,
      derived: column.derived || asked.derived.has(column.name),
      ...lists[index] ? { members: asked.shown.map((member) => member.index) } : {},
    })),
    rows: page.keys.map(cellOf),
    keys: page.keys,
    members,
    whole: whole.map((values, index) => once[index] ? null : lists[index] ? values : values?.[0] ?? null),
  };
}

/**
 * Whether a column's cells hold a value for each member.
 * @param {Shown} column
 * @param {LongGroups} asked
 */
function isList(column, { same, own, mixed }) {
  if (column.role === "key") return false;
  const name = column.answer().name;
  if (mixed.has(name)) return false;
  return column.role === "count" || column.value === null || !same || own.has(name);
}

/**
 * The values of columns that name members, which the groups have once.
 * @param {Scope} scope
 * @param {Shown[]} shown
 * @param {Page} page
 * @param {LongGroups} asked
 * @returns {(unknown[] | null)[]} by column
 */
function mixedCells(scope, shown, { frame }, { mixed }) {
  const singles = shown.filter(({ single }) => single);
  return shown.map((column) => {
    if (!column.single || !mixed.has(column.answer().name)) return null;
    return frame.columns[scope.keys.length + 1 + singles.indexOf(column)];
  });
}

/**
 * @param {Scope} scope
 * @param {Shown[]} shown
 * @param {number} limit
 * @param {number} offset
 * @returns {Generator<string[], {page: Page, start: number, domains: (Shown["domain"])[]}, Frame[]>}
 */
function* findPage(scope, shown, limit, offset) {
  const histograms = shown.filter(({ show }) => show === "histogram");
  const asked = histograms.length ? [domainSql(scope, histograms)] : [];
  const results = yield [groupsSql(scope, shown, limit, offset), ...asked];
  let page = readPage(scope, results[0]);
  let start = offset;
  if (!page.keys.length && offset > 0) {
    page = readPage(scope, (yield [groupsSql(scope, shown, limit, 0)])[0]);
    start = Math.max(0, Math.floor((page.groups - 1) / limit) * limit);
    if (start) page = readPage(scope, (yield [groupsSql(scope, shown, limit, start)])[0]);
  }
  histograms.forEach((column, index) => {
    const [lo, hi] = [0, 1].map((side) => results[1].columns[2 * index + side][0]);
    column.domain = domainOf(column, lo, hi);
  });
  return { page, start, domains: shown.map(({ domain }) => domain) };
}

/**
 * What a page's groups hold of each member.
 * @param {LongGroups} asked
 * @param {Page} page
 * @param {Shown["domain"][]} domains
 * @returns {Generator<string[], (key: unknown[], column: Shown, index: number, list: boolean) => unknown, Frame[]>}
 */
function* eachMember({ form, shown: members }, page, domains) {
  const { spec, schema } = form;
  const group = [...spec.group ?? [], writeName(`\ue000${INDEX}`)];
  const split = scopeOf({ ...spec, group }, schema);
  const scope = { ...split, where: onPage(split, page) };
  const keys = spec.group?.length ?? 0;
  const all = columnsOfGroups(scope);
  const shown = [...all.slice(0, keys), ...all.slice(keys + 1)];
  shown.forEach((column, index) => column.domain = domains[index]);
  const found = readPage(scope, (yield [groupsSql(scope, shown, ALL, 0)])[0]);
  const cells = yield* cellsOf(scope, shown, found);
  const places = new Map(found.keys.map((key, row) => [pack(key), row]));
  const cellOf = (/** @type {unknown[]} */ key, /** @type {Shown} */ column, /** @type {number} */ index) => {
    const row = places.get(pack(key));
    if (row !== undefined) return cells[index](pack(key), row);
    return emptyCell(column, domains[index]);
  };
  return (key, column, index, list) => {
    if (column.role === "key") return key[column.key];
    const values = (list ? members : members.slice(0, 1)).map((member) =>
      cellOf([...key, member.index], column, index)
    );
    return list ? values : values[0];
  };
}

/**
 * What a group without any row of a member holds.
 * @param {Shown} column
 * @param {Shown["domain"]} domain
 * @returns {unknown}
 */
function emptyCell({ role, show }, domain) {
  if (role === "count") return 0;
  if (show === "gallery") return { items: [], n: 0 };
  if (show === "distribution") return { values: [], distinct: 0, nulls: 0, n: 0 };
  if (show !== "histogram") return null;
  const counts = new Array(domain?.bins ?? 0).fill(0);
  return { counts, nulls: 0, nan: 0, inf: 0, n: 0, min: null, max: null, mean: null };
}

/**
 * The condition that a row is of one of the page's groups.
 * @param {Scope} scope
 * @param {Page} page
 */
function onPage(scope, { keys, groups }) {
  if (keys.length === groups) return scope.where;
  const terms = keys.map((key) =>
    `(${
      key.map((value, at) =>
        `${scope.keys[at].sql} IS NOT DISTINCT FROM ${keyLiteral(value, scope.keys[at].type)}`
      )
        .join(" AND ")
    })`
  );
  const on = terms.length ? `(${terms.join(" OR ")})` : "FALSE";
  return scope.where === null ? on : `(${scope.where}) AND ${on}`;
}
