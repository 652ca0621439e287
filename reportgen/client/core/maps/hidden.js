/** The classes that a map leaves out: their labels, as one text. */

const QUOTED = /\s*(?:'((?:[^']|'')*)'|([^,']*))\s*(?:,|$)/y;

/**
 * `cat, 'a, b'` → its labels.
 * @param {string} text
 * @returns {string[]}
 */
export function readHidden(text) {
  /** @type {string[]} */
  const labels = [];
  QUOTED.lastIndex = 0;
  while (QUOTED.lastIndex < text.length) {
    const match = QUOTED.exec(text);
    if (!match) return [...labels, text.slice(text.lastIndexOf(",") + 1).trim()];
    const label = match[1]?.replaceAll("''", "'") ?? match[2].trim();
    if (label !== "") labels.push(label);
  }
  return [...new Set(labels)];
}

/** @param {string[]} labels */
export function writeHidden(labels) {
  return labels.map((label) =>
    /^[^',\s](?:[^',]*[^',\s])?$/.test(label) ? label : `'${label.replaceAll("'", "''")}'`
  )
    .join(", ");
}
