/** Numbers that are kept in the page: which of them are equal is found once, by their bits. */

/**
 * @typedef {import("./types.d.ts").Kept} Kept
 * @typedef {import("./types.d.ts").Numbers} Numbers
 * @typedef {import("./types.d.ts").Codes} Codes
 * @typedef {import("../spec/types.js").Type} Type
 */

/** Rows of one slice of work. */
export const SLICE = 1 << 16;
/** Of so few different values, each may be a group or a piece of its own. */
const LISTED = 1000;

/**
 * Whether DOUBLEs say of values of a type which are equal.
 * @param {Type} type
 * @param {Numbers} values
 * @param {Uint8Array | null} nulls
 */
export function tellsApart(type, values, nulls) {
  if (type.kind === "float") return true;
  if (type.kind === "decimal") return type.precision <= 15;
  // What is not finite stands for both ends of time.
  for (let row = 0; row < values.length; row++) {
    if (!nulls?.[row] && !Number.isSafeInteger(values[row])) return false;
  }
  return true;
}

/**
 * @param {Numbers} wide of equal numbers, all bits may still differ
 * @param {Uint8Array | null} nulls
 * @returns {import("./types.d.ts").Slices<Kept>}
 */
export function* keptNumbers(wide, nulls) {
  const values = narrow(wide);
  yield;
  const { codes, firsts } = yield* numbered(values, nulls);
  const distinct = firsts.length;
  const there = values.length - (nulls ? nulls.reduce((sum, one) => sum + one, 0) : 0);
  if (distinct === there && distinct > LISTED) {
    return { values, nulls, codes: null, distinct, list: null, slots: [] };
  }
  if (distinct > LISTED) {
    return { values, nulls, codes: narrowCodes(codes, distinct), distinct, list: null, slots: [] };
  }
  const { order, list } = inOrder(firsts.map((row) => values[row]));
  for (let row = 0; row < codes.length; row++) codes[row] = order[codes[row]];
  return { values, nulls, codes: narrowCodes(codes, distinct), distinct, list, slots: [] };
}

/**
 * Few values in their order, NaN last, and the place of each; nulls keep theirs behind them.
 * @param {number[]} values
 */
function inOrder(values) {
  const places = values.map((_, code) => code).sort((a, b) => {
    const [x, y] = [values[a], values[b]];
    return x < y ? -1 : x > y ? 1 : Number(x !== x) - Number(y !== y);
  });
  const order = new Uint32Array(values.length + 1).fill(values.length);
  places.forEach((code, place) => order[code] = place);
  return { order, list: places.map((code) => values[code]) };
}

/**
 * Without the second half of numbers that have none; equal numbers have equal bits: -0 is 0, and NaN is one.
 * @param {Numbers} values
 * @returns {Numbers}
 */
function narrow(values) {
  const halves = new Float32Array(values.length);
  let exact = true;
  for (let row = 0; row < values.length; row++) {
    const value = values[row] !== values[row] ? NaN : values[row] + 0;
    halves[row] = values[row] = value;
    exact &&= halves[row] === value || value !== value;
  }
  return exact ? halves : values;
}

/** @param {Uint32Array} ranks @param {number} distinct @returns {Codes} */
function narrowCodes(ranks, distinct) {
  if (distinct < 1 << 8) return Uint8Array.from(ranks);
  return distinct < 1 << 16 ? Uint16Array.from(ranks) : ranks;
}

/**
 * Numbers the different values in the order in which they first come; nulls have the number behind the last.
 * @param {Numbers} values
 * @param {Uint8Array | null} nulls
 * @returns {import("./types.d.ts").Slices<{codes: Uint32Array, firsts: number[]}>} `firsts`: the row in which each stands first
 */
function* numbered(values, nulls) {
  const each = values.BYTES_PER_ELEMENT / 4;
  const words = new Uint32Array(values.buffer, values.byteOffset, values.length * each);
  const mask = (1 << 32 - Math.clz32(2 * values.length)) - 1;
  // A row and one: nought is a free place.
  const places = new Uint32Array(mask + 1);
  const codes = new Uint32Array(values.length);
  /** @type {number[]} */
  const firsts = [];
  for (let row = 0; row < values.length; row++) {
    if (row % SLICE === SLICE - 1) yield;
    if (nulls !== null && nulls[row]) continue;
    const [low, high] = [words[row * each], words[row * each + each - 1]];
    let place = hash(low, high) & mask;
    for (let first = places[place]; first; first = places[place = place + 1 & mask]) {
      const at = (first - 1) * each;
      if (words[at] === low && words[at + each - 1] === high) break;
    }
    if (!places[place]) {
      places[place] = row + 1;
      codes[row] = firsts.push(row) - 1;
    } else codes[row] = codes[places[place] - 1];
  }
  for (let row = 0; nulls && row < codes.length; row++) if (nulls[row]) codes[row] = firsts.length;
  return { codes, firsts };
}

/** @param {number} low @param {number} high */
function hash(low, high) {
  let mixed = Math.imul(low ^ Math.imul(high, 0x9e3779b1), 0x85ebca6b);
  mixed = Math.imul(mixed ^ mixed >>> 15, 0xc2b2ae35);
  return mixed ^ mixed >>> 13;
}

/**
 * A column of which the engine gave codes: ENUMs and booleans.
 * @param {ArrayLike<number>} values
 * @param {Uint8Array | null} nulls
 * @param {unknown[]} list what the codes stand for
 * @returns {Kept}
 */
export function keptCodes(values, nulls, list) {
  const codes = narrowCodes(Uint32Array.from(values), list.length);
  for (let row = 0; nulls && row < codes.length; row++) if (nulls[row]) codes[row] = list.length;
  return { values: null, nulls, codes, distinct: list.length, list, slots: [] };
}
