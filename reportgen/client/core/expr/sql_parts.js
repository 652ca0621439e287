/** Small pieces that the tables of functions are made of. */

/**
 * @typedef {import("./types.js").FunctionRow} FunctionRow
 * @typedef {import("./types.js").Typed} Typed
 * @typedef {import("./types.js").Growth} Growth
 * @typedef {Omit<FunctionRow, "kind">} Row
 */

/** Positions beyond this are errors to the engine. */
export const FAR = 2 ** 31;

/** Rows of one kind. @param {FunctionRow["kind"]} kind @param {Row[]} rows @returns {FunctionRow[]} */
export function table(kind, rows) {
  return rows.map((row) => ({ ...row, kind }));
}

/** Functions with a value in each row. @param {Row[]} rows @returns {FunctionRow[]} */
export function scalars(rows) {
  return table("scalar", rows);
}

/** The engine has the function, under this name. @param {string} name @returns {FunctionRow["sql"]} */
export function plain(name) {
  return (args) => `${name}(${args.join(", ")})`;
}

/** Whether SQL is a whole number, written out. @param {string} sql @returns {boolean} */
export function isWhole(sql) {
  return /^-?\d+$/.test(sql);
}

/**
 * SQL of a number brought between two others; null stays null.
 * @param {string} n @param {number} low @param {number} high
 */
export function clampSql(n, low, high) {
  if (isWhole(n)) return `${Math.min(high, Math.max(low, Number(n)))}`;
  return `CASE WHEN ${n} < ${low} THEN ${low} WHEN ${n} > ${high} THEN ${high} ELSE ${n} END`;
}

/**
 * The engine's position (from 1, negative ones from the end) of ours (from 0); null beyond what it takes.
 * @param {string} n @returns {string}
 */
export function positionSql(n) {
  if (isWhole(n)) return `${Number(clampSql(n, -FAR, FAR - 1)) + (n.startsWith("-") ? 0 : 1)}`;
  return `CASE WHEN ${n} BETWEEN -${FAR} AND -1 THEN ${n} WHEN ${n} BETWEEN 0 AND ${
    FAR - 1
  } THEN ${n} + 1 END`;
}

/** The engine's position of the last item before ours. @param {string} n @returns {string} */
function stopSql(n) {
  if (isWhole(n)) return `${Number(clampSql(n, 1 - FAR, FAR)) - (n.startsWith("-") ? 1 : 0)}`;
  return `CASE WHEN ${n} BETWEEN 1 - ${FAR} AND -1 THEN ${n} - 1 WHEN ${n} BETWEEN 0 AND ${FAR} THEN ${n} END`;
}

/** Python's slice of a text or list, `[start, end)` from 0. @param {string[]} args @returns {string} */
export function sliceSql([x, start, end]) {
  return `array_slice(${x}, ${positionSql(start)}, ${end === undefined ? "-1" : stopSql(end)})`;
}

/** A part of the first text is no longer than it. @param {Typed[]} args @returns {Growth} */
export function first([text]) {
  return text.growth;
}

/** The value of a written text. @param {Typed} node @returns {string} */
export function written(node) {
  return node.kind === "literal" && typeof node.value === "string" ? node.value : "";
}
