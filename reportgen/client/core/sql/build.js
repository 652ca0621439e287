/** Composes SELECT statements from parts that are SQL already; quoting is done where the parts are made. */

/**
 * @typedef {object} Parts
 * @property {string[]} columns
 * @property {string} from
 * @property {(string | null)[]} [where] conditions that must all hold; null says nothing
 * @property {string[]} [group]
 * @property {string[]} [order]
 * @property {number} [limit]
 * @property {number} [offset]
 */

/**
 * @param {Parts} parts
 * @returns {string}
 */
export function select(parts) {
  const where = (parts.where ?? []).filter((condition) => condition !== null);
  return [
    `SELECT ${parts.columns.join(", ")}`,
    `FROM ${parts.from}`,
    where.length ? `WHERE ${where.length > 1 ? where.map((one) => `(${one})`).join(" AND ") : where[0]}` : "",
    parts.group?.length ? `GROUP BY ${parts.group.join(", ")}` : "",
    parts.order?.length ? `ORDER BY ${parts.order.join(", ")}` : "",
    parts.limit === undefined ? "" : `LIMIT ${parts.limit}`,
    parts.offset ? `OFFSET ${parts.offset}` : "",
  ].filter((line) => line !== "").join("\n");
}

/**
 * A statement as something to select from; not indented, for a text in it may hold a line end.
 * @param {string} statement
 */
export function sub(statement) {
  return `(\n${statement}\n)`;
}

/** @param {string[]} statements */
export function unionAll(statements) {
  return statements.join("\nUNION ALL\n");
}

/**
 * @param {string} sql
 * @param {string} name an alias that needs no quotes
 */
export function as(sql, name) {
  return `${sql} AS ${name}`;
}

/**
 * @param {string} sql
 * @param {"asc" | "desc"} dir
 * @param {"first" | "last"} nulls
 */
export function ordered(sql, dir = "asc", nulls = "last") {
  return `${sql} ${dir === "desc" ? "DESC" : "ASC"} NULLS ${nulls === "first" ? "FIRST" : "LAST"}`;
}

/** The ordinals 1 … n, for GROUP BY. @param {number} n */
export function ordinals(n) {
  return Array.from({ length: n }, (_, index) => String(index + 1));
}
