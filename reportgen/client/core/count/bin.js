/** The one rule of bins, as SQL, for one number, and for many: all of them round as the others do. */

/** @typedef {import("../spec/types.js").Domain} Domain */

/** What is not in a bin is counted beside them. */
export const NULLS = -1;
export const NAN = -2;
export const INFINITE = -3;
// Exact, and keeps a product with the number of bins finite.
const SHRINK = 2 ** -64;

/**
 * The bin of x as SQL; the greatest value falls one behind the last, which reading puts right (`least` is slow).
 * @param {string} x a DOUBLE
 * @param {Domain} domain
 */
export function finiteBin(x, domain) {
  if (domain.bins === 1) return "0";
  const { by, lo, width } = shrunk(domain);
  const term = by === 1 ? x : `${x} * ${double(by)}`;
  return `CAST(floor((${term} - ${double(lo)}) * ${domain.bins} / ${double(width)}) AS INTEGER)`;
}

/**
 * A DOUBLE exactly: from text, since a plain literal may be read as a DECIMAL.
 * @param {number} value
 */
function double(value) {
  return `CAST('${value}' AS DOUBLE)`;
}

/**
 * The bin that a value falls into.
 * @param {number} value
 * @param {Domain} domain
 */
export function binOf(value, domain) {
  const { by, lo, width } = shrunk(domain);
  const bin = Math.floor((value * by - lo) * domain.bins / width);
  return Math.max(0, Math.min(domain.bins - 1, bin));
}

/** @param {Domain} domain */
function shrunk({ lo, hi, bins }) {
  const by = Number.isFinite((hi - lo) * bins) ? 1 : SHRINK;
  return { by, lo: lo * by, width: hi * by - lo * by };
}

/**
 * Writes the slot of each value: its bin, or behind the bins one for nulls, one for NaN, one for infinities.
 * @param {ArrayLike<number>} values
 * @param {Uint8Array | null} nulls 1 where a value is missing
 * @param {Domain | undefined} domain undefined where no value is finite
 * @param {{slots: Uint8Array | Uint16Array, from: number, to: number}} into
 */
export function fillSlots(values, nulls, domain, { slots, from, to }) {
  const bins = domain?.bins ?? 0;
  const { by, lo, width } = shrunk(domain ?? { lo: 0, hi: 0, bins: 0, integer: false });
  const last = bins - 1;
  for (let row = from; row < to; row++) {
    const value = values[row];
    if (nulls !== null && nulls[row]) slots[row] = bins;
    else if (value - value !== 0) slots[row] = value !== value ? bins + 1 : bins + 2;
    else {
      const bin = last > 0 ? Math.floor((value * by - lo) * bins / width) : 0;
      slots[row] = bin > last ? last : bin;
    }
  }
}

/** The bin that a slot stands for, or the mark of what has none. @param {number} slot @param {number} bins */
export function slotBin(slot, bins) {
  return slot < bins ? slot : [NULLS, NAN, INFINITE][slot - bins];
}
