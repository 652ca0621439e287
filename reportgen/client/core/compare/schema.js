/** The schema of a comparison: what specs, expressions and menus take in place of a table's. */

import { compareHead } from "./head.js";
import { concatSchema } from "./concat.js";
import { memberSchemas } from "./derive.js";
import { joinOf, membersOf } from "./join.js";

/**
 * @typedef {import("../spec/types.js").Head} Head
 * @typedef {import("../spec/types.js").Compare} Compare
 * @typedef {import("../spec/types.js").Problem} Problem
 * @typedef {import("../spec/types.js").TableSchema} TableSchema
 * @typedef {{tables?: unknown, compare?: unknown, set?: unknown}} HasHead
 */

/**
 * @param {HasHead} raw a spec, or any JSON
 * @param {TableSchema[]} schemas of its tables, in order
 * @returns {{schema: TableSchema, problems: Problem[]}}
 */
export function schemaOf(raw, schemas) {
  const { head, problems } = compareHead(raw, schemas);
  if (!isCompared(head)) return { schema: { ...schemas[0], head }, problems };
  const joined = head.compare.as === "join" ? joinOf(head, schemas) : null;
  if (joined) problems.push(...joined.problems);
  if (joined?.joined) return { schema: joinedSchema(joined.joined), problems };
  // What cannot be joined can still be read one after another.
  const { on: _, how: __, shared: ___, ...rest } = head.compare;
  const compare = joined ? { ...rest, as: /** @type {const} */ ("split") } : head.compare;
  const { members, shown } = membersOf(head, schemas);
  return {
    schema: concatSchema({ ...head, compare }, members, shown, { member: compare.as === "concat" }),
    problems,
  };
}

/**
 * @param {HasHead} raw
 * @param {TableSchema[]} schemas
 * @returns {TableSchema}
 */
export function compareSchema(raw, schemas) {
  return schemaOf(raw, schemas).schema;
}

/**
 * @param {Head} head
 * @returns {head is Head & {compare: Compare}}
 */
export function isCompared(head) {
  return head.tables.length > 1 && head.compare !== undefined;
}

/**
 * Names mean what they mean to the reference.
 * @param {import("./types.d.ts").Joined} joined
 * @returns {TableSchema}
 */
function joinedSchema(joined) {
  const { members, reference, head, shared, own } = joined;
  const schema = memberSchemas(joined)[reference.index];
  return {
    ref: reference.schema.ref,
    label: reference.label,
    relation: reference.schema.relation,
    rows: members.reduce((sum, one) => sum + one.schema.rows, 0),
    columns: [
      ...shared,
      ...own.map(({ name, type, types }) => ({
        name,
        type: types[reference.index] ?? type,
        sql: `${reference.index}:${name}`,
      })),
    ],
    members: schema.members,
    head,
  };
}
