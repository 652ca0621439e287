/** The function `inside`: whether a point lies in a polygon, so that a filter can say what was drawn around. */

import { written } from "../expr/sql_parts.js";
import { BOOLEAN } from "../expr/types.js";

/** @typedef {import("../expr/types.js").FunctionRow} FunctionRow */
/** @typedef {[number, number][]} Polygon corners in order; the last is joined with the first */

const CORNERS = { least: 3, most: 64 };
const NUMBER = String.raw`-?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?`;
const CORNER = new RegExp(String.raw`^\s*(${NUMBER})\s+(${NUMBER})\s*$`, "i");

/**
 * The corners that a text such as `0 0, 2 0, 2 2` lists; null where it is none.
 * @param {string} text
 * @returns {Polygon | null}
 */
export function readPolygon(text) {
  const found = text.split(",").map((part) => CORNER.exec(part));
  if (found.length < CORNERS.least || found.length > CORNERS.most) return null;
  if (!found.every((match) => match)) return null;
  const corners = found.map((match) => [Number(match?.[1]), Number(match?.[2])]);
  return corners.flat().every(Number.isFinite) ? /** @type {Polygon} */ (corners) : null;
}

/** @param {Polygon} polygon */
export function writePolygon(polygon) {
  return polygon.map(([x, y]) => `${plain(x)} ${plain(y)}`).join(", ");
}

/** A number without an exponent of many digits. @param {number} value */
function plain(value) {
  return String(Object.is(value, -0) ? 0 : value);
}

/**
 * A ray from the point crosses the edges of a polygon that it lies in an odd number of times.
 * @param {string[]} args
 * @param {import("../expr/types.js").Typed[]} typed
 */
function insideSql([x, y], typed) {
  const polygon = readPolygon(written(typed[2])) ?? [];
  const crossings = polygon.flatMap(([x1, y1], index) => {
    const [x2, y2] = polygon[(index + 1) % polygon.length];
    if (y1 === y2) return [];
    const slope = (x2 - x1) / (y2 - y1);
    const [low, high] = [Math.min(y1, y2), Math.max(y1, y2)].map(sqlNumber);
    const edge = `${sqlNumber(x1)} + (${y} - ${sqlNumber(y1)}) * ${sqlNumber(slope)}`;
    return [`CAST(${y} >= ${low} AND ${y} < ${high} AND ${x} < ${edge} AS INTEGER)`];
  });
  return `((${crossings.join(" + ") || `0 * CAST(${x} + ${y} AS INTEGER)`}) % 2 = 1)`;
}

/** @param {number} value */
function sqlNumber(value) {
  return `CAST('${value}' AS DOUBLE)`;
}

/** @type {FunctionRow} */
export const INSIDE = {
  name: "inside",
  kind: "scalar",
  params: [
    { name: "x", type: "number" },
    { name: "y", type: "number" },
    {
      name: "polygon",
      type: "text",
      literal: true,
      check: (text) =>
        readPolygon(text)
          ? null
          : `is ${CORNERS.least} to ${CORNERS.most} corners, each an x and a y, as in '0 0, 2 0, 2 2'`,
    },
  ],
  result: BOOLEAN,
  sql: insideSql,
  doc: "Whether a point lies inside a polygon, whose corners are written out: what a lasso on a map keeps.",
  example: ["inside(1, 1, '0 0, 2 0, 2 2, 0 2')", true],
};
