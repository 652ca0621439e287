/** One spelling for one meaning, so that texts can be compared. */

import { parseExpression, printExpression, writeName } from "../expr/index.js";

/**
 * An expression in its canonical spelling; a text that cannot be read stays as it is.
 * @param {string} text
 * @param {import("./types.js").TableSchema} schema
 * @returns {string}
 */
export function canonical(text, schema) {
  const name = columnNamed(text, schema);
  if (name !== undefined) return writeName(name);
  const { tree } = parseExpression(text);
  return tree ? printExpression(tree) : text.trim();
}

/**
 * The column that an expression is, if it is nothing else; a name may be quoted in several ways.
 * @param {string} text
 * @param {import("./types.js").TableSchema} schema
 * @returns {string | undefined}
 */
export function columnNamed(text, schema) {
  // Of a comparison, `0.guess` is not the column `guess`.
  const tree = schema.members ? parseExpression(text).tree : null;
  if (tree?.kind === "column" && tree.table !== undefined) return undefined;
  return nameIn(text, (name) => schema.columns.some((column) => column.name === name));
}

/**
 * The name that a text is, in whatever quotes, if there is one of that name.
 * @param {string} text
 * @param {(name: string) => boolean} exists
 * @returns {string | undefined}
 */
export function nameIn(text, exists) {
  const { tree } = parseExpression(text);
  const name = tree?.kind === "quoted" ? tree.value : tree?.kind === "column" ? tree.name : undefined;
  return name !== undefined && exists(name) ? name : undefined;
}
