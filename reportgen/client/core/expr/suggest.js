/** The nearest right name for a wrong one. */

/**
 * @param {string} a @param {string} b
 * @returns {number} edits to get from one to the other, swaps counted once
 */
function editDistance(a, b) {
  let before = /** @type {number[]} */ ([]);
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(previous[j] + 1, row[j - 1] + 1, previous[j - 1] + cost);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    before = previous;
    previous = row;
  }
  return previous[b.length];
}

/**
 * The most similar name, if any is similar.
 * @param {string} word @param {string[]} names @returns {string | null}
 */
export function nearest(word, names) {
  // Longer words cannot be meant and would make this slow.
  const wanted = word.slice(0, 100).toLowerCase();
  let best = null;
  let distance = Math.floor(Math.max(wanted.length, 2) / 3) + 1;
  for (const name of names) {
    if (Math.abs(name.length - wanted.length) >= distance) continue;
    const d = editDistance(wanted, name.toLowerCase());
    if (d < distance) [best, distance] = [name, d];
  }
  return best;
}

/**
 * A help line: the nearest name, else the list of them.
 * @param {string} word @param {string[]} names @param {string} what @returns {string}
 */
export function didYouMean(word, names, what) {
  const near = nearest(word, names);
  if (near !== null) return `did you mean '${near}'?`;
  if (names.length === 0) return `there is no ${what}`;
  const shown = names.slice(0, 12).map((name) => `'${name}'`).join(", ") + (names.length > 12 ? ", …" : "");
  return names.length === 1 ? `the only ${what} is ${shown}` : `the ${what}s are ${shown}`;
}
