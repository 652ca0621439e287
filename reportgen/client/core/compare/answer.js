/** What a panel of several tables shows. */

import { answerPanel } from "../sql/answer.js";
import { answerWhole } from "../sql/summaries.js";
import { concatForm, firstRow } from "./concat.js";
import { countMembers, memberFacts } from "./counts.js";
import { compareHead } from "./head.js";
import { columnsOf, joinOf, membersOf } from "./join.js";
import { asking } from "./form.js";
import { asNow } from "./over.js";
import { answerLongGroups } from "./groups.js";
import { longForm, memberName } from "./long.js";
import { matchStatements } from "./match.js";
import { answerJoinedRows, rowsForm } from "./rows.js";
import { isCompared } from "./schema.js";
import { numberedFrom, ownPins, sliced } from "./split.js";

/**
 * @typedef {import("./types.d.ts").Joined} Joined
 * @typedef {import("./types.d.ts").Form} Form
 * @typedef {import("./types.d.ts").Member} Member
 * @typedef {import("../spec/types.js").Head} Head
 * @typedef {import("../spec/types.js").Compare} Compare
 * @typedef {import("../spec/types.js").Spec} Spec
 * @typedef {import("../spec/types.js").Answer} Answer
 * @typedef {import("../spec/types.js").Answering} Answering
 * @typedef {import("../spec/types.js").TableSchema} TableSchema
 * @typedef {import("../frame.js").Frame} Frame
 * @typedef {{offset?: number, twoStepRows?: number}} Options
 */

/**
 * @param {Spec} spec a canonical one
 * @param {TableSchema[]} schemas of its tables, in order
 * @param {Options} [options]
 * @returns {Answering}
 */
export function* answerComparison(spec, schemas, options = {}) {
  const { head } = compareHead(spec, schemas);
  if (!isCompared(head)) return yield* answerWhole(spec, schemas[0], options);
  if (head.compare.as === "join") return yield* answerJoin(spec, joinedOf(head, schemas), options);
  const { members, shown } = membersOf(head, schemas);
  if (head.compare.as === "concat") return yield* answerConcat(spec, members, shown, options);
  if (head.compare.split === "groups" && spec.group?.length) {
    return yield* answerSections(spec, members, shown, options);
  }
  const parts = [];
  for (const member of shown) {
    const form = concatForm(spec, members, [member], { member: false, numbered: false });
    const first = firstRow(members, member);
    const own = ownPins(spec, first, member);
    const answer = yield* asking(form, answerWhole(own, form.schema, options));
    parts.push({ member: member.index, first, answer: numberedFrom(answer, first) });
  }
  return sliced(parts, shown);
}

/**
 * @param {Head & {compare: Compare}} head
 * @param {TableSchema[]} schemas
 * @returns {Joined}
 */
function joinedOf(head, schemas) {
  const { joined, problems } = joinOf(head, schemas);
  if (!joined) throw new Error(problems[0]?.message ?? "the tables cannot be joined");
  return joined;
}

/**
 * @param {Spec} spec
 * @param {Joined} joined
 * @param {Options} options
 * @returns {Answering}
 */
function* answerJoin(spec, joined, options) {
  yield matchStatements(joined);
  const isGrouped = spec.layout === "table" && spec.group?.length && !spec.pivot;
  if (!isGrouped && spec.layout === "table" && !spec.pivot) {
    return yield* answerJoinedRows(spec, joined, options);
  }
  const reached = asNow(joined);
  const rows = rowsForm(spec, reached);
  // Groups tell themselves how many rows pass.
  const asked = isGrouped ? { ...spec, filter: undefined, search: undefined } : spec;
  const counts = yield* asking(rows, countMembers(asked, rows));
  const members = joined.now ? counts.members.map((one) => ({ ...one, rows: counts.rows })) : counts.members;
  const whole = reached.head.compare.how === "outer" || members.every(({ alone }) => !alone);
  const form = longForm(spec, reached, { complete: whole && !joined.now });
  if (!isGrouped) {
    const answer = yield* asking(form, answerPanel(form.spec, form.schema, options));
    return { ...answer, members };
  }
  return yield* asking(form, answerLongGroups({ ...form, form, shown: reached.shown, members }, options));
}

