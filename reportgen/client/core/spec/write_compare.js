/** What a spec says of several tables, as the argument and the options of a directive. */

/** @typedef {import("./types.js").Spec} Spec */

/**
 * The argument of a directive: a set of tables, or their references.
 * @param {Spec} spec
 * @returns {string}
 */
export function writeTables({ tables, set }) {
  return set ? `@${set}` : tables.map(({ ref }) => ref).join(" ");
}

/**
 * @param {Spec} spec
 * @returns {Record<string, string>} empty texts say nothing
 */
export function writeCompareOptions({ tables, set, compare }) {
  if (!compare) return {};
  const { as, on = [], how, shared = [], reference = 0, order = [], stack, split, images, over } = compare;
  const label = (/** @type {number} */ index) => quoted(tables[index].label);
  return {
    labels: set ? "" : tables.map((_, index) => label(index)).join(", "),
    compare: split && split !== "beside" ? `${as} ${split}` : as,
    on: on.join(", "),
    how: how === "outer" ? how : "",
    shared: as === "join" ? shared.map(quoted).join(", ") : "",
    reference: reference ? label(reference) : "",
    members: order.map((index) => `[${index}]`).join(" "),
    hide: tables.flatMap(({ hidden }, index) => hidden ? [label(index)] : []).join(", "),
    stack: stack === "overlaid" ? stack : "",
    images: images && images !== "beside" ? images : "",
    over: over ?? "",
  };
}

/** A label in quotes where it holds what ends it. @param {string} text */
function quoted(text) {
  return /[",]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
