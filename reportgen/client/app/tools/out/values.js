/** Values as other programs read them: JSON, and the cells of CSV and TSV. */

/** @typedef {import("../../../core/cells/types/view.d.ts").AnswerColumn} AnswerColumn */
/** @typedef {import("../../../core/cells/types/view.d.ts").ColumnType} ColumnType */

/**
 * A value as JSON has it: what JSON cannot say (NaN, whole numbers beyond 2⁵³) is a text, maps are objects.
 * @param {unknown} value
 * @param {ColumnType} [type]
 * @returns {unknown}
 */
export function plainValue(value, type) {
  if (value === null || value === undefined) return null;
  if (typeof value === "bigint") return String(value);
  if (typeof value === "number" && !Number.isFinite(value)) {
    return Number.isNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity";
  }
  if (type?.kind === "mixed" && typeof value === "string") return parsed(value);
  if (type?.kind === "map" && Array.isArray(value)) {
    const of = /** @type {ColumnType | undefined} */ (type.value);
    return Object.fromEntries(value.map(([key, item]) => [String(key), plainValue(item, of)]));
  }
  if (Array.isArray(value)) return value.map((item) => plainValue(item, type?.item));
  if (typeof value !== "object") return value;
  const fields = new Map((type?.fields ?? []).map((field) => [field.name, field.type]));
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, plainValue(item, fields.get(name))]),
  );
}

/**
 * A value as a cell of text: null is empty, media are their file's name, what has parts is JSON.
 * @param {unknown} value
 * @param {ColumnType} [type]
 * @returns {string}
 */
export function cellText(value, type) {
  const plain = plainValue(value, type);
  if (plain === null) return "";
  if (typeof plain === "object" && "file" in plain) return fileName(plain.file) ?? JSON.stringify(plain);
  return typeof plain === "object" ? JSON.stringify(plain) : String(plain);
}

/**
 * @param {AnswerColumn[]} columns
 * @param {unknown[]} values
 */
export function rowObject(columns, values) {
  return Object.fromEntries(
    columns.map(({ label, type }, index) => [label, plainValue(values[index], type)]),
  );
}

/**
 * @param {AnswerColumn[]} columns
 * @param {unknown[]} values
 */
export function rowJson(columns, values) {
  return JSON.stringify(rowObject(columns, values), null, 2);
}

/**
 * Where a file of a medium is, beside the rows that name it.
 * @param {unknown} file
 */
export function fileName(file) {
  return typeof file === "string" ? `media/${file}` : null;
}

/** @param {string} text JSON */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
