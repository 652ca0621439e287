/** How numbers are written: grouped thousands, and as many decimals as a column needs. */

/** @typedef {import("./types/view.d.ts").NumberFormat} NumberFormat */

const MOST_DECIMALS = 6;
/** Columns of smaller numbers (years, labels) are written without commas. */
const GROUPED_FROM = 10_000;

/** Put a comma between groups of three digits. @param {string} digits */
function groupDigits(digits) {
  return digits.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}

/** @param {string} text a plain decimal number @param {"always" | "never"} grouping */
function withGroups(text, grouping) {
  const [, sign, whole, rest] = /^(-?)(\d+)(.*)$/.exec(text) ?? [];
  if (whole === undefined || grouping === "never") return text;
  return sign + groupDigits(whole) + rest;
}

/** `1.2e-9`, without padding zeros. @param {number} value */
function exponential(value) {
  return value.toExponential(3).replace(/\.?0+e/, "e").replace("e+", "e");
}

/** `<0.0001`: nearer to zero than the decimals can say. @param {number} value @param {number} decimals */
function tinyText(value, decimals) {
  const least = (10 ** -decimals).toFixed(decimals);
  return value > 0 ? `<${least}` : `>-${least}`;
}

/** @param {number} value @param {NumberFormat} format */
function finiteText(value, format) {
  const decimals = format.decimals ?? 0;
  const grouping = format.grouping ?? "always";
  if (format.exponent || Math.abs(value) >= 1e15) return value === 0 ? "0" : exponential(value);
  if (format.decimals === undefined) return withGroups(plainText(value), grouping);
  const text = value.toFixed(decimals);
  // A small number must not be read as zero.
  if (value !== 0 && Number(text) === 0) return tinyText(value, decimals);
  return withGroups(Object.is(value, -0) ? text.replace("-", "") : text, grouping);
}

/** The shortest text of a number, never `1e21`-like inside the usual range. @param {number} value */
function plainText(value) {
  const text = String(value);
  return text.includes("e") ? exponential(value) : text;
}

/**
 * A number as readers see it: `1,797`, `0.0213`, `NaN`, `∞`.
 * @param {number | bigint} value
 * @param {NumberFormat} [format]
 * @returns {string}
 */
export function formatNumber(value, format = {}) {
  if (typeof value === "bigint") return withGroups(String(value), format.grouping ?? "always");
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "∞" : "-∞";
  return finiteText(value, format);
}

/** Decimals after which a number's own text ends. @param {number} value */
function ownDecimals(value) {
  const text = String(value);
  if (text.includes("e")) return MOST_DECIMALS;
  const point = text.indexOf(".");
  return point < 0 ? 0 : text.length - point - 1;
}

/**
 * One format for the numbers of a column: about four significant digits of its largest value, the same
 * number of decimals in every row, and no more than the values have.
 * @param {unknown[]} values
 * @returns {NumberFormat}
 */
export function columnFormat(values) {
  const finite =
    /** @type {number[]} */ (values.filter((value) => typeof value === "number" && Number.isFinite(value)));
  const largest = finite.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  if (largest >= 1e15 || (largest > 0 && largest < 1e-5)) return { exponent: true };
  const magnitude = largest > 1
    ? Math.floor(Math.log10(largest))
    : largest >= 0.1 || largest === 0
    ? -1
    : Math.floor(Math.log10(largest));
  const wanted = Math.min(MOST_DECIMALS, Math.max(0, 3 - magnitude));
  const needed = finite.reduce((most, value) => Math.max(most, ownDecimals(value)), 0);
  return { decimals: Math.min(wanted, needed), grouping: largest >= GROUPED_FROM ? "always" : "never" };
}

/** About three significant digits, for axes and summaries. @param {number} value */
export function formatShort(value) {
  if (!Number.isFinite(value) || Number.isInteger(value)) return formatNumber(value);
  const size = Math.abs(value);
  if (size >= 1000) return formatNumber(value, { decimals: 0 });
  if (size < 1e-4) return formatNumber(value, { exponent: true });
  return formatNumber(Number(value.toPrecision(3)));
}
