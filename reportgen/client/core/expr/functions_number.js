/**
 * Functions of numbers. What has no value (the root of -1, a remainder by 0) is null, in every engine alike.
 */

import { binSql } from "./bins.js";
import { clampSql, plain, scalars } from "./sql_parts.js";
import { FLOAT, INTEGER, isNumber, TEXT } from "./types.js";

/**
 * @typedef {import("./types.js").FunctionRow} FunctionRow
 * @typedef {import("./sql_parts.js").Row} Row
 * @typedef {import("./types.js").Param} Param
 * @typedef {import("./types.js").Type} Type
 * @typedef {import("./types.js").Typed} Typed
 */

/** @type {Param} */
const X = { name: "x", type: "number" };
/** @type {Param} */
const ANY_X = { name: "x", type: "numeric" };

/**
 * Engines differ where a function is undefined: `where` says in SQL where it is defined.
 * @param {string} name @param {(x: string) => string} where
 */
function guarded(name, where) {
  return (/** @type {string[]} */ [x]) => `CASE WHEN ${where(x)} THEN ${name}(${x}) END`;
}

/** @param {string} x @returns {string} */
function positive(x) {
  return `${x} > 0`;
}

/** @param {string} x @returns {string} */
function finite(x) {
  return `isfinite(${x})`;
}

/** @param {string} x @returns {string} */
function withinOne(x) {
  return `${x} BETWEEN -1 AND 1`;
}

/** Whole numbers stay whole, decimals become doubles. @param {Typed[]} args @returns {Type} */
function wholeOrFloat([x]) {
  return x.type.kind === "integer" ? x.type : FLOAT;
}

/** @param {string} name rounds a double; whole numbers are round already */
function rounding(name) {
  return (/** @type {string[]} */ [x], /** @type {Typed[]} */ [{ type }]) => {
    if (type.kind === "integer") return x;
    return `${name}(${type.kind === "float" ? x : `CAST(${x} AS DOUBLE)`})`;
  };
}

/** @param {string} x a whole number @returns {string} */
function absolute(x) {
  return `TRY_CAST(abs(CAST(${x} AS HUGEINT)) AS BIGINT)`;
}

/** @param {Typed[]} args @returns {Type} */
function roundType([x, digits]) {
  return digits === undefined ? wholeOrFloat([x]) : FLOAT;
}

/** @param {string[]} args @param {Typed[]} typed @returns {string} */
function roundSql([x, digits], [{ type }]) {
  if (type.kind === "integer" && digits === undefined) return x;
  const value = type.kind === "float" ? x : `CAST(${x} AS DOUBLE)`;
  return `round(${value}, CAST(${clampSql(digits ?? "0", -20, 20)} AS INTEGER))`;
}

/**
 * @param {string} name @param {string} doc @param {FunctionRow["example"]} example
 * @param {FunctionRow["sql"]} [sql] @returns {Row}
 */
function ofDouble(name, doc, example, sql) {
  return { name, params: [X], result: FLOAT, sql: sql ?? plain(name), doc, example };
}

/**
 * @param {string} name @param {string} doc @param {FunctionRow["example"]} example @param {string} sql
 * @returns {Row}
 */
function test(name, doc, example, sql) {
  return { name, params: [X], result: { kind: "boolean" }, sql: plain(sql), doc, example };
}

