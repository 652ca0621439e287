/** What is drawn around points, as a condition: a box, or the corners of a lasso. */

import { writePolygon } from "../../core/index.js";
import { rounded } from "./view.js";

/**
 * @typedef {import("./view.js").Point} Point
 * @typedef {{x: string, y: string}} Texts the coordinates, as filters write them
 */

/** A lasso is told by at most so many corners. */
const CORNERS = 40;

/** @param {Texts} texts @param {Point} one @param {Point} other @param {number} scale */
export function boxTerm({ x, y }, one, other, scale) {
  const between = (/** @type {string} */ name, /** @type {number} */ a, /** @type {number} */ b) =>
    `${name} between ${rounded(Math.min(a, b), scale)} and ${rounded(Math.max(a, b), scale)}`;
  return `${between(x, one.x, other.x)} and ${between(y, one.y, other.y)}`;
}

/** @param {Texts} texts @param {Point[]} path @param {number} scale */
export function lassoTerm({ x, y }, path, scale) {
  let [corners, tolerance] = [path, 1 / scale];
  do {
    corners = simplified(path, tolerance);
    tolerance *= 1.5;
  } while (corners.length > CORNERS);
  if (corners.length < 3) return "";
  const polygon = corners.map((
    at,
  ) => /** @type {[number, number]} */ ([rounded(at.x, scale), rounded(at.y, scale)]));
  return `inside(${x}, ${y}, '${writePolygon(polygon)}')`;
}

/**
 * A line without the corners that lie nearly between others (Douglas and Peucker's way).
 * @param {Point[]} path
 * @param {number} tolerance
 * @returns {Point[]}
 */
function simplified(path, tolerance) {
  if (path.length < 3) return path;
  const [first, last] = [path[0], path[path.length - 1]];
  let [farthest, most] = [0, -1];
  for (let i = 1; i < path.length - 1; i++) {
    const distance = distanceTo(path[i], first, last);
    if (distance > most) [farthest, most] = [i, distance];
  }
  if (most <= tolerance) return [first, last];
  const before = simplified(path.slice(0, farthest + 1), tolerance);
  return [...before.slice(0, -1), ...simplified(path.slice(farthest), tolerance)];
}

/** @param {Point} at @param {Point} from @param {Point} to */
function distanceTo(at, from, to) {
  const [width, height] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(width, height);
  if (length === 0) return Math.hypot(at.x - from.x, at.y - from.y);
  return Math.abs(width * (at.y - from.y) - height * (at.x - from.x)) / length;
}

/**
 * A condition without the classes that are hidden.
 * @param {string} term
 * @param {string[]} hidden the conditions of these classes
 */
export function withoutHidden(term, hidden) {
  const left = hidden.filter((one) => one !== "").map((one) => ` and not (${one})`);
  return term === "" ? "" : `${term}${left.join("")}`;
}
