/** Several tables, joined: which columns stand once, which each member has, and what the rows are matched on. */

import { checkExpression, columnSql, keyType, printSql, quoteIdentifier, toKeySql } from "../expr/index.js";
import { isMedia } from "../expr/media.js";
import { sameType } from "../expr/types.js";
import { columnNamed } from "../spec/canonical.js";
import { castSql, joinedType, nullOf } from "./types.js";
import { reporter } from "./head.js";
import { besideName, tableName } from "./match.js";
import { withNow } from "./over.js";
import { inOrder } from "./words.js";

/**
 * @typedef {import("./types.d.ts").Joined} Joined
 * @typedef {import("./types.d.ts").JoinKey} JoinKey
 * @typedef {import("./types.d.ts").Member} Member
 * @typedef {import("./types.d.ts").Made} Made
 * @typedef {import("./types.d.ts").Own} Own
 * @typedef {import("../spec/types.js").Head} Head
 * @typedef {import("../spec/types.js").Compare} Compare
 * @typedef {import("../spec/types.js").Problem} Problem
 * @typedef {import("../spec/types.js").TableSchema} TableSchema
 * @typedef {import("../expr/types.js").Column} Column
 * @typedef {import("../expr/types.js").Type} Type
 */

/** Columns of these kinds can tell rows apart. */
const KEY_KINDS = new Set(["text", "integer", "date", "timestamp", "time", "decimal"]);
/** What is joined on columns of these kinds is their value. */
const VALUE_KINDS = new Set([...KEY_KINDS, "float", "boolean"]);

/**
 * The tables of a comparison, and those of them that are shown, in order.
 * @param {Head} head
 * @param {TableSchema[]} schemas
 * @returns {{members: Member[], shown: Member[], reference: Member}}
 */
export function membersOf({ tables, compare }, schemas) {
  const members = tables.map(({ label, color, hidden }, index) => ({
    index,
    label,
    color: color ?? index,
    hidden: hidden === true,
    schema: schemas[index],
  }));
  const standing = (compare?.order ?? members.map(({ index }) => index)).map((index) => members[index]);
  const shown = standing.filter(({ hidden }) => !hidden);
  const reference = members[compare?.reference ?? standing[0].index];
  return { members, shown, reference };
}

/**
 * @param {Head & {compare: Compare}} given
 * @param {TableSchema[]} schemas
 * @returns {{joined: Joined | null, problems: Problem[]}} null where nothing is known to join on
 */
export function joinOf(given, schemas) {
  /** @type {Problem[]} */
  const problems = [];
  const { members, shown, reference } = membersOf(given, schemas);
  const texts = given.compare.on ?? defaultOn(members);
  if (!texts) return { joined: null, problems: [nothingToJoinOn(members)] };
  const keys = texts.flatMap((text) => keyOf(text, members, problems) ?? []);
  if (!keys.length || keys.length < texts.length) return { joined: null, problems };
  const compare = inOrder({ ...given.compare, on: texts });
  const unique = keys.length === 1 &&
    members.every(({ schema }) => schema.unique?.includes(keys[0].column ?? ""));
  const all = columnsOf(members);
  const once = sharedNames(compare, keys, all, problems);
  const shared = sharedColumns(keys, all, once);
  const own = all.filter(({ name }) => !once.has(name));
  const table = tableName(members, keys, unique);
  const beside = schemas[0].beside?.[table];
  const joined = {
    head: { ...given, compare },
    members,
    shown,
    reference,
    keys,
    unique,
    table,
    from: beside ? besideName(table) : table,
    beside,
    shared,
    own,
    made: [],
  };
  return { joined: withNow({ ...joined, made: madeOf(joined, all) }), problems };
}

/**
 * `id`, or else a column of media.
 * @param {Member[]} members
 * @returns {string[] | null}
 */
function defaultOn(members) {
  const [{ schema }, ...others] = members;
  const common = schema.columns.filter(({ name }) =>
    others.every((one) => one.schema.columns.some((column) => column.name === name))
  );
  if (common.some(({ name, type }) => name === "id" && KEY_KINDS.has(type.kind))) return ["id"];
  const media = common.find(({ name, type }) =>
    isMedia(type) && members.every((one) => kindOf(one, name) === type.kind)
  );
  return media ? [nameText(media.name)] : null;
}

/** @param {Member} member @param {string} name */
function kindOf({ schema }, name) {
  return schema.columns.find((column) => column.name === name)?.type.kind;
}

