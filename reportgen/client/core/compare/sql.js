/** A comparison's question as text that people can read and run. */

import { quoteIdentifier, writeName } from "../expr/index.js";
import { panelSql } from "../sql/print.js";
import { concatForm } from "./concat.js";
import { compareHead } from "./head.js";
import { joinOf, membersOf } from "./join.js";
import { longForm } from "./long.js";
import { matchStatements } from "./match.js";
import { asNow } from "./over.js";
import { ASIDE, rowsForm } from "./rows.js";
import { isCompared } from "./schema.js";

/**
 * @typedef {import("../spec/types.js").Spec} Spec
 * @typedef {import("../spec/types.js").TableSchema} TableSchema
 */

/**
 * One statement, or of a split one for each member.
 * @param {Spec} spec a canonical one
 * @param {TableSchema[]} schemas of its tables, in order
 * @returns {string}
 */
export function comparisonSql(spec, schemas) {
  const { head } = compareHead(spec, schemas);
  if (!isCompared(head)) return panelSql(spec, schemas[0]);
  const { members, shown } = membersOf(head, schemas);
  if (head.compare.as === "join") return joinSql(spec, head, schemas);
  const lists = head.compare.as === "concat" ? [shown] : shown.map((member) => [member]);
  return lists.map((some) => {
    const form = concatForm(spec, members, some, {
      member: head.compare.as === "concat",
      numbered: some.length > 1,
    });
    const text = form.fill(panelSql(form.spec, form.schema));
    return lists.length > 1 ? `-- ${some[0].label.replace(/\s+/g, " ")}\n${text}` : text;
  }).join(";\n\n");
}

/**
 * @param {Spec} spec
 * @param {import("../spec/types.js").Head & {compare: import("../spec/types.js").Compare}} head
 * @param {TableSchema[]} schemas
 */
function joinSql(spec, head, schemas) {
  const { joined, problems } = joinOf(head, schemas);
  if (!joined) throw new Error(problems[0]?.message ?? "the tables cannot be joined");
  const form = spec.group?.length ? byMember(spec, joined) : rowsForm(spec, joined);
  const name = quoteIdentifier(joined.table);
  const [made] = matchStatements(joined);
  const match = made.slice(made.indexOf(" AS ") + " AS ".length);
  const statement = form.fill(panelSql(form.spec, form.schema)).replaceAll(ASIDE, "");
  return `WITH ${name} AS (\n${match}\n)\n${statement}`;
}

/**
 * The groups of each member.
 * @param {Spec} spec
 * @param {import("./types.d.ts").Joined} joined
 */
function byMember(spec, joined) {
  const form = longForm(spec, asNow(joined));
  return { ...form, spec: { ...form.spec, group: [...form.spec.group ?? [], writeName(form.member)] } };
}
