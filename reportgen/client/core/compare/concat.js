/** Several tables one after another: the columns of all by their names, and one that says which table a row is of. */

import { INTEGER, TEXT } from "../expr/types.js";
import { quoteIdentifier, quoteText } from "../expr/index.js";
import { ROW } from "../sql/scope.js";
import { columnsOf } from "./join.js";
import { INDEX, LABEL, memberName } from "./long.js";
import { castSql, nullOf } from "./types.js";
import { filled, freeRelation, named } from "./wide.js";

/**
 * @typedef {import("./types.d.ts").Form} Form
 * @typedef {import("./types.d.ts").Member} Member
 * @typedef {import("./types.d.ts").Own} Own
 * @typedef {import("../spec/types.js").Head} Head
 * @typedef {import("../spec/types.js").Spec} Spec
 * @typedef {import("../spec/types.js").TableSchema} TableSchema
 * @typedef {import("../expr/types.js").Column} Column
 */

/**
 * The number of a member's first row, where the rows of all are numbered one after another.
 * @param {Member[]} members
 * @param {Member} member
 */
export function firstRow(members, { index }) {
  return members.slice(0, index).reduce((sum, { schema }) => sum + schema.rows, 0);
}

/**
 * The columns of a list of several tables.
 * @param {Member[]} members
 * @param {{member: boolean}} how `member`: whether people see which table a row is of
 * @returns {{all: Own[], columns: Column[], member: string}}
 */
function concatColumns(members, { member: isSeen }) {
  const all = columnsOf(members);
  const member = memberName(all);
  const columns = all.map(({ name, type }) => ({ name, type, sql: `:${name}` }));
  return { all, columns: [...isSeen ? [{ name: member, type: TEXT, sql: LABEL }] : [], ...columns], member };
}

/**
 * The schema that specs of it are checked against.
 * @param {Head} head
 * @param {Member[]} members
 * @param {Member[]} shown
 * @param {{member: boolean}} how
 * @returns {TableSchema}
 */
export function concatSchema(head, members, shown, how) {
  const { columns } = concatColumns(members, how);
  const rows = members.reduce((sum, { schema }) => sum + schema.rows, 0);
  const { ref, label, relation } = (shown[0] ?? members[0]).schema;
  return { ref, label: label ?? ref, relation, rows, columns, head };
}

/**
 * @param {Spec} spec
 * @param {Member[]} members all of the comparison
 * @param {Member[]} shown those whose rows are asked for
 * @param {{member: boolean, numbered?: boolean}} how `numbered`: rows of different tables have different numbers
 * @returns {Form}
 */
export function concatForm(spec, members, shown, { member, numbered = true }) {
  const { all, columns } = concatColumns(members, { member });
  const relation = freeRelation("reportgen list", spec);
  const some = shown.length ? shown : members.slice(0, 1);
  // Labels have the order in which the tables stand, not that of their letters.
  const labels = `ENUM(${some.map(({ label }) => quoteText(label)).join(", ")})`;
  const source = (/** @type {string} */ text) => {
    return `(${
      some.map((one) => partSql(one, all, { text, labels, offset: numbered ? firstRow(members, one) : 0 }))
        .join(
          "\nUNION ALL\n",
        )
    }${shown.length ? "" : " WHERE FALSE"})`;
  };
  const whole = shown.length === members.length || (!numbered && shown.length === 1);
  const { ref } = (shown[0] ?? members[0]).schema;
  return {
    spec,
    schema: {
      ref,
      relation,
      rows: shown.reduce((sum, { schema }) => sum + schema.rows, 0),
      columns: [...columns, { name: `\ue000${INDEX}`, type: INTEGER, sql: INDEX }],
      // Rows whose numbers are not 0, 1, 2, … are not found by their numbers.
      ...whole ? {} : { where: "TRUE" },
    },
    fill: (statement) => filled(statement, relation, source),
  };
}

/**
 * @param {Member} member
 * @param {Own[]} all
 * @param {{text: string, labels: string, offset: number}} how `labels`: the type of the labels of all
 */
function partSql({ index, label, schema }, all, { text, labels, offset }) {
  const wanted = (/** @type {string} */ name) => text.includes(quoteIdentifier(name));
  const made = [
    ...wanted(LABEL) ? [named({ name: LABEL, sql: `CAST(${quoteText(label)} AS ${labels})` })] : [],
    ...wanted(INDEX) ? [named({ name: INDEX, sql: String(index) })] : [],
    ...all.filter(({ name }) => wanted(`:${name}`)).map(({ name, type }) => {
      const column = schema.columns.find((one) => one.name === name);
      return named({ name: `:${name}`, sql: column ? castSql(column, type) : nullOf(type) });
    }),
  ];
  const number = offset ? `${ROW} + ${offset} AS ${ROW}` : ROW;
  return `SELECT ${[number, ...made].join(", ")} FROM ${quoteIdentifier(schema.relation)}`;
}