export const NUMBER_FUNCTIONS = scalars([
  {
    name: "abs",
    params: [ANY_X],
    result: wholeOrFloat,
    sql: ([x], [{ type }]) => type.kind === "integer" ? absolute(x) : `abs(CAST(${x} AS DOUBLE))`,
    doc: "The number without its sign.",
    example: ["abs(-2.5)", 2.5],
  },
  {
    name: "floor",
    params: [ANY_X],
    result: wholeOrFloat,
    sql: rounding("floor"),
    doc: "The next whole number below.",
    example: ["floor(-1.5)", -2],
  },
  {
    name: "ceil",
    aliases: ["ceiling"],
    params: [ANY_X],
    result: wholeOrFloat,
    sql: rounding("ceil"),
    doc: "The next whole number above.",
    example: ["ceil(1.2)", 2],
  },
  {
    name: "trunc",
    params: [ANY_X],
    result: wholeOrFloat,
    sql: rounding("trunc"),
    doc: "The number without its fraction.",
    example: ["trunc(-1.5)", -1],
  },
  {
    name: "round",
    params: [ANY_X, { name: "digits", type: "integer", optional: true }],
    result: roundType,
    sql: roundSql,
    doc: "Rounded to so many digits after the point (0 if none are given); halves away from zero.",
    example: ["round(2.345, 1)", 2.3],
  },
  {
    name: "sign",
    params: [X],
    result: INTEGER,
    sql: ([x]) => `CAST(sign(${x}) AS BIGINT)`,
    doc: "-1, 0 or 1.",
    example: ["sign(-3)", -1],
  },
  ofDouble(
    "sqrt",
    "The square root; null for a negative number.",
    ["sqrt(9)", 3],
    guarded("sqrt", (x) => `${x} >= 0`),
  ),
  ofDouble("cbrt", "The cube root.", ["cbrt(-8)", -2]),
  ofDouble("exp", "e to the power of x.", ["exp(0)", 1]),
  {
    ...ofDouble("ln", "The natural logarithm; null unless x > 0.", ["ln(1)", 0], guarded("ln", positive)),
    aliases: ["log"],
  },
  ofDouble("log2", "The logarithm to base 2; null unless x > 0.", ["log2(8)", 3], guarded("log2", positive)),
  ofDouble(
    "log10",
    "The logarithm to base 10; null unless x > 0.",
    ["log10(1000)", 3],
    guarded("log10", positive),
  ),
  ofDouble("sin", "The sine of an angle in radians.", ["sin(0)", 0], guarded("sin", finite)),
  ofDouble("cos", "The cosine of an angle in radians.", ["cos(0)", 1], guarded("cos", finite)),
  ofDouble("tan", "The tangent of an angle in radians.", ["tan(0)", 0], guarded("tan", finite)),
  ofDouble(
    "asin",
    "The angle with this sine; null outside of -1…1.",
    ["asin(0)", 0],
    guarded("asin", withinOne),
  ),
  ofDouble(
    "acos",
    "The angle with this cosine; null outside of -1…1.",
    ["acos(1)", 0],
    guarded("acos", withinOne),
  ),
  ofDouble("atan", "The angle with this tangent.", ["atan(0)", 0]),
  ofDouble("tanh", "The hyperbolic tangent.", ["tanh(0)", 0]),
  {
    name: "atan2",
    params: [{ name: "y", type: "number" }, X],
    result: FLOAT,
    sql: plain("atan2"),
    doc: "The angle of the point (x, y).",
    example: ["atan2(0, 1)", 0],
  },
  {
    name: "pow",
    aliases: ["power", "powBinary"],
    params: [X, { name: "y", type: "number" }],
    result: FLOAT,
    sql: plain("pow"),
    doc: "x to the power of y, as `x ** y`.",
    example: ["pow(2, 10)", 1024],
  },
  {
    name: "mod",
    aliases: ["modulo"],
    params: [X, { name: "y", type: "number" }],
    result: FLOAT,
    sql: ([x, y]) => `(${x} % ${y})`,
    doc: "The remainder of x / y, with the sign of x, as `x % y` but always a double.",
    example: ["mod(7, 4)", 3],
  },
  {
    name: "bin",
    params: [X, { name: "width", type: "number" }],
    result: FLOAT,
    sql: binSql,
    doc: "The lower edge of the bin of this width that holds x: a multiple of the width as it is written.",
    example: ["bin(17, 5)", 15],
  },
  {
    name: "toFixed",
    params: [X, {
      name: "digits",
      type: "integer",
      literal: true,
      choices: Array.from({ length: 21 }, (_, i) => `${i}`),
    }],
    result: TEXT,
    sql: ([x, digits]) => `printf('%.${digits}f', ${x})`,
    growth: () => ({ cells: 0, chars: 340 }),
    doc: "The number as text with so many digits (0 to 20) after the point.",
    example: ["toFixed(2, 2)", "2.00"],
  },
  test("isnan", "Whether a number is NaN.", ["isnan(0 / 0)", true], "isnan"),
  test("isinf", "Whether a number is infinite.", ["isinf(1 / 0)", true], "isinf"),
  test("isfinite", "Whether a number is neither NaN nor infinite.", ["isfinite(1.5)", true], "isfinite"),
  {
    name: "toNumber",
    aliases: ["parseNumber"],
    params: [{ name: "x", type: ["numeric", "text", "boolean", "mixed"] }],
    result: FLOAT,
    sql: ([x], [{ type }]) => isNumber(type) ? `CAST(${x} AS DOUBLE)` : `TRY_CAST(${x} AS DOUBLE)`,
    doc: "A text as a number; null where it is none.",
    example: ["toNumber('2.5')", 2.5],
  },
]);
