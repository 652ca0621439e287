/** What lies over the points: the names of the classes, the point under the pointer, what is being drawn around. */

import { toFrame } from "./view.js";

/**
 * @typedef {import("../../core/maps/types.d.ts").MapAnswer} MapAnswer
 * @typedef {import("./view.js").Point} Point
 * @typedef {import("./view.js").Window} Window
 * @typedef {import("./view.js").Size} Size
 */

const SVG = "http://www.w3.org/2000/svg";
const NAMED = 12;
const NAME = 16;

/**
 * @param {SVGElement} over
 * @param {{map: MapAnswer, view: Window, size: Size, shown: boolean[], classes: string[], outline: Point[],
 *   point: Point | null}} what `outline` and `point` in the frame
 */
export function drawOver(over, { map, view, size, shown, classes, outline, point }) {
  const names = map.color === null || map.steps || map.series.length > NAMED ? [] : map.series.flatMap(
    ({ label, at }, index) => {
      if (!at || !shown[index]) return [];
      const { x, y } = toFrame(view, size, { x: at[0], y: at[1] });
      const text = made("text", { class: `rg-map-name ${classes[index]}`, x, y, "text-anchor": "middle" });
      text.textContent = label.length > NAME ? `${label.slice(0, NAME - 1)}…` : label;
      return [text];
    },
  );
  const line = outline.length > 1
    ? [made("path", { class: "rg-map-outline", d: `M${outline.map(({ x, y }) => `${x} ${y}`).join("L")}Z` })]
    : [];
  const ring = point ? [made("circle", { cx: point.x, cy: point.y, r: 7 })] : [];
  over.replaceChildren(...names, ...ring, ...line);
}

/** @param {string} name @param {Record<string, string | number>} attributes */
function made(name, attributes) {
  const element = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  return element;
}

/**
 * The colors of classes, as the page's styles have them now.
 * @param {SVGElement} over
 * @param {string[]} classes
 * @returns {string[]} `rgb(1, 2, 3)`
 */
export function colorsOf(over, classes) {
  const probes = classes.map((name) => made("path", { class: `rg-points ${name}` }));
  over.append(...probes);
  const colors = probes.map((probe) => getComputedStyle(probe).stroke);
  for (const probe of probes) probe.remove();
  return colors;
}
