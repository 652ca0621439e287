/** Which of the joined rows pass a spec's filter and search: the same for all members, or another of each. */

import { printSql } from "../expr/index.js";
import { searchTerm } from "../spec/search.js";
import { isOwn, treesOf } from "./derive.js";

/**
 * @typedef {import("./types.d.ts").Compiled} Compiled
 * @typedef {import("../spec/types.js").Spec} Spec
 * @typedef {{own: boolean, sql: (string | null)[]}} Conditions SQL by member; null says nothing
 */

/**
 * @param {Spec} spec
 * @param {Compiled} compiled
 * @returns {Conditions}
 */
export function conditionsOf(spec, { schemas }) {
  const filters = spec.filter ? readAll(spec.filter, schemas) : null;
  const searched = spec.search
    ? schemas.map((schema) => treesOf(searchTerm(spec.search ?? "", schema), [schema], { filter: true })[0])
    : null;
  const trees = [filters, searched].filter((one) => one !== null);
  return {
    own: trees.some((list) => list.some(isOwn)),
    sql: schemas.map((_, index) => {
      const terms = trees.map((list) => {
        const tree = list[index];
        return tree ? printSql(tree, { filter: true }) : "FALSE";
      });
      return terms.length ? terms.map((term) => `(${term})`).join(" AND ") : null;
    }),
  };
}

/**
 * @param {string} text
 * @param {import("../spec/types.js").TableSchema[]} schemas
 */
function readAll(text, schemas) {
  const trees = treesOf(text, schemas, { filter: true });
  if (trees.every((tree) => tree === null)) throw new Error(`'${text}' cannot be read`);
  return trees;
}
