/** The words that settings of a comparison may be. */

/** @type {Record<"as" | "how" | "stack" | "split" | "images", string[]>} */
export const WORDS = {
  as: ["join", "concat", "split"],
  how: ["inner", "outer"],
  stack: ["stacked", "overlaid"],
  split: ["beside", "below", "groups"],
  images: ["beside", "swipe", "overlay", "difference", "flicker"],
};
/** @type {Record<"as" | "how" | "stack" | "split" | "images", string>} */
export const DEFAULTS = { as: "join", how: "inner", stack: "stacked", split: "beside", images: "beside" };
/** What a spec says of a comparison, in the canonical order. */
export const COMPARE_KEYS = [
  "as",
  "on",
  "how",
  "shared",
  "reference",
  "order",
  "stack",
  "split",
  "images",
  "over",
  "at",
];

/**
 * Settings in the canonical order, without those that say nothing.
 * @param {Record<string, unknown>} said
 * @returns {import("../spec/types.js").Compare}
 */
export function inOrder(said) {
  const kept = COMPARE_KEYS.filter((key) => said[key] !== undefined).map((key) => [key, said[key]]);
  return /** @type {import("../spec/types.js").Compare} */ (Object.fromEntries(kept));
}
