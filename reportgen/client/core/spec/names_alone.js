/** What texts of a spec name: columns alone, and the members of a comparison that stand before columns. */

import { parseExpression, printExpression } from "../expr/index.js";

/**
 * The columns that expressions are, where they are nothing else: `guess`, `"a b"`, `0.guess`.
 * @param {string[]} texts
 * @returns {string[]}
 */
export function namesAlone(texts) {
  return texts.flatMap((text) => {
    const { tree } = parseExpression(text);
    if (tree?.kind === "quoted") return [tree.value];
    return tree?.kind === "column" ? [tree.name] : [];
  });
}

/**
 * An expression over fewer members: `2.guess` becomes `1.guess` where one before it is left out.
 * @param {string} text
 * @param {Record<string, number>} places the new numbers of the members that stay, by the old ones
 * @returns {string | null} null where it names another member
 */
export function renumbered(text, places) {
  const { tree } = parseExpression(text);
  if (!tree) return text;
  const numbers = numbersIn(tree);
  if (numbers.every((number) => places[number] === Number(number))) return text;
  if (numbers.some((number) => !Object.hasOwn(places, number))) return null;
  return printExpression(moved(tree, places));
}

/**
 * The numbers before columns.
 * @param {unknown} node
 * @returns {string[]}
 */
function numbersIn(node) {
  if (typeof node !== "object" || node === null) return [];
  const { kind, table } = /** @type {Record<string, any>} */ (node);
  if (kind === "column") return /^\d+$/.test(table ?? "") ? [table] : [];
  return Object.values(node).flatMap(numbersIn);
}

/**
 * @template T
 * @param {T} node
 * @param {Record<string, number>} places
 * @returns {T}
 */
function moved(node, places) {
  if (typeof node !== "object" || node === null) return node;
  if (Array.isArray(node)) return /** @type {T} */ (node.map((one) => moved(one, places)));
  const parts = Object.entries(node).map(([key, value]) => [key, moved(value, places)]);
  const { kind, table } = /** @type {Record<string, any>} */ (node);
  const own = kind === "column" && Object.hasOwn(places, table) ? [["table", String(places[table])]] : [];
  return Object.fromEntries([...parts, ...own]);
}
