/** Which columns of a table a spec can touch. */

import { searchedColumns } from "../../core/index.js";

/**
 * The columns whose names occur anywhere in a spec's texts: never too few, sometimes too many. Names that the
 * language spells otherwise than as they are (quotes, backslashes) always count. A search looks into all texts.
 * @param {{search?: string}} spec
 * @param {{columns: {name: string, type: {kind: string}}[]}} schema
 * @returns {string[]}
 */
export function columnsInUse(spec, schema) {
  const text = texts(spec).join("\n").toLowerCase();
  const escapes = text.includes("\\");
  const searched = new Set(spec.search ? searchedColumns(schema).map(({ name }) => name) : []);
  return schema.columns.map((column) => column.name).filter((name) =>
    escapes || searched.has(name) || /["'`\\]/.test(name) || text.includes(name.toLowerCase())
  );
}

/**
 * @param {unknown} value
 * @returns {string[]}
 */
function texts(value) {
  if (typeof value === "string") return [value];
  if (value && typeof value === "object") return Object.values(value).flatMap(texts);
  return [];
}
