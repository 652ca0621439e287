/** What a panel says about its answer. */

/**
 * @param {import("./types.js").Answer} answer
 * @param {import("./types.js").Spec} [_spec]
 * @returns {string}
 */
export function statusText(answer, _spec) {
  const { filtered, total, groups } = answer;
  const rows = `${thousands(filtered)} of ${thousands(total)} rows`;
  return groups === null ? rows : `${thousands(groups)} ${groups === 1 ? "group" : "groups"}, ${rows}`;
}

/** @param {number} count */
function thousands(count) {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}
