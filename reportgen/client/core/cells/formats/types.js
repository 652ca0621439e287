/** The words of formats. */

/**
 * @typedef {object} Format
 * @property {string} name
 * @property {number} [digits]
 * @property {string} [currency] three capital letters
 * @property {string} [unit] of numbers that are durations
 * @property {string} [pattern] a format specification as Python has them
 * @property {boolean} [diverging] whether a color scale has a middle, at zero
 * @property {Format} [inner] how the number beside a bar or on a color is written
 * @property {string} [to] the column that a text is compared with
 * @property {"characters" | "words" | "lines"} [by]
 * @property {"characters" | "words" | "lines" | "nothing"} [marks] what texts of compared tables are marked by
 */

export {};
