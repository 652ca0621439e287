/** Round widths of bins. */

/**
 * The least of 1, 2, 2.5 and 5, times a power of ten, that cuts a range into so many bins, or a few less; the end of a
 * range may begin one more.
 * @param {number} lo
 * @param {number} hi more than `lo`
 * @param {number} count
 * @param {boolean} whole whether bins are of whole numbers
 * @returns {number}
 */
export function niceWidth(lo, hi, count, whole) {
  const rough = (hi - lo) / count;
  const power = Math.floor(Math.log10(rough));
  const widths = [power - 1, power, power + 1, power + 2].flatMap((exponent) =>
    [1, 2, 2.5, 5].map((digit) => Number(`${digit}e${exponent}`))
  ).filter((width) => !whole || Number.isInteger(width));
  const fits = (/** @type {number} */ width) => Math.floor(hi / width) - Math.floor(lo / width) <= count;
  return widths.find(fits) ?? (whole ? Math.ceil(rough) : rough);
}
