/** Facts: one value computed over the rows that a filter keeps. */

import { checkExpression, printSql, quoteIdentifier, toCellSql } from "../expr/index.js";
import { as, select } from "./build.js";
import { checked, filterSql } from "./scope.js";

/**
 * @typedef {import("../spec/types.js").TableSchema} TableSchema
 * @typedef {import("../spec/types.js").Frame} Frame
 * @typedef {import("../spec/types.js").Problem} Problem
 */

/**
 * What is wrong with a fact's filter and expression.
 * @param {string} filter no filter if empty
 * @param {string} expr
 * @param {TableSchema} schema
 * @returns {{problems: Problem[]}}
 */
export function checkFact(filter, expr, schema) {
  const wrong = filter.trim()
    ? checkExpression(filter, schema, { aggregates: "no", filter: true }).problems
    : [];
  const value = checkExpression(expr, schema, { aggregates: "only" }).problems;
  return {
    problems: [...wrong.map((one) => placed(one, "filter")), ...value.map((one) => placed(one, "value"))],
  };
}

/**
 * @param {import("../expr/types.js").Problem} problem
 * @param {string} option
 * @returns {Problem}
 */
function placed({ start, end, ...rest }, option) {
  return { ...rest, at: { option, start, end } };
}

/**
 * @param {string} filter no filter if empty
 * @param {string} expr an aggregate
 * @param {TableSchema} schema
 * @returns {Generator<string[], unknown, Frame[]>}
 */
export function* factQuery(filter, expr, schema) {
  const tree = checked(expr, schema, { aggregates: "only" });
  const where = [schema.where ?? null, filterSql(filter.trim(), schema)];
  const columns = [as(toCellSql(printSql(tree), tree.type), "c0")];
  const [frame] = yield [select({ columns, from: quoteIdentifier(schema.relation), where })];
  return frame.columns[0][0];
}
