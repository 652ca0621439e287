/** Point clouds as they are logged: JSON with points, boxes and vectors. */

import { boxEdges } from "./box.js";

/** @typedef {import("./types.d.ts").Cloud} Cloud */
/** @typedef {import("./types.d.ts").Point} Point */

/** The colors of the categories 1, 2, … of points with four numbers; told apart also by the color-blind. */
const CATEGORIES = [
  "4477aa",
  "ee6677",
  "228833",
  "ccbb44",
  "66ccee",
  "aa3377",
  "ee8866",
  "44bb99",
  "7a5aa6",
  "bbcc33",
  "99604d",
  "ffaabb",
  "777777",
  "ddaa33",
];

/**
 * A list of points (`[x, y, z]`, with a category or with red, green and blue from 0 to 255), or an object with
 * `points`, `boxes` and `vectors`.
 * @param {any} data
 * @returns {Cloud}
 */
export function readCloud(data) {
  const rows = Array.isArray(data) ? data : data?.points ?? [];
  if (!Array.isArray(rows)) {
    throw new Error("The file does not hold a point cloud: it has no list of points.");
  }
  const points = rows.filter((row) => Array.isArray(row) && isPoint(row));
  const colored = points.length > 0 && points[0].length > 3;
  const positions = new Float32Array(points.length * 3);
  const colors = colored ? new Uint8Array(points.length * 3) : null;
  points.forEach((row, index) => {
    positions.set(row.slice(0, 3), index * 3);
    colors?.set(colorOf(row), index * 3);
  });
  return { positions, colors, boxes: boxes(data?.boxes), vectors: vectors(data?.vectors) };
}

/** @param {unknown} value @returns {value is Point} */
function isPoint(value) {
  return Array.isArray(value) && value.length >= 3 && value.slice(0, 3).every(Number.isFinite);
}

/** @param {number[]} row */
function colorOf(row) {
  if (row.length >= 6) return row.slice(3, 6);
  const hex = CATEGORIES[(Math.max(1, Math.round(row[3])) - 1) % CATEGORIES.length] ?? CATEGORIES[0];
  return [0, 2, 4].map((at) => parseInt(hex.slice(at, at + 2), 16));
}

/** @param {any} found @returns {Cloud["boxes"]} */
function boxes(found) {
  const wanted = (Array.isArray(found) ? found : []).filter((box) =>
    Array.isArray(box?.corners) && box.corners.length === 8 && box.corners.every(isPoint)
  );
  return wanted.map((box) => ({
    edges: boxEdges(box.corners),
    color: box.color ?? null,
    label: [box.label, typeof box.score === "number" ? box.score.toFixed(2) : ""].filter(Boolean).join(" "),
    at: box.corners.reduce((/** @type {Point} */ top, /** @type {Point} */ one) =>
      one[2] > top[2] ? one : top
    ),
  }));
}

/** @param {any} found @returns {Cloud["vectors"]} */
function vectors(found) {
  const wanted = (Array.isArray(found) ? found : []).filter((one) =>
    isPoint(one?.start) && isPoint(one?.end)
  );
  return wanted.map(({ start, end, color }) => ({ start, end, color: color ?? null }));
}
