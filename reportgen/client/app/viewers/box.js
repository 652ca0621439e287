/** Boxes in space, from their eight corners in whatever order. */

/** @typedef {import("./types.d.ts").Point} Point */

/** @param {Point} a @param {Point} b @returns {Point} */
const minus = (a, b) => [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
/** @param {Point} a @param {Point} b @returns {Point} */
const plus = (a, b) => [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
/** @param {Point} a */
const size = (a) => Math.hypot(...a);

/** Part of the diagonal by which three edges may miss it. */
const TOLERANCE = 0.05;

/**
 * The twelve edges. Three of the corners are next to the first one: those whose edges, one after another, lead to
 * the corner farthest away.
 * @param {Point[]} corners
 * @returns {[Point, Point][]}
 */
export function boxEdges(corners) {
  const [origin, ...others] = corners;
  const ways = others.map((corner) => minus(corner, origin)).sort((a, b) => size(b) - size(a));
  const [diagonal, ...rest] = ways;
  let best = { miss: Infinity, edges: /** @type {Point[]} */ ([]) };
  for (let a = 0; a < rest.length; a++) {
    for (let b = a + 1; b < rest.length; b++) {
      for (let c = b + 1; c < rest.length; c++) {
        const miss = size(minus(diagonal, plus(rest[a], plus(rest[b], rest[c]))));
        if (miss < best.miss) best = { miss, edges: [rest[a], rest[b], rest[c]] };
      }
    }
  }
  return best.miss <= TOLERANCE * size(diagonal) ? spanned(origin, best.edges) : inRings(corners);
}

/** The edges of the box that three edges span. @param {Point} origin @param {Point[]} edges */
function spanned(origin, edges) {
  /** @type {[Point, Point][]} */
  const found = [];
  edges.forEach((edge, index) => {
    const [one, two] = edges.filter((_, other) => other !== index);
    for (const start of [origin, plus(origin, one), plus(origin, two), plus(plus(origin, one), two)]) {
      found.push([start, plus(start, edge)]);
    }
  });
  return found;
}

/** The edges of a shape whose corners go around below, then above. @param {Point[]} corners */
function inRings(corners) {
  /** @type {[Point, Point][]} */
  const found = [];
  for (let at = 0; at < 4; at++) {
    const next = (at + 1) % 4;
    found.push([corners[at], corners[next]], [corners[at + 4], corners[next + 4]], [
      corners[at],
      corners[at + 4],
    ]);
  }
  return found;
}
