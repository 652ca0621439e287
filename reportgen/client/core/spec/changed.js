/** A spec with another part, in its one spelling. */

/** @typedef {import("./types.js").Spec} Spec */

const ORDER = (
  "v tables set compare filter search group pivot cell sort columns " +
  "pinned rows row_height layout plot height summaries selection control module selects"
).split(" ");

/**
 * @param {Spec} spec
 * @param {Partial<Spec>} change
 * @returns {Spec} with keys in the canonical order, and none that says nothing
 */
export function changed(spec, change) {
  /** @type {Record<string, unknown>} */
  const next = { ...spec, ...change };
  const kept = ORDER.filter((key) => {
    const value = next[key];
    return value !== undefined && !(key !== "columns" && Array.isArray(value) && value.length === 0);
  });
  return /** @type {Spec} */ (Object.fromEntries(kept.map((key) => [key, next[key]])));
}
