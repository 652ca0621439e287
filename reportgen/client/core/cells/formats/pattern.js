/** Numbers by a pattern of Python's format specification: `,.2f`, `+.1%`, `>8.3g`, `#x`. */

/**
 * @typedef {object} Pattern
 * @property {string} fill
 * @property {"<" | ">" | "=" | "^"} align
 * @property {"-" | "+" | " "} sign
 * @property {boolean} alternate `#`
 * @property {number} width
 * @property {"" | "," | "_"} grouping
 * @property {number} [precision]
 * @property {string} type one letter, `%`, or empty
 */

const PATTERN =
  /^(?:([^\n\r])?([<>=^]))?([-+ ])?(#)?(0)?(\d{1,3})?([,_])?(?:\.(\d{1,2}))?([bdeEfFgGoxX%])?$/su;
const MOST_DECIMALS = 50;
const MOST_WIDTH = 100;
/** @type {Record<string, number>} */
const BASES = { b: 2, o: 8, x: 16, X: 16 };

/**
 * @param {string} text
 * @returns {Pattern | null} null where the text is no pattern for numbers
 */
export function readPattern(text) {
  const found = PATTERN.exec(text);
  if (!found) return null;
  const [, fill, align, sign, alternate, zero, width, grouping, precision, type = ""] = found;
  const decimals = precision === undefined ? undefined : Number(precision);
  const whole = type === "d" || type in BASES;
  if (Number(width ?? 0) > MOST_WIDTH || (decimals ?? 0) > MOST_DECIMALS) return null;
  if (whole && decimals !== undefined) return null;
  if (type in BASES && grouping === ",") return null;
  return /** @type {Pattern} */ ({
    fill: fill ?? (zero ? "0" : " "),
    align: align ?? (zero ? "=" : ">"),
    sign: sign ?? "-",
    alternate: alternate !== undefined,
    width: Number(width ?? 0),
    grouping: grouping ?? "",
    ...decimals === undefined ? {} : { precision: decimals },
    type,
  });
}

/**
 * A number as Python's `format` writes it; a whole number's letters round a number that is not whole.
 * @param {number | bigint} value
 * @param {Pattern} pattern
 */
export function patternText(value, pattern) {
  const negative = typeof value === "bigint" ? value < 0n : value < 0 || Object.is(value, -0);
  const size = typeof value === "bigint" ? (negative ? -value : value) : Math.abs(value);
  const sign = negative ? "-" : pattern.sign === "-" ? "" : pattern.sign;
  if (typeof size === "number" && !Number.isFinite(size)) {
    const word = Number.isNaN(size) ? "nan" : "inf";
    const body = /[EFG]/.test(pattern.type) ? word.toUpperCase() : word;
    return padded(sign, pattern.type === "%" ? `${body}%` : body, pattern, false);
  }
  const [prefix, digits] = bodyOf(size, pattern);
  return padded(sign + prefix, digits, pattern, true);
}

/**
 * @param {number | bigint} size
 * @param {Pattern} pattern
 * @returns {[string, string]} a prefix such as `0x`, and what follows it
 */
function bodyOf(size, pattern) {
  const { type, precision, alternate } = pattern;
  const base = BASES[type];
  if (base) {
    const text = wholeOf(size).toString(base);
    const prefix = alternate ? `0${type}` : "";
    return [prefix, type === "X" ? text.toUpperCase() : text];
  }
  if (type === "d" || (type === "" && isWhole(size) && precision === undefined)) {
    return ["", String(wholeOf(size))];
  }
  const number = Number(size);
  if (type === "%") return ["", `${pointed(fixedText(number * 100, precision ?? 6), alternate)}%`];
  if (type === "f" || type === "F") return ["", pointed(fixedText(number, precision ?? 6), alternate)];
  if (type === "e" || type === "E") {
    const text = exponentText(number, precision ?? 6);
    return ["", cased(alternate && !precision ? text.replace(/^(\d)e/, "$1.e") : text, type)];
  }
  if (type === "g" || type === "G") return ["", cased(generalText(number, precision ?? 6, alternate), type)];
  return ["", precision === undefined ? shortest(number) : shortGeneral(number, precision)];
}

/** Whether it may come of a column of integers. @param {number | bigint} size */
function isWhole(size) {
  return typeof size === "bigint" || Number.isSafeInteger(size);
}

/** @param {number | bigint} size */
function wholeOf(size) {
  return typeof size === "bigint" ? size : BigInt(roundHalfEven(size));
}

/** @param {number} value */
function roundHalfEven(value) {
  const low = Math.floor(value);
  const rest = value - low;
  return rest > 0.5 || (rest === 0.5 && low % 2 === 1) ? low + 1 : low;
}

/** @param {string} text @param {boolean} alternate */
function pointed(text, alternate) {
  return alternate && !text.includes(".") ? `${text}.` : text;
}

/** @param {string} text @param {string} type */
function cased(text, type) {
  return type === type.toUpperCase() ? text.toUpperCase() : text;
}

/**
 * With so many decimals; what lies exactly between two goes to the even one.
 * @param {number} value not negative
 * @param {number} decimals
 */
export function fixedText(value, decimals) {
  if (value >= 1e21) return BigInt(value) + (decimals ? `.${"0".repeat(decimals)}` : "");
  const text = value.toFixed(decimals);
  const exact = value.toFixed(100);
  const rest = exact.slice(exact.indexOf(".") + 1 + decimals);
  if (!/^50*$/.test(rest)) return text;
  const down = decimals
    ? exact.slice(0, exact.indexOf(".") + 1 + decimals)
    : exact.slice(0, exact.indexOf("."));
  return Number(down.at(-1)) % 2 ? text : down;
}

/**
 * `1.50e+05`, as Python writes exponents.
 * @param {number} value not negative
 * @param {number} decimals
 */
function exponentText(value, decimals) {
  const [, exact, power] = /** @type {RegExpExecArray} */ (/^(.+)e(.+)$/.exec(value.toExponential(100)));
  const rest = exact.slice(2 + decimals);
  const even = /^50*$/.test(rest) && Number(exact.slice(0, 2 + decimals).replace(/\.$/, "").at(-1)) % 2 === 0;
  const [mantissa, exponent] = even
    ? [decimals ? exact.slice(0, 2 + decimals) : exact[0], power]
    : value.toExponential(decimals).split("e");
  const places = exponent.slice(1).padStart(2, "0");
  return `${mantissa}e${exponent[0]}${places}`;
}

/**
 * So many significant digits, with an exponent where the number is very large or small.
 * @param {number} value not negative
 * @param {number} precision
 * @param {boolean} alternate keeps zeros at the end
 */
function generalText(value, precision, alternate) {
  const digits = Math.max(1, precision);
  const scientific = exponentText(value, digits - 1);
  const power = Number(scientific.slice(scientific.indexOf("e") + 1));
  const plain = power >= -4 && power < digits;
  const text = plain ? fixedText(value, digits - 1 - power) : scientific;
  if (alternate) return plain ? pointed(text, true) : text.includes(".") ? text : text.replace("e", ".e");
  return text.replace(/(\.\d*?)0+(?=e|$)/, "$1").replace(/\.(?=e|$)/, "");
}

/** As Python's `repr` writes a float. @param {number} value not negative */
function shortest(value) {
  const text = String(value);
  if (value !== 0 && (value < 1e-4 || value >= 1e16)) {
    const [mantissa, exponent] = value.toExponential().split("e");
    return `${mantissa}e${exponent[0]}${exponent.slice(1).padStart(2, "0")}`;
  }
  return Number.isInteger(value) ? `${text}.0` : text;
}

/** Like `g`, with a decimal at least. @param {number} value not negative @param {number} precision */
function shortGeneral(value, precision) {
  const digits = Math.max(1, precision);
  const text = exponentText(value, digits - 1);
  const power = Number(text.slice(text.indexOf("e") + 1));
  const general = power === digits - 1 ? text.replace(/\.?0+e/, "e") : generalText(value, digits, false);
  return general.includes("e") || general.includes(".") ? general : `${general}.0`;
}

/**
 * @param {string} sign with a prefix
 * @param {string} body
 * @param {Pattern} pattern
 * @param {boolean} finite
 */
function padded(sign, body, { fill, align, width, grouping, type }, finite) {
  const size = BASES[type] ? 4 : 3;
  const [whole, rest] = /** @type {[string, string]} */ (
    BASES[type] || !finite ? [body, ""] : [/^\d*/.exec(body)?.[0], body.replace(/^\d*/, "")]
  );
  const inside = align === "=" && fill === "0" && finite;
  const room = inside ? width - sign.length - rest.length : 0;
  const text = (finite && grouping ? grouped(whole, grouping, size, room) : whole.padStart(room, "0")) + rest;
  const missing = Math.max(0, width - [...sign + text].length);
  const left = align === "<" ? 0 : align === "^" ? Math.floor(missing / 2) : missing;
  if (align === "=") return sign + fill.repeat(missing) + text;
  return fill.repeat(left) + sign + text + fill.repeat(missing - left);
}

/**
 * @param {string} digits
 * @param {string} separator
 * @param {number} size how many digits stand together
 * @param {number} room that zeros fill
 */
function grouped(digits, separator, size, room) {
  const split = (/** @type {string} */ text) =>
    text.replace(new RegExp(`\\B(?=([0-9a-fA-F]{${size}})+$)`, "g"), separator);
  let whole = digits;
  while (split(whole).length < room) whole = `0${whole}`;
  return split(whole);
}
