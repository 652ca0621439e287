/** Tree → checked tree: names found, types fitting, aggregates where they may stand. */

import { checkCall } from "./check_calls.js";
import { checkCase, checkCast, checkList } from "./check_values.js";
import { checkColumn, checkIndex, checkMember, checkQuoted } from "./check_names.js";
import { checkBinary, checkLogic, checkUnary } from "./check_operators.js";
import { checkBetween, checkIn, checkIsNull, checkLike } from "./check_tests.js";
import { integerType, literal } from "./convert.js";
import { parseExpression } from "./parse.js";
import { printSql, SqlTooLong } from "./print_sql.js";
import { report, unknownColumn } from "./scope.js";
import { BOOLEAN, FLOAT, NULL, TEXT } from "./types.js";

/**
 * @typedef {import("./types.js").Node} Node
 * @typedef {import("./types.js").Typed} Typed
 * @typedef {import("./types.js").Type} Type
 * @typedef {import("./types.js").Schema} Schema
 * @typedef {import("./types.js").Problem} Problem
 * @typedef {import("./scope.js").Scope} Scope
 *
 * @typedef {object} Options
 * @property {"no" | "yes" | "only"} [aggregates] whether there may, or must, be one
 * @property {(string | Node)[]} [keys] what the rows are grouped by; these may stand beside aggregates
 * @property {boolean} [filter] the value must be true or false
 * @property {boolean} [windows] whether, in a comparison, a row may be seen among all rows of a table
 *
 * @typedef {object} Checked
 * @property {Typed | null} tree null when there is a problem
 * @property {Type | null} type
 * @property {boolean} aggregate whether the value is one for many rows
 * @property {string[]} columns names of the table's columns that are read
 * @property {Problem[]} problems
 */

/**
 * Check an expression against a table. Never throws.
 * @param {string | Node} expression
 * @param {Schema} schema
 * @param {Options} [options]
 * @returns {Checked}
 */
export function checkExpression(expression, schema, options = {}) {
  const { tree, problems } = typeof expression === "string"
    ? parseExpression(expression)
    : { tree: expression, problems: [] };
  const scope = makeScope(schema, options, problems);
  const typed = tree && checkRoot(scope, tree);
  if (typed && tree) checkWhole(scope, tree, typed, schema, options);
  const ok = typed !== null && scope.problems.length === 0;
  return {
    tree: ok ? typed : null,
    type: ok ? typed.type : null,
    aggregate: typed?.aggregate ?? false,
    columns: [...scope.used],
    problems: scope.problems,
  };
}

/**
 * @param {Schema} schema @param {Options} options @param {Problem[]} problems
 * @returns {Scope}
 */
function makeScope({ columns, members }, { aggregates = "no", windows = false }, problems) {
  return {
    columns: new Map(columns.map((column) => [column.name, column])),
    aggregates,
    windows: windows && members !== undefined,
    used: new Set(),
    problems: [...problems],
    check,
    members,
  };
}

/**
 * Alone, a name in double quotes can only be a column.
 * @param {Scope} scope @param {Node} tree @returns {Typed | null}
 */
function checkRoot(scope, tree) {
  if (tree.kind === "quoted" && !scope.columns.has(tree.value)) return unknownColumn(scope, tree, tree.value);
  return check(scope, tree);
}

/**
 * What only the whole can tell.
 * @param {Scope} scope @param {Node} tree @param {Typed} typed @param {Schema} schema @param {Options} options
 */
function checkWhole(scope, tree, typed, schema, { aggregates = "no", keys = [], filter = false }) {
  try {
    printSql(typed);
  } catch (error) {
    if (!(error instanceof SqlTooLong)) throw error;
    report(scope, "expression-syntax", "the expression is too complex", tree);
    return;
  }
  if (filter && typed.type.kind !== "boolean" && typed.type.kind !== "null") {
    const help = "a filter compares, as in: guess != truth";
    report(scope, "expression-type", "a filter must be true or false", tree, help);
  }
  if (aggregates === "only" && !typed.aggregate) {
    const help = "for example count, or avg(x)";
    report(scope, "expression-function", "this must be one value for all rows", tree, help);
  } else if (typed.aggregate) {
    checkBare(scope, tree, typed, schema, keys);
  }
}

/**
 * @param {Scope} scope @param {Node} tree @param {Typed} typed @param {Schema} schema
 * @param {(string | Node)[]} keys
 */
function checkBare(scope, tree, typed, schema, keys) {
  const printed = keys.map((key) => checkExpression(key, schema).tree).filter((key) => key !== null);
  const bare = bareColumn(typed, new Set(printed.map((key) => printSql(key))));
  if (bare === null) return;
  const message = `column '${bare}' stands beside an aggregate, but has many values in a group`;
  report(
    scope,
    "expression-function",
    message,
    tree,
    "put it into an aggregate, such as avg, min, max or first",
  );
}

/**
 * A column outside of all aggregates and keys.
 * @param {Typed} node @param {Set<string>} keys @returns {string | null}
 */
function bareColumn(node, keys) {
  if (node.kind === "literal" || (node.kind === "apply" && node.row.kind === "aggregate")) return null;
  if (keys.has(printSql(node))) return null;
  if (node.kind === "column") return node.column.name;
  for (const child of childrenOf(node)) {
    const bare = bareColumn(child, keys);
    if (bare !== null) return bare;
  }
  return null;
}

/** @param {Typed} node @returns {Typed[]} */
function childrenOf(node) {
  const values = node.kind === "case"
    ? [...node.whens.flatMap(({ when, then }) => [when, then]), node.otherwise]
    : Object.values(node);
  return values.flat().filter((value) => value !== null && typeof value === "object" && "aggregate" in value);
}

/** @param {Scope} scope @param {Node} node @returns {Typed | null} */
function check(scope, node) {
  return CHECKS[node.kind](scope, node);
}

/** @type {{[kind: string]: (scope: Scope, node: any) => Typed | null}} */
const CHECKS = {
  number: checkNumber,
  text: (_, { value }) => literal(value, TEXT),
  boolean: (_, { value }) => literal(value, BOOLEAN),
  null: () => literal(null, NULL),
  column: checkColumn,
  quoted: checkQuoted,
  list: checkList,
  logic: checkLogic,
  unary: checkUnary,
  binary: checkBinary,
  in: checkIn,
  between: checkBetween,
  like: checkLike,
  isNull: checkIsNull,
  case: checkCase,
  cast: checkCast,
  index: checkIndex,
  member: checkMember,
  call: checkCall,
};

/** @param {Scope} scope @param {Extract<Node, {kind: "number"}>} node @returns {Typed | null} */
function checkNumber(scope, node) {
  if (!/^\d+$/.test(node.text)) {
    if (Number.isFinite(Number(node.text))) return literal(node.text, FLOAT);
    return report(
      scope,
      "expression-syntax",
      "the number is too large",
      node,
      "the largest is about 1.8e308",
    );
  }
  const value = BigInt(node.text);
  if (value >= 2n ** 127n) {
    const help =
      "whole numbers go up to 170141183460469231731687303715884105727; larger ones are written like 1e39";
    return report(scope, "expression-syntax", "the whole number is too large", node, help);
  }
  return literal(String(value), integerType(value));
}
