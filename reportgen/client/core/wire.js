/**
 * Values as JSON text that keeps big integers, NaN and infinities; `reportgen/query/wire.py` is its twin.
 *
 * A BigInt is `{"$int": "…"}`; a number that JSON would lose or turn into an integer of another meaning
 * (NaN, infinities, floats beyond 2^53) is `{"$num": "…"}`; an object's own key that starts with `$` gets
 * one more.
 */

/**
 * @param {unknown} value
 * @returns {string}
 */
export function pack(value) {
  return JSON.stringify(encode(value));
}

/**
 * @param {string} text
 * @returns {any}
 */
export function unpack(text) {
  return decode(JSON.parse(text));
}

/**
 * @param {unknown} value
 * @returns {unknown}
 */
function encode(value) {
  if (typeof value === "bigint") return { $int: value.toString() };
  if (typeof value === "number") {
    return isPlain(value) ? value : { $num: Object.is(value, -0) ? "-0" : String(value) };
  }
  if (Array.isArray(value)) return value.map(encode);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key.startsWith("$") ? `$${key}` : key, encode(item)]),
  );
}

/** @param {number} value */
function isPlain(value) {
  if (Object.is(value, -0)) return false;
  return Number.isInteger(value) ? Number.isSafeInteger(value) : Number.isFinite(value);
}

/**
 * @param {any} value
 * @returns {any}
 */
function decode(value) {
  if (Array.isArray(value)) return value.map(decode);
  if (value === null || typeof value !== "object") return value;
  const keys = Object.keys(value);
  if (keys.length === 1 && keys[0] === "$int") return BigInt(value.$int);
  if (keys.length === 1 && keys[0] === "$num") return Number(value.$num);
  return Object.fromEntries(
    keys.map((key) => [key.startsWith("$") ? key.slice(1) : key, decode(value[key])]),
  );
}
