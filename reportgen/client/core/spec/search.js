/** Search: the rows in which any text holds what is looked for, as an expression like the reader's own. */

import { isMedia, writeName, writeText } from "../expr/index.js";

/** @typedef {import("./types.js").TableSchema} TableSchema */

/** Letters that a search may have. */
export const MAX_SEARCH = 1000;

/**
 * The columns that a search looks into: texts, Markdown and categories among them, and media with captions.
 * @template {{type: {kind: string}}} C
 * @param {{columns: C[]}} schema
 * @returns {C[]}
 */
export function searchedColumns({ columns }) {
  return columns.filter(({ type }) => type.kind === "text" || hasCaption(type));
}

/**
 * @param {string} text what is looked for; upper and lower case are one
 * @param {TableSchema} schema
 * @returns {string} a condition
 */
export function searchTerm(text, schema) {
  const part = writeText(text);
  const terms = searchedColumns(schema).map(({ name, type }) => {
    const read = hasCaption(type) ? `${writeName(name)}.caption` : writeName(name);
    return `contains(lower(${read}), lower(${part}))`;
  });
  return terms.length ? terms.join(" or ") : "false";
}

/** @param {{kind: string}} type */
function hasCaption(type) {
  return isMedia(type) && type.kind !== "histogram";
}
