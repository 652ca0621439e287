/** Pinned rows: the numbers (`__row__`) of rows that stand on top of every page. */

/**
 * @typedef {import("./types.js").TableSchema} TableSchema
 * @typedef {import("./types.js").Problem} Problem
 */

/** Rows that may be pinned. */
const MAX_PINNED = 50;

/**
 * @param {string} text `3, 17`
 * @param {TableSchema} schema
 * @param {Problem[]} problems
 * @returns {number[]}
 */
export function pinnedFromText(text, schema, problems) {
  let start = 0;
  const rows = text.split(",").flatMap((part) => {
    const said = part.trim();
    const at = { option: "pinned", start: start + part.length - part.trimStart().length, end: 0 };
    at.end = at.start + said.length;
    start += part.length + 1;
    if (/^\d{1,15}$/.test(said) && Number(said) < schema.rows) return [Number(said)];
    if (said !== "" || text.trim() !== "") problems.push(refused(said, schema, at));
    return [];
  });
  return few(rows, problems);
}

/**
 * @param {unknown} value
 * @param {TableSchema} schema
 * @param {Problem[]} problems
 * @returns {number[]}
 */
export function pinnedFromJson(value, schema, problems) {
  const at = { option: "pinned", start: 0, end: 0 };
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) {
    problems.push({ code: "option-value", message: "'pinned' is a list of row numbers", at });
    return [];
  }
  const rows = value.filter((row, index) => {
    const good = Number.isInteger(row) && row >= 0 && row < schema.rows;
    if (!good) {
      problems.push(refused(typeof row === "object" ? "object" : String(row), schema, { ...at, index }));
    }
    return good;
  });
  return few(rows, problems);
}

/**
 * @param {number[]} rows
 * @param {Problem[]} problems
 */
function few(rows, problems) {
  const distinct = [...new Set(rows)];
  if (distinct.length > MAX_PINNED) {
    const at = { option: "pinned", start: 0, end: 0 };
    problems.push({ code: "option-value", message: `more than ${MAX_PINNED} rows are pinned`, at });
  }
  return distinct.slice(0, MAX_PINNED);
}

/**
 * @param {string} said
 * @param {TableSchema} schema
 * @param {Problem["at"]} at
 * @returns {Problem}
 */
function refused(said, { rows }, at) {
  const help = rows > 0 ? `give numbers from 0 to ${rows - 1}` : "the table has no rows";
  return { code: "option-value", message: `'${said}' is not the number of a row`, help, at };
}
