/** Facts about several tables: one value computed over joined rows, or over those of all tables in one list. */

import { checkFact, factQuery } from "../sql/fact.js";
import { compareHead } from "./head.js";
import { concatForm } from "./concat.js";
import { asking } from "./form.js";
import { joinOf, membersOf } from "./join.js";
import { matchStatements } from "./match.js";
import { rowsForm } from "./rows.js";
import { compareSchema, isCompared } from "./schema.js";

/**
 * @typedef {import("../spec/types.js").Spec} Spec
 * @typedef {import("../spec/types.js").TableSchema} TableSchema
 * @typedef {import("../frame.js").Frame} Frame
 */

/**
 * What is wrong with a fact's filter and expression.
 * @param {string} filter no filter if empty
 * @param {string} expr
 * @param {Spec} spec how the tables are compared
 * @param {TableSchema[]} schemas
 * @returns {{problems: import("../spec/types.js").Problem[]}}
 */
export function checkComparedFact(filter, expr, spec, schemas) {
  return checkFact(filter, expr, compareSchema(spec, schemas));
}

/**
 * @param {string} filter no filter if empty
 * @param {string} expr an aggregate
 * @param {Spec} spec how the tables are compared
 * @param {TableSchema[]} schemas
 * @returns {Generator<string[], unknown, Frame[]>}
 */
export function* comparedFact(filter, expr, spec, schemas) {
  const { head } = compareHead(spec, schemas);
  if (!isCompared(head)) return yield* factQuery(filter, expr, schemas[0]);
  if (head.compare.as !== "join") {
    const { members, shown } = membersOf(head, schemas);
    const form = concatForm({ ...spec, filter }, members, shown, { member: true });
    return yield* asking(form, factQuery(filter, expr, form.schema));
  }
  const { joined, problems } = joinOf(head, schemas);
  if (!joined) throw new Error(problems[0]?.message ?? "the tables cannot be joined");
  yield matchStatements(joined);
  const form = rowsForm({ ...spec, columns: [], filter: filter.trim() || undefined }, joined);
  return yield* asking(form, factQuery("", expr, form.schema));
}
