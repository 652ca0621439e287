/** Column names by pattern: `*` any characters, `?` one. */

/** Whether a written item is a pattern of names. @param {string} text @returns {boolean} */
export function isGlob(text) {
  return /^%?[\p{L}\p{M}\p{N}_.*?]+$/u.test(text) && /[*?]/.test(text);
}

/**
 * The names that a pattern matches, in their order.
 * @param {string} glob @param {string[]} names @returns {string[]}
 */
export function matchGlob(glob, names) {
  return names.filter((name) => matches(glob, name));
}

/**
 * Linear in the name however many stars there are.
 * @param {string} glob @param {string} name @returns {boolean}
 */
function matches(glob, name) {
  let [at, star, resume] = [0, -1, 0];
  let i = 0;
  while (i < name.length) {
    if (glob[at] === "*") {
      [star, resume] = [at++, i];
    } else if (at < glob.length && (glob[at] === "?" || glob[at] === name[i])) {
      at++;
      i++;
    } else if (star >= 0) {
      at = star + 1;
      i = ++resume;
    } else {
      return false;
    }
  }
  return /^\**$/.test(glob.slice(at));
}
