/** Text as base64 with the letters that a URL's fragment may hold; no coder of the platform is needed. */

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/**
 * @param {string} text halves of surrogate pairs become U+FFFD
 * @returns {string}
 */
export function toBase64(text) {
  const bytes = utf8Bytes(text);
  let out = "";
  for (let at = 0; at < bytes.length; at += 3) {
    const some = bytes.slice(at, at + 3);
    const bits = (some[0] << 16) | ((some[1] ?? 0) << 8) | (some[2] ?? 0);
    for (let i = 0; i <= some.length; i++) out += LETTERS[(bits >> (18 - 6 * i)) & 63];
  }
  return out;
}

/**
 * @param {string} text
 * @returns {string | null} null if the text is not what `toBase64` makes
 */
export function fromBase64(text) {
  if (!/^[\w-]*$/.test(text) || text.length % 4 === 1) return null;
  let escaped = "";
  let [bits, held] = [0, 0];
  for (const letter of text) {
    bits = ((bits << 6) | LETTERS.indexOf(letter)) & 0xffff;
    held += 6;
    if (held < 8) continue;
    held -= 8;
    escaped += `%${((bits >> held) & 255).toString(16).padStart(2, "0")}`;
  }
  try {
    return decodeURIComponent(escaped);
  } catch {
    return null;
  }
}

/**
 * @param {string} text
 * @returns {number[]}
 */
function utf8Bytes(text) {
  const well = text.replace(
    /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
    "\ufffd",
  );
  const bytes = [];
  for (const part of encodeURIComponent(well).matchAll(/%([0-9A-F]{2})|./g)) {
    bytes.push(part[1] ? parseInt(part[1], 16) : part[0].charCodeAt(0));
  }
  return bytes;
}
