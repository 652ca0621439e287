/** The filter term of a bin: it keeps the rows that the bin counts. */

/**
 * @typedef {{lo: number, hi: number, bins: number, integer: boolean}} Domain
 */

// Exact, and keeps a product with the number of bins finite.
const SHRINK = 2 ** -64;

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
 * The bin that a value falls into, computed as the question computes it.
 * @param {number} value
 * @param {Domain} domain
 */
export function binOf(value, { lo, hi, bins }) {
  const by = Number.isFinite((hi - lo) * bins) ? 1 : SHRINK;
  const bin = Math.floor((value * by - lo * by) * bins / (hi * by - lo * by));
  return Math.max(0, Math.min(bins - 1, bin));
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
