/** A comparison as one statement: all of its rows or groups, each value of its own type, for programs to read. */

import { writeName } from "../expr/index.js";
import { viewQuery } from "../sql/query.js";
import { concatForm } from "./concat.js";
import { asking } from "./form.js";
import { compareHead } from "./head.js";
import { joinOf, membersOf } from "./join.js";
import { longForm } from "./long.js";
import { matchStatements } from "./match.js";
import { asNow } from "./over.js";
import { ASIDE, rowsForm } from "./rows.js";
import { isCompared } from "./schema.js";

/**
 * @typedef {import("./types.d.ts").Joined} Joined
 * @typedef {import("./types.d.ts").Form} Form
 * @typedef {import("./types.d.ts").Member} Member
 * @typedef {import("../spec/types.js").Spec} Spec
 * @typedef {import("../spec/types.js").TableSchema} TableSchema
 * @typedef {import("../sql/query.js").Query} Query
 * @typedef {import("../frame.js").Frame} Frame
 */

/** Which rows of the tables a joined row is made of; a column of a member has its number there. */
const NUMBERS = new RegExp(`^${ASIDE}\\D`, "u");
const MEMBERS = new RegExp(`^${ASIDE}(\\d+):(.*)$`, "su");

/**
 * Joined rows have a column for each member's values, `label.column`, and one of what all have alike. Groups of joined
 * tables have a line for each member, whose label is their last key. Tables one after another have what a panel shows.
 * @param {Spec} spec a canonical one that joins or concatenates, of rows or groups
 * @param {TableSchema[]} schemas of its tables, in order
 * @param {{limit?: number | null}} [options]
 * @returns {Generator<string[], Query, Frame[]>}
 */
export function* comparisonQuery(spec, schemas, options = {}) {
  const { head } = compareHead(spec, schemas);
  if (!isCompared(head)) return yield* viewQuery(spec, schemas[0], options);
  const { members, shown } = membersOf(head, schemas);
  if (head.compare.as !== "join") {
    return yield* asked(concatForm(spec, members, shown, { member: true }), options);
  }
  const { joined, problems } = joinOf(head, schemas);
  if (!joined) throw new Error(problems[0]?.message ?? "the tables cannot be joined");
  yield matchStatements(joined);
  if (!spec.group?.length) {
    const rows = rowsForm(spec, joined);
    return yield* asked({ ...rows, spec: { ...rows.spec, columns: labelled(spec, rows, members) } }, options);
  }
  const form = longForm(spec, asNow(joined));
  const group = [...form.spec.group ?? [], writeName(form.member)];
  return yield* asked({ ...form, spec: { ...form.spec, group } }, options);
}

/**
 * @param {Form} form
 * @param {{limit?: number | null}} options
 * @returns {Generator<string[], Query, Frame[]>}
 */
function* asked(form, options) {
  const { sql, columns } = yield* asking(form, viewQuery(form.spec, form.schema, options));
  return { sql: form.fill(sql), columns };
}

/**
 * The columns with the names that programs get: those of members begin with the members' labels.
 * @param {Spec} spec
 * @param {Form} form its joined rows
 * @param {Member[]} members
 */
function labelled(spec, form, members) {
  const labels = new Map(spec.columns.map(({ name, label }) => [name, label ?? name]));
  return form.spec.columns.filter(({ name }) => !NUMBERS.test(name)).map((entry) => {
    const [, member, name] = MEMBERS.exec(entry.name) ?? [null, "", entry.name];
    const label = labels.get(name) ?? name;
    return { ...entry, label: member ? `${members[Number(member)].label}.${label}` : label };
  });
}