/** @param {string} name */
function nameText(name) {
  return /^[A-Za-z_]\w*$/.test(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

/** @param {Member[]} members @returns {Problem} */
function nothingToJoinOn(members) {
  const candidates = members[0].schema.columns.filter(({ name, type }) =>
    KEY_KINDS.has(type.kind) && members.every((one) => KEY_KINDS.has(kindOf(one, name) ?? ""))
  );
  const sure = candidates.filter(({ name }) => members.every(({ schema }) => schema.unique?.includes(name)));
  const names = (sure.length ? sure : candidates).map(({ name }) => `'${name}'`);
  const message = "the tables have neither a column 'id' nor media in common to be joined on";
  const help = names.length
    ? `say ':on:' with one of ${names.slice(0, 8).join(", ")}, or compare with 'concat' or 'split'`
    : "compare with 'concat' or 'split'";
  return { code: "option-value", message, help, at: { option: "on", start: 0, end: 0 } };
}

/**
 * @param {string} text
 * @param {Member[]} members
 * @param {Problem[]} problems
 * @returns {JoinKey | null}
 */
function keyOf(text, members, problems) {
  const trees = members.map(({ schema, label }) => {
    const { tree, problems: found } = checkExpression(text, schema, { aggregates: "no" });
    for (const { start, end, code, message, help } of found) {
      const at = { option: "on", start, end };
      problems.push({ code, message: `${message} (in '${label}')`, ...help ? { help } : {}, at });
    }
    return tree;
  });
  if (!trees.every((tree) => tree !== null)) return null;
  const type = joinedType(trees.map((tree) => keyType(tree.type)));
  const sql = trees.map((tree) => {
    // A name of its own for what is printed, so that it can be cast like a column.
    const key = toKeySql(printSql(tree), tree.type);
    const from = keyType(tree.type);
    if (type.kind === "text") return `CAST(${key} AS VARCHAR)`;
    if (type.kind === "float") return `CAST(${key} AS DOUBLE)`;
    return sameType(from, type)
      ? key
      : castSql({ name: "", sql: "", type: from }, type).replace('""', () => key);
  });
  return { text, column: columnNamed(text, members[0].schema), type, sql };
}

/**
 * All columns of all tables.
 * @param {Member[]} members
 * @returns {Own[]}
 */
export function columnsOf(members) {
  const names = [...new Set(members.flatMap(({ schema }) => schema.columns.map(({ name }) => name)))];
  return names.map((name) => {
    const types = members.map(({ schema }) =>
      schema.columns.find((column) => column.name === name)?.type ?? null
    );
    return { name, types, type: joinedType(types.filter((type) => type !== null)) };
  });
}

/**
 * The columns that stand once.
 * @param {Compare} compare
 * @param {JoinKey[]} keys
 * @param {Own[]} all
 * @param {Problem[]} problems
 */
function sharedNames({ shared = [] }, keys, all, problems) {
  const report = reporter(problems);
  const names = new Set(keys.flatMap(({ column }) => column ?? []));
  for (const name of shared) {
    const column = all.find((one) => one.name === name);
    if (!column) report(`no table has a column '${name}'`, "shared");
    else if (column.types.every((type) => type === null || type.kind === column.type.kind)) names.add(name);
    else report(`'${name}' is of different types in the tables and cannot stand once`, "shared");
  }
  return names;
}

/**
 * @param {JoinKey[]} keys
 * @param {Own[]} all
 * @param {Set<string>} once
 * @returns {Column[]}
 */
function sharedColumns(keys, all, once) {
  const first = keys.flatMap(({ column }) => column ?? []);
  const rest = all.map(({ name }) => name).filter((name) => once.has(name) && !first.includes(name));
  return [...first, ...rest].flatMap((name) => {
    const column = all.find((one) => one.name === name);
    const key = keys.find((one) => one.column === name);
    if (!column) return [];
    const type = key && VALUE_KINDS.has(column.type.kind) ? key.type : column.type;
    return [{ name, type, sql: `:${name}` }];
  });
}

/**
 * What the joined rows' columns are made of: `k` is the table of row numbers, `m0` the rows of the first table.
 * @param {Joined} joined
 * @param {Own[]} all
 * @returns {Made[]}
 */
function madeOf(joined, all) {
  const { members, keys, shared, own } = joined;
  const made = members.map(({ index }) => ({ name: `row ${index}`, sql: `k.r${index}`, members: [] }));
  const once = shared.map(({ name, sql, type }) => {
    const key = keys.findIndex(({ column }) => column === name);
    const isKey = key >= 0 && VALUE_KINDS.has(type.kind);
    if (isKey) return { name: sql ?? name, sql: `k.k${key}`, members: [] };
    const types = all.find((one) => one.name === name)?.types ?? [];
    return { name: sql ?? name, ...firstOf(joined, name, types) };
  });
  const each = own.flatMap(({ name, type, types }) =>
    members.map(({ index }) => ({
      name: `${index}:${name}`,
      ...types[index] ? valueOf(joined, index, name) : { sql: nullOf(type), members: [] },
    }))
  );
  return [...made, { name: "copy", sql: "k.n", members: [] }, ...once, ...each];
}

/**
 * A shared column: that of the first member which has the row.
 * @param {Joined} joined
 * @param {string} name
 * @param {(Type | null)[]} types
 */
function firstOf(joined, name, types) {
  const { members, shown, head } = joined;
  const there = (shown.length ? shown : members).filter(({ index }) => types[index]);
  const some = there.length ? there : members.filter(({ index }) => types[index]);
  const [first] = some;
  if (head.compare.how === "inner" || some.length === 1) {
    return valueOf(joined, first.index, name);
  }
  const values = some.map(({ index }) => ({ index, ...valueOf(joined, index, name) }));
  const cases = values.map(({ index, sql }) => `WHEN k.r${index} IS NOT NULL THEN ${sql}`);
  return { sql: `CASE ${cases.join(" ")} END`, members: values.flatMap((one) => one.members) };
}

/**
 * A member's column: beside the row numbers, or in its own rows.
 * @param {Pick<Joined, "members" | "beside">} joined
 * @param {number} index
 * @param {string} name
 */
function valueOf({ members, beside }, index, name) {
  const placed = `${index}:${name}`;
  if (beside?.includes(placed)) return { sql: `k.${quoteIdentifier(placed)}`, members: [] };
  const column = members[index].schema.columns.find((one) => one.name === name);
  return { sql: column ? `m${index}.${columnSql(column)}` : quoteIdentifier(name), members: [index] };
}
