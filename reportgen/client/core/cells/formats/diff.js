/** What differs between two texts, by character, word or line: the shortest script of edits, or nearly. */

/**
 * @typedef {{op: "same" | "added" | "removed", text: string}} Part
 * @typedef {{from: number, to: number}} Range of tokens, half-open
 * @typedef {{steps: number}} Budget
 */

/** Edits that are searched for within one stretch; more different texts are split where they surely agree. */
const MOST_EDITS = 800;
/** Tokens looked at in all; what lies beyond counts as replaced. */
const MOST_STEPS = 6_000_000;
/** Longer texts are compared by words first, and by characters only where these differ. */
const LONG = 40_000;

/** @type {Record<string, (text: string) => string[]>} */
const TOKENS = {
  characters: (text) => [...text],
  words: (text) => text.match(/[\p{L}\p{N}_]+|\s+|[^\p{L}\p{N}_\s]/gu) ?? [],
  lines: (text) => text.match(/[^\n]*\n|[^\n]+$/g) ?? [],
};

/**
 * How `before` becomes `after`.
 * @param {string} before
 * @param {string} after
 * @param {"characters" | "words" | "lines"} by
 * @returns {Part[]} neighbours differ in `op`
 */
export function diffTexts(before, after, by) {
  const budget = { steps: MOST_STEPS };
  if (by === "characters" && before.length + after.length > LONG) return refined(before, after, budget);
  return compared(before, after, by, budget);
}

/**
 * @param {string} before
 * @param {string} after
 * @param {Budget} budget
 * @returns {Part[]}
 */
function refined(before, after, budget) {
  const coarse = compared(before, after, "words", budget);
  const parts = coarse.flatMap((part, index) => {
    const next = coarse[index + 1];
    if (part.op === "removed" && next?.op === "added") {
      const fine = part.text.length + next.text.length <= LONG && budget.steps > 0;
      return fine ? compared(part.text, next.text, "characters", budget) : [part, next];
    }
    return part.op === "added" && coarse[index - 1]?.op === "removed" ? [] : [part];
  });
  return joined(parts);
}

/** @param {Part[]} parts */
function joined(parts) {
  /** @type {Part[]} */
  const all = [];
  for (const part of parts) {
    const last = all.at(-1);
    if (last?.op === part.op) last.text += part.text;
    else all.push({ ...part });
  }
  return all;
}

/**
 * @param {string} before
 * @param {string} after
 * @param {"characters" | "words" | "lines"} by
 * @param {Budget} budget
 * @returns {Part[]}
 */
function compared(before, after, by, budget) {
  const [a, b] = [TOKENS[by](before), TOKENS[by](after)];
  const [left, right] = numbered(a, b);
  const same = new Int32Array(a.length).fill(-1);
  match(left, right, same, budget);
  return partsOf(a, b, same);
}

/**
 * Equal tokens as equal numbers.
 * @param {string[]} a
 * @param {string[]} b
 */
function numbered(a, b) {
  const numbers = new Map();
  return [a, b].map((tokens) =>
    Int32Array.from(tokens, (token) => {
      let number = numbers.get(token);
      if (number === undefined) numbers.set(token, number = numbers.size);
      return number;
    })
  );
}

/**
 * For each token of `a`, the token of `b` that it stays as; in order.
 * @param {Int32Array} a
 * @param {Int32Array} b
 * @param {Int32Array} same filled in
 * @param {Budget} budget
 */
function match(a, b, same, budget) {
  /** @type {[Range, Range][]} */
  const waiting = [[{ from: 0, to: a.length }, { from: 0, to: b.length }]];
  while (waiting.length) {
    const [left, right] = /** @type {[Range, Range]} */ (waiting.pop());
    trim(a, b, left, right, same);
    if (left.from === left.to || right.from === right.to) continue;
    if (shortest(a, b, left, right, same, budget)) continue;
    waiting.push(...between(anchors(a, b, left, right), left, right, same));
  }
}

/**
 * Takes equal tokens off both ends.
 * @param {Int32Array} a
 * @param {Int32Array} b
 * @param {Range} left
 * @param {Range} right
 * @param {Int32Array} same
 */
function trim(a, b, left, right, same) {
  while (left.from < left.to && right.from < right.to && a[left.from] === b[right.from]) {
    same[left.from++] = right.from++;
  }
  while (left.from < left.to && right.from < right.to && a[left.to - 1] === b[right.to - 1]) {
    same[--left.to] = --right.to;
  }
}

/**
 * The shortest script of edits, by Myers' greedy search along diagonals; false when it would be too long.
 * @param {Int32Array} a
 * @param {Int32Array} b
 * @param {Range} left
 * @param {Range} right
 * @param {Int32Array} same
 * @param {Budget} budget
 */
