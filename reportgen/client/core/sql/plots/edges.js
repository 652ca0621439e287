/** The filter term of a bin: it keeps the rows that the bin counts. */

import { binOf } from "../../count/bin.js";

/** @typedef {import("../../spec/types.js").Domain} Domain */

/**
 * The condition that keeps the rows of one bin, or of those up to another.
 * @param {string} name the column as the language writes it
 * @param {Domain} domain
 * @param {number} bin
 * @param {(value: number) => string} write a number of the column's kind
 * @param {boolean} whole whether the column's numbers have no fractions
 * @param {number} [last]
 * @returns {string}
 */
export function binTerm(name, domain, bin, write, whole, last = bin) {
  const { lo, hi, bins } = domain;
  if (hi <= lo) return `${name} = ${write(lo)}`;
  if (domain.integer && bins === hi - lo + 1 && last === bin) return `${name} = ${write(lo + bin)}`;
  const edge = (/** @type {number} */ at) =>
    write(whole ? Math.ceil(lowerEdge(at, domain)) : lowerEdge(at, domain));
  const above = `${name} >= ${bin === 0 ? write(lo) : edge(bin)}`;
  return last === bins - 1
    ? `${above} and ${name} <= ${write(hi)}`
    : `${above} and ${name} < ${edge(last + 1)}`;
}

/**
 * Where a bin begins. The bin of a value is computed with roundings, so the edge on paper may lie on the wrong side
 * of a value that is exactly there; of the numbers that divide as the question does, up to the rounding of the
 * scale's own ends, the shortest is taken.
 * @param {number} bin
 * @param {Domain} domain
 * @returns {number}
 */
export function lowerEdge(bin, domain) {
  const { lo, hi, bins } = domain;
  const width = hi / bins - lo / bins;
  const exact = lo + bin * (hi - lo) / bins;
  const guess = Number.isFinite(exact) ? exact : lo + bin * width;
  const inside = binOf(guess, domain) >= bin;
  const slack = Math.max(Math.abs(lo), Math.abs(hi)) * Number.EPSILON;
  for (let digits = 1; digits <= 17; digits++) {
    const short = Number(guess.toPrecision(digits));
    const divides = binOf(short, domain) >= bin && binOf(short - slack, domain) < bin;
    if (divides && (inside ? short <= guess : short > guess)) return short;
  }
  return bisected(bin, domain, guess - width / 2, guess + width / 2);
}

/**
 * @param {number} bin
 * @param {Domain} domain
 * @param {number} below a number before the edge
 * @param {number} above one at or after it
 */
function bisected(bin, domain, below, above) {
  for (let step = 0; step < 100; step++) {
    const middle = below + (above - below) / 2;
    if (middle <= below || middle >= above) break;
    if (binOf(middle, domain) >= bin) above = middle;
    else below = middle;
  }
  return above;
}
