/** Whether two JSON values say the same, whatever the order of their keys. */

/** @param {unknown} value @returns {[string, unknown][]} */
function entriesOf(value) {
  return Object.entries(/** @type {object} */ (value)).filter(([, item]) => item !== undefined);
}

/** @param {unknown} a @param {unknown} b @returns {boolean} */
export function isSame(a, b) {
  if (a === b) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const left = entriesOf(a);
  if (left.length !== entriesOf(b).length) return false;
  return left.every(([key, item]) => isSame(item, /** @type {Record<string, unknown>} */ (b)[key]));
}