function shortest(a, b, left, right, same, budget) {
  const [n, m] = [left.to - left.from, right.to - right.from];
  const most = Math.min(n + m, MOST_EDITS);
  // Half of the edits cannot be enough where the lengths differ by more.
  if (Math.abs(n - m) > most) return false;
  const reach = new Int32Array(2 * most + 3);
  /** @type {Int32Array[]} */
  const trace = [];
  for (let edits = 0; edits <= most; edits++) {
    trace.push(reach.slice(most + 1 - edits - 1, most + 1 + edits + 2));
    for (let k = -edits; k <= edits; k += 2) {
      const down = k === -edits || (k !== edits && reach[most + k] < reach[most + k + 2]);
      let x = down ? reach[most + k + 2] : reach[most + k] + 1;
      const start = x;
      while (x < n && x - k < m && a[left.from + x] === b[right.from + x - k]) x++;
      budget.steps -= x - start + 1;
      reach[most + 1 + k] = x;
      if (x >= n && x - k >= m) {
        walkBack(trace, left, right, same);
        return true;
      }
    }
    if (budget.steps < 0) return false;
  }
  return false;
}

/**
 * Notes the equal tokens along the path that was found.
 * @param {Int32Array[]} trace the furthest points of the diagonals before each edit, from the one at -edits - 1 on
 * @param {Range} left
 * @param {Range} right
 * @param {Int32Array} same
 */
function walkBack(trace, left, right, same) {
  let [x, y] = [left.to - left.from, right.to - right.from];
  for (let edits = trace.length - 1; edits >= 0; edits--) {
    const reach = trace[edits];
    const k = x - y;
    const at = (/** @type {number} */ diagonal) => reach[diagonal + edits + 1];
    const down = k === -edits || (k !== edits && at(k - 1) < at(k + 1));
    const start = edits === 0 ? 0 : down ? at(k + 1) : at(k - 1) + 1;
    while (x > start) {
      x--;
      y--;
      same[left.from + x] = right.from + y;
    }
    if (down) y = x - (k + 1);
    else x--;
  }
}

/**
 * Tokens that stand once on each side, in the longest order that both sides share.
 * @param {Int32Array} a
 * @param {Int32Array} b
 * @param {Range} left
 * @param {Range} right
 * @returns {[number, number][]}
 */
function anchors(a, b, left, right) {
  const places = once(b, right);
  /** @type {[number, number][]} */
  const pairs = [];
  for (const [token, place] of once(a, left)) {
    const other = places.get(token);
    if (place >= 0 && other !== undefined && other >= 0) pairs.push([place, other]);
  }
  return increasing(pairs);
}

/**
 * The place of each token, -1 where it stands more than once; in the order of first places.
 * @param {Int32Array} tokens
 * @param {Range} range
 */
function once(tokens, { from, to }) {
  /** @type {Map<number, number>} */
  const places = new Map();
  for (let at = from; at < to; at++) places.set(tokens[at], places.has(tokens[at]) ? -1 : at);
  return places;
}

/**
 * The longest run of pairs whose second numbers increase; the first ones do.
 * @param {[number, number][]} pairs
 * @returns {[number, number][]}
 */
function increasing(pairs) {
  /** @type {number[]} */
  const tails = [];
  const before = pairs.map((pair, index) => {
    let [low, high] = [0, tails.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (pairs[tails[middle]][1] < pair[1]) low = middle + 1;
      else high = middle;
    }
    tails[low] = index;
    return low ? tails[low - 1] : -1;
  });
  const run = [];
  for (let at = tails.at(-1) ?? -1; at >= 0; at = before[at]) run.push(pairs[at]);
  return run.reverse();
}

/**
 * The stretches before, between and after anchors, which are noted; none where there is no anchor.
 * @param {[number, number][]} found
 * @param {Range} left
 * @param {Range} right
 * @param {Int32Array} same
 * @returns {[Range, Range][]}
 */
function between(found, left, right, same) {
  /** @type {[Range, Range][]} */
  const gaps = [];
  let [x, y] = [left.from, right.from];
  for (const [i, j] of found) {
    same[i] = j;
    gaps.push([{ from: x, to: i }, { from: y, to: j }]);
    [x, y] = [i + 1, j + 1];
  }
  if (found.length) gaps.push([{ from: x, to: left.to }, { from: y, to: right.to }]);
  return gaps;
}

/**
 * @param {string[]} a
 * @param {string[]} b
 * @param {Int32Array} same
 * @returns {Part[]}
 */
function partsOf(a, b, same) {
  /** @type {Part[]} */
  const parts = [];
  /** @param {Part["op"]} op @param {string[]} tokens */
  const add = (op, tokens) => tokens.length && parts.push({ op, text: tokens.join("") });
  let [x, y] = [0, 0];
  while (x < a.length || y < b.length) {
    const from = x;
    while (x < a.length && same[x] < 0) x++;
    add("removed", a.slice(from, x));
    const next = x < a.length ? same[x] : b.length;
    add("added", b.slice(y, next));
    y = next;
    const start = x;
    while (x < a.length && same[x] === y) [x, y] = [x + 1, y + 1];
    add("same", a.slice(start, x));
  }
  return joined(parts);
}