/**
 * @param {Spec} spec
 * @param {Member[]} members
 * @param {Member[]} shown
 * @param {Options} options
 * @returns {Answering}
 */
function* answerConcat(spec, members, shown, options) {
  const form = concatForm(spec, members, shown, { member: true });
  const answer = yield* asking(form, answerWhole(spec, form.schema, options));
  const counted = yield* countList(spec, members, shown);
  const own = memberName(columnsOf(members));
  const columns = answer.columns.map((column) =>
    column.name === own && column.show === "value" ? { ...column, labels: true } : column
  );
  return { ...answer, columns, members: counted };
}

/**
 * How many rows of each member pass.
 * @param {Spec} spec
 * @param {Member[]} members
 * @param {Member[]} shown
 * @returns {Generator<string[], import("./types.d.ts").AnswerMember[], Frame[]>}
 */
function* countList(spec, members, shown) {
  const facts = shown.map(memberFacts);
  if (!spec.filter && !spec.search) return facts;
  for (const [place, member] of shown.entries()) {
    const form = concatForm(spec, members, [member], { member: true });
    const bare = { ...spec, group: [], sort: [], pinned: [], rows: 1, layout: "table", pivot: undefined };
    const { filtered } = yield* asking(
      form,
      answerPanel({ ...bare, columns: derivedOnly(spec) }, form.schema),
    );
    facts[place] = { ...facts[place], filtered };
  }
  return facts;
}

/** The derived columns, hidden: a filter may need them. @param {Spec} spec */
function derivedOnly({ columns }) {
  return columns.filter(({ expr }) => expr !== undefined).map((entry) => ({ ...entry, hidden: true }));
}

/**
 * @param {Spec} spec
 * @param {Member[]} members
 * @param {Member[]} shown
 * @param {Options} options
 * @returns {Answering}
 */
function* answerSections(spec, members, shown, options) {
  const form = concatForm(spec, members, shown, { member: false });
  const own = new Set(form.schema.columns.map(({ name }) => name));
  const asked = {
    form,
    shown,
    same: false,
    own,
    mixed: new Set(),
    derived: new Set(),
    members: shown.map(memberFacts),
  };
  return yield* asking(form, answerLongGroups(asked, options));
}

/**
 * Any other question about a comparison.
 * @template T
 * @param {Spec} spec a canonical one
 * @param {TableSchema[]} schemas of its tables, in order
 * @param {"rows" | "long" | number} form joined rows, the long list of all members, or the rows of one member
 * @param {(spec: Spec, schema: TableSchema) => Generator<string[], T, Frame[]>} question
 * @returns {Generator<string[], T, Frame[]>}
 */
export function* askComparison(spec, schemas, form, question) {
  const { head } = compareHead(spec, schemas);
  if (!isCompared(head)) return yield* question(spec, schemas[0]);
  const { members, shown } = membersOf(head, schemas);
  if (head.compare.as !== "join") {
    const some = typeof form === "number" ? [members[form]] : shown;
    const member = head.compare.as === "concat";
    const one = concatForm(spec, members, some, { member, numbered: typeof form !== "number" });
    const found = yield* asking(one, question(spec, one.schema));
    return whole(one, found);
  }
  const joined = joinedOf(head, schemas);
  yield matchStatements(joined);
  const reached = asNow(joined);
  const only = typeof form === "number" && !joined.now ? [members[form]] : reached.shown;
  const made = form === "rows" ? rowsForm(spec, joined) : longForm(spec, reached, { only });
  const found = yield* asking(made, question(made.spec, made.schema));
  return whole(made, found);
}

/**
 * What a question found; a statement that it made is made whole too.
 * @template T
 * @param {Form} form
 * @param {T} found
 * @returns {T}
 */
function whole({ fill }, found) {
  if (typeof found !== "object" || found === null || !("sql" in found)) return found;
  return typeof found.sql === "string" ? { ...found, sql: fill(found.sql) } : found;
}
