/** Which columns of a table a spec can touch. */

/**
 * The columns whose names occur anywhere in a spec's texts: never too few, sometimes too many. Names that the
 * language spells otherwise than as they are (quotes, backslashes) always count.
 * @param {object} spec
 * @param {{columns: {name: string}[]}} schema
 * @returns {string[]}
 */
export function columnsInUse(spec, schema) {
  const text = texts(spec).join("\n").toLowerCase();
  const escapes = text.includes("\\");
  return schema.columns.map((column) => column.name).filter((name) =>
    escapes || /["'`\\]/.test(name) || text.includes(name.toLowerCase())
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
