/** The `columns` option: names, patterns, what to leave out, derived columns. */

import { checkExpression, didYouMean, matchGlob, nearest, parseList } from "../expr/index.js";
import { placed } from "./check_spec.js";

/**
 * @typedef {import("./types.js").SpecColumn} SpecColumn
 * @typedef {import("./types.js").TableSchema} TableSchema
 * @typedef {import("./types.js").Problem} Problem
 * @typedef {import("./check_spec.js").LocatedColumn} LocatedColumn
 * @typedef {import("../expr/parse_list.js").Item} Item
 */

/**
 * @param {string} text
 * @param {TableSchema} schema
 * @param {Problem[]} problems
 * @returns {LocatedColumn[]}
 */
export function columnsFromText(text, schema, problems) {
  const place = { option: "columns", start: 0 };
  const { items, problems: found } = parseList(text, { kind: "columns" });
  problems.push(...found.map((one) => placed(one, place)));
  const named = new Map(items.map((item) => [item, namedColumn(item, schema)]));
  const out = items.filter(({ exclude }) => exclude);
  const all = schema.columns.filter(({ made }) => !made).map(({ name }) => name);
  const left = new Set(out.flatMap((item) => excluded(item, named.get(item), all, problems)));
  const taken = new Set(items.flatMap((item) => item.exclude ? [] : named.get(item) ?? []));
  const shown = items.filter(({ exclude }) => !exclude);
  // A list that only leaves out means everything else.
  const rest = shown.length || found.length ? shown : [{ ...out[0], glob: "*", tree: null }];
  return rest.flatMap((item) => {
    if (item.glob === undefined) return [columnOf(item, named.get(item))];
    const matched = matchGlob(item.glob, all);
    if (!matched.length) problems.push(nothingMatches(item, all));
    const added = matched.filter((name) => !taken.has(name) && !left.has(name));
    for (const name of added) taken.add(name);
    return added.map((name) => located({ name }, item));
  });
}

/**
 * The table's column that an item is, if it is one.
 * @param {Item} item
 * @param {TableSchema} schema
 * @returns {string | undefined}
 */
function namedColumn({ tree }, schema) {
  if (!tree) return undefined;
  const { tree: typed } = checkExpression(tree, schema, { aggregates: "no" });
  // A member's column is none of the comparison's.
  const own = typed?.kind === "column" && schema.columns.includes(typed.column);
  return own ? typed.column.name : undefined;
}

/**
 * @param {Item} item
 * @param {string | undefined} column
 * @returns {LocatedColumn}
 */
function columnOf(item, column) {
  if (column !== undefined) return located({ name: column, label: item.alias }, item);
  // A quoted name that no column has must not become a text that says it.
  const written = item.tree?.kind === "quoted"
    ? `\`${item.tree.value.replaceAll("`", "``")}\``
    : expression(item);
  return located({ name: item.alias ?? nameOf(item), expr: written }, item);
}

/**
 * A derived column without a name is called as it is written.
 * @param {Item} item
 */
function nameOf({ text, tree }) {
  return tree?.kind === "quoted" ? tree.value : text;
}

/**
 * The item's expression without ` as name`.
 * @param {Item} item
 */
function expression({ text, tree, alias, start }) {
  if (alias === undefined || !tree) return text;
  const as = /\s+as\s+(?:"(?:[^"]|"")*"|`(?:[^`]|``)*`|[^\s"`]+)\s*$/i.exec(text);
  return as ? text.slice(0, as.index) : text.slice(0, tree.end - start);
}

/**
 * @param {SpecColumn} entry
 * @param {Item} item
 * @returns {LocatedColumn}
 */
function located(entry, { start, end }) {
  return { entry, place: { option: "columns", start }, length: end - start };
}

/**
 * The names that a `-` item leaves out.
 * @param {Item} item
 * @param {string | undefined} column
 * @param {string[]} all
 * @param {Problem[]} problems
 */
function excluded(item, column, all, problems) {
  const names = column !== undefined ? [column] : item.glob === undefined ? [] : matchGlob(item.glob, all);
  if (!names.length) problems.push(nothingMatches(item, all));
  return names;
}

/**
 * @param {Item} item
 * @param {string[]} all
 * @returns {Problem}
 */
function nothingMatches({ glob, text, start, end }, all) {
  const word = glob ?? text.replace(/^-\s*/, "");
  const message = glob === undefined ? `there is no column '${word}'` : `no column matches '${word}'`;
  const help = (glob && nearestGlob(glob, all)) ?? didYouMean(word, all, "column");
  return { code: "column-unknown", message, help, at: { option: "columns", start, end } };
}

/**
 * `score_*` for `scor_*`.
 * @param {string} glob
 * @param {string[]} all
 */
function nearestGlob(glob, all) {
  const [stem] = glob.split(/[*?]/);
  const near = stem && nearest(stem, all.map((name) => name.slice(0, stem.length + 1)));
  return near ? `did you mean '${near}*'?` : null;
}
