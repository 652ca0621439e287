/** Files of the site, read for a viewer. */

/** @param {string} url @returns {Promise<Response>} */
async function response(url) {
  if (location.protocol === "file:" && !/^(blob|data):/.test(url)) {
    throw new Error(
      "This page was opened from disk, where its script may not read files. On a web server it can.",
    );
  }
  const found = await fetch(url).catch(() => {
    throw new Error("The file could not be loaded: there is no connection.");
  });
  if (!found.ok) throw new Error(`The file could not be loaded (status ${found.status}).`);
  return found;
}

/** @param {string} url @returns {Promise<string>} */
export async function readText(url) {
  return (await response(url)).text();
}

/** @param {string} url @returns {Promise<ArrayBuffer>} */
export async function readBytes(url) {
  return (await response(url)).arrayBuffer();
}

/** @param {string} url @param {string} what the words for what the file should hold @returns {Promise<any>} */
export async function readJson(url, what) {
  const text = await readText(url);
  try {
    // Python writes these names into JSON, which has no such values.
    return JSON.parse(text.replace(/(?<=[[,:]\s*)(?:NaN|-?Infinity)(?=\s*[\],}])/g, "null"));
  } catch {
    throw new Error(`The file does not hold ${what}: it is not JSON.`);
  }
}
