/** Bins of numbers: their edges are multiples of the width as it is written, so that 0.3 begins a bin of width 0.1. */

import { written } from "./sql_parts.js";

/** @typedef {import("./types.js").Typed} Typed */

/** Beyond, doubles have no parts of one. */
const MOST = "9e15";
/** A longer expression is written once. */
const SHORT = 200;
const MOST_DIGITS = 22;
const INFINITE = "CAST('Infinity' AS DOUBLE)";

/**
 * A width as a fraction of whole numbers: 0.25 is 25 / 100.
 * @param {number} width
 * @returns {{times: number, over: number} | null} null where doubles do not hold both
 */
function fractionOf(width) {
  const found = /^(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(width));
  if (!found || width === 0) return null;
  const [, whole, part = "", exponent = "0"] = found;
  const power = Number(exponent) - part.length;
  const times = Number(`${whole}${part}e${Math.max(0, power)}`);
  return Number.isSafeInteger(times) && power >= -MOST_DIGITS
    ? { times, over: Number(`1e${Math.max(0, -power)}`) }
    : null;
}

/**
 * Where a bin begins, as `binSql` has it.
 * @param {number} bin its number: 0 begins at 0
 * @param {number} width
 * @returns {number | null} null for widths that are no short decimals
 */
export function binEdge(bin, width) {
  const fraction = fractionOf(width);
  return fraction && bin * fraction.times / fraction.over;
}

/** A tree without conversions around it. @param {Typed} tree @returns {Typed} */
export function bare(tree) {
  return tree.kind === "convert" ? bare(tree.operand) : tree;
}

/**
 * The greatest edge that is not above x. The quotient of x and the width may be two doubles off.
 * @param {string[]} args `[x, width]`, doubles
 * @param {Typed[]} typed
 * @returns {string}
 */
export function binSql([x, width], [, node]) {
  const plain = (/** @type {string} */ value) => `floor(${value} / ${width}) * ${width}`;
  const fraction = fractionOf(Number(written(bare(node)) || 0));
  if (!fraction) return `(${plain(x)})`;
  const part = `* ${fraction.times}e0 / ${fraction.over}e0`;
  const exact = (/** @type {string} */ value) => {
    const bin = `floor(nextafter(nextafter(${value} / ${width}, ${INFINITE}), ${INFINITE}))`;
    return `CASE WHEN abs(${value} / ${width}) < ${MOST} THEN ` +
      `(${bin} - CAST(${bin} ${part} > ${value} AS INTEGER)) ${part} ELSE ${plain(value)} END`;
  };
  return x.length < SHORT ? `(${exact(x)})` : `[${exact("v")} for v in [${x}]][1]`;
}
