/** Ready-made conditions and columns of a comparison, for menus: which rows the members differ on, and by how much. */

import { writeName } from "../expr/index.js";

/**
 * @typedef {import("../spec/types.js").TableSchema} TableSchema
 * @typedef {{index: number, label: string}} Named
 * @typedef {{label: string, filter: string}} Condition
 * @typedef {{label: string, name: string, expr: string, format?: string}} Column
 * @typedef {{truth: string, guess: string}} Outcome the names of columns
 */

const TRUTHS = ["truth", "ground_truth", "target", "label", "true", "y_true", "actual", "expected", "answer"];
const GUESSES = ["guess", "prediction", "predicted", "pred", "y_pred", "output", "response"];
const NUMBERS = new Set(["integer", "float", "decimal"]);
/** Formats of changes: their sign is written, and a bar from zero says how large they are among the others. */
const CHANGE = 'bar(custom("+.4g"))';
const PLACES = 'bar(custom("+d"))';

/**
 * The columns of what is right and of what a member says, where their names tell.
 * @param {TableSchema} schema of a joined comparison
 * @returns {Outcome | null}
 */
export function outcomeColumns({ columns }) {
  const find = (/** @type {string[]} */ names) =>
    names.map((name) => columns.find((column) => column.name.toLowerCase() === name)).find((column) =>
      column
    );
  const [truth, guess] = [find(TRUTHS), find(GUESSES)];
  return truth && guess ? { truth: truth.name, guess: guess.name } : null;
}

/**
 * @param {string} name of a column that each member has
 * @returns {Condition[]}
 */
export function differTerms(name) {
  const all = `*.${writeName(name)}`;
  return [
    { label: "Members differ", filter: `not agree(${all})` },
    { label: "Members agree", filter: `agree(${all})` },
  ];
}

/**
 * @param {Outcome} outcome
 * @param {Named[]} shown
 * @param {TableSchema} schema
 * @returns {Condition[]}
 */
export function outcomeTerms({ truth, guess }, shown, schema) {
  const isOwn = schema.members?.columns.some((columns) =>
    columns.some(({ name, sql }) => name === truth && /^\d/.test(sql ?? ""))
  );
  const right = (/** @type {Named} */ { index }) =>
    `${index}.${writeName(guess)} = ${isOwn ? `${index}.${writeName(truth)}` : writeName(truth)}`;
  const wrong = (/** @type {Named} */ member) => right(member).replace(" = ", " != ");
  const all = (/** @type {string[]} */ terms) => terms.join(" and ");
  const only = shown.length < 2 ? [] : shown.flatMap((member) => {
    const others = shown.filter((other) => other !== member);
    return [
      { label: `Only ${member.label} wrong`, filter: all([wrong(member), ...others.map(right)]) },
      { label: `Only ${member.label} right`, filter: all([right(member), ...others.map(wrong)]) },
    ];
  });
  return [
    { label: "All wrong", filter: all(shown.map(wrong)) },
    { label: "All right", filter: all(shown.map(right)) },
    { label: "Some wrong", filter: shown.map(wrong).join(" or ") },
    ...only,
  ];
}

/**
 * Columns that tell how the members' values of a number lie apart.
 * @param {string} name
 * @param {Named[]} shown
 * @param {Named} reference
 * @param {{grouped: boolean}} how
 * @returns {Column[]}
 */
export function deltaColumns(name, shown, reference, { grouped }) {
  const of = (/** @type {Named} */ { index }) => {
    const column = `${index}.${writeName(name)}`;
    return grouped ? `avg(${column})` : column;
  };
  const others = shown.filter(({ index }) => index !== reference.index);
  const deltas = others.map((member) => ({
    label: `${member.label} against ${reference.label}`,
    name: `${name} Δ ${member.label}`,
    expr: `${of(member)} - ${of(reference)}`,
    format: CHANGE,
  }));
  if (grouped || shown.length < 2) return deltas;
  const ranks = others.map((member) => ({
    label: `Rank change, ${member.label} against ${reference.label}`,
    name: `${name} rank Δ ${member.label}`,
    expr: `rank(${of(member)}) - rank(${of(reference)})`,
    format: PLACES,
  }));
  return [
    ...deltas,
    ...ranks,
    { label: "Standard deviation over members", name: `${name} σ`, expr: `stddev(*.${writeName(name)})` },
    { label: "Mean over members", name: `${name} mean`, expr: `avg(*.${writeName(name)})` },
  ];
}

/**
 * Columns that tell how a row fares from member to member.
 * @param {Outcome} outcome
 * @returns {Column[]}
 */
export function wayColumns({ truth, guess }) {
  const [right, said] = [writeName(truth), writeName(guess)];
  return [
    { label: "Right or wrong, from member to member", name: "right", expr: `${said} = ${right}` },
    { label: "How often it changes", name: `${guess} flips`, expr: `flips(*.${said})` },
  ];
}

/** Whether differences of a column's values are numbers. @param {{type: {kind: string}}} column */
export function hasDeltas({ type }) {
  return NUMBERS.has(type.kind);
}
