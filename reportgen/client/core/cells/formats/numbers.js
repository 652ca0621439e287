/** How numbers are written where a format says it; values are numbers, whole numbers of any size, or their texts. */

import { formatDuration } from "../moment.js";
import { formatNumber } from "../numbers.js";
import { currencySign, usualDecimals } from "./currency.js";
import { fixedText, patternText, readPattern } from "./pattern.js";

/** @typedef {import("./types.js").Format} Format */

const THOUSANDS = ["", "k", "M", "B", "T"];
const BYTES = ["B", "kB", "MB", "GB", "TB", "PB", "EB"];
/** Microseconds in each unit. @type {Record<string, number>} */
export const SECONDS = { ns: 1e-3, us: 1, ms: 1e3, s: 1e6, min: 60e6, h: 3600e6 };

/** @type {Record<string, (value: number, format: Format) => string>} */
const WRITERS = {
  fixed: (value, { digits = 2 }) => decimalText(value, digits),
  percent: (value, { digits = 1 }) => `${decimalText(value * 100, digits)}%`,
  scientific: (value, { digits = 2 }) => value.toExponential(digits).replace("e+", "e"),
  compact: (value) => scaled(value, 1000, THOUSANDS, ""),
  bytes: (value) => scaled(value, 1000, BYTES, " "),
  currency: (value, { currency = "USD", digits = usualDecimals(currency) }) =>
    moneyText(decimalText(value, digits), currency),
  duration: (value, { unit = "s" }) => formatDuration(Math.round(value * SECONDS[unit])),
};

/**
 * @param {unknown} value
 * @param {Format} format
 * @returns {string | null} null where the format says nothing of such a value
 */
export function numberText(value, format) {
  const number = numberOf(value);
  if (number === null) return null;
  if (format.name === "custom") {
    const pattern = readPattern(format.pattern ?? "");
    return pattern && patternText(number, pattern);
  }
  const write = WRITERS[format.name];
  if (!write) return null;
  if (typeof number === "number" && !Number.isFinite(number)) return formatNumber(number);
  if (typeof number === "bigint" && format.name === "fixed") return wholeText(number, format.digits ?? 2);
  if (typeof number === "bigint" && format.name === "currency") {
    const { currency = "USD", digits = usualDecimals(currency) } = format;
    return moneyText(wholeText(number, digits), currency);
  }
  return write(Number(number), format);
}

/** `-€1,234.50`. @param {string} amount @param {string} currency */
function moneyText(amount, currency) {
  const sign = currencySign(currency);
  return amount.startsWith("-") ? `-${sign}${amount.slice(1)}` : sign + amount;
}

/**
 * @param {unknown} value
 * @returns {number | bigint | null}
 */
export function numberOf(value) {
  if (typeof value === "number" || typeof value === "bigint") return value;
  if (typeof value !== "string" || value.trim() === "") return null;
  if (/^-?\d+$/.test(value)) return BigInt(value);
  const number = Number(value);
  return Number.isNaN(number) ? null : number;
}

/** @param {bigint} value @param {number} digits */
function wholeText(value, digits) {
  return formatNumber(value) + (digits ? `.${"0".repeat(digits)}` : "");
}

/**
 * With thousands apart; what lies between two is rounded as facts in the prose are. A zero has no sign.
 * @param {number} value
 * @param {number} digits
 */
function decimalText(value, digits) {
  const [whole, rest] = fixedText(Math.abs(value), digits).split(".");
  const text = formatNumber(BigInt(whole)) + (rest ? `.${rest}` : "");
  return value < 0 && /[1-9]/.test(text) ? `-${text}` : text;
}

/**
 * Three significant digits and a unit.
 * @param {number} value
 * @param {number} step
 * @param {string[]} units
 * @param {string} space
 */
function scaled(value, step, units, space) {
  let size = Math.abs(value);
  let place = 0;
  // 999.5 would be written as 1000.
  while (size >= step - 0.5 && place < units.length - 1) [size, place] = [size / step, place + 1];
  const decimals = size === 0 ? 0 : Math.max(0, Math.min(6, 2 - Math.floor(Math.log10(size))));
  const text = place === 0 && Number.isInteger(value) ? String(size) : trimmed(size.toFixed(decimals));
  const unit = units[place];
  return `${value < 0 ? "-" : ""}${text}${unit && space}${unit}`;
}

/** @param {string} text */
function trimmed(text) {
  return text.includes(".") ? text.replace(/\.?0+$/, "") : text;
}
