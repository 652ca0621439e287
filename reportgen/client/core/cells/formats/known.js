/** Formats that have been read once: a column's cells have one and the same. */

import { readFormat } from "./read.js";

/** @typedef {import("./types.js").Format} Format */

const MOST = 500;
/** @type {Map<string, Format | null>} */
const KNOWN = new Map();

/**
 * The format that a text says, null where it says none.
 * @param {string} text
 * @returns {Format | null}
 */
export function formatOf(text) {
  const known = KNOWN.get(text);
  if (known !== undefined) return known;
  const { format } = readFormat(text);
  if (KNOWN.size >= MOST) KNOWN.clear();
  KNOWN.set(text, format);
  return format;
}
