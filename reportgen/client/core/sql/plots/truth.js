/** Which rows are positive. */

import { printSql } from "../../expr/index.js";
import { positiveTree } from "../../spec/plot.js";

/**
 * The condition over the points; null where the truth is not known.
 * @param {import("./source.js").Source} source
 */
export function positiveSql({ plot, resolved }) {
  const { tree, text } = positiveTree(plot.truth ?? "", plot.positive, resolved);
  if (!tree) throw new Error(`'${text}' is not true or false`);
  return printSql(tree);
}
