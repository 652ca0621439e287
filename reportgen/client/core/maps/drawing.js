/** A map as it stands on a page without a script, and on paper: points or a density, and the names of the classes. */

import { html } from "../cells/html.js";
import { formatNumber } from "../cells/numbers.js";
import { clip } from "../cells/text.js";
import { round } from "../plots/frame.js";
import { levelOf, LEVELS } from "../plots/series.js";
import { seriesOf } from "./series.js";
import { readSight } from "./sight.js";

/**
 * @typedef {import("./types.d.ts").MapAnswer} MapAnswer
 * @typedef {{x: (value: number) => number, y: (value: number) => number}} Place
 */

export const SIZE = { width: 640, height: 440 };
/** What is kept free around the points. */
export const MARGIN = 16;
/** From so many points on they are drawn smaller. */
const MANY = 1200;
/** So many classes are named on the map, and told. */
const NAMED = 12;
const NAME = 16;

/**
 * Where values lie in a room: lengths along both axes are the same, as distances are what a map shows.
 * @param {MapAnswer} map
 * @param {{width: number, height: number}} size
 * @returns {{scale: number, middle: [number, number]}} units of the room in one of the values
 */
export function fitted({ x, y }, { width, height }) {
  const [left, right] = x.domain ?? [0, 1];
  const [low, high] = y.domain ?? [0, 1];
  const scale = Math.min(
    (width - 2 * MARGIN) / (right - left || 1),
    (height - 2 * MARGIN) / (high - low || 1),
  );
  return { scale, middle: [left / 2 + right / 2, low / 2 + high / 2] };
}

/**
 * @param {MapAnswer} map
 * @param {string | undefined} window the part that is in sight
 * @returns {Place}
 */
function placeOf(map, window) {
  const whole = fitted(map, SIZE);
  const sight = readSight(window);
  const scale = whole.scale * (sight?.zoom ?? 1);
  const middle = sight ? [sight.x, sight.y] : whole.middle;
  return {
    x: (value) => SIZE.width / 2 + (value - middle[0]) * scale,
    y: (value) => SIZE.height / 2 - (value - middle[1]) * scale,
  };
}

/** @param {{map: MapAnswer, hidden: Set<string>, window: string | undefined}} props */
export function Drawing({ map, hidden, window }) {
  const place = placeOf(map, window);
  const shown = map.series.map(({ label }) => !hidden.has(label));
  return html`
    <svg class="rg-drawing rg-map-drawing" viewBox=${`0 0 ${SIZE.width} ${SIZE.height}`} role="img"
      aria-label=${describe(map, hidden)}>
      ${map.points
        ? html`<${Points} map=${map} place=${place} shown=${shown} />`
        : html`<${Density} map=${map} place=${place} shown=${shown} />`}
      ${map.color !== null && map.series.length <= NAMED && !map.steps &&
        map.series.map(({ label, at }, index) =>
          at && shown[index] && html`
            <text class=${`rg-map-name rg-m${seriesOf(map, index)}`}
              x=${round(place.x(at[0]))} y=${round(place.y(at[1]))} text-anchor="middle">${clip(
                label,
                NAME,
              )}</text>
          `
        )}
    </svg>
  `;
}

/** @param {{map: MapAnswer, place: Place, shown: boolean[]}} props */
function Points({ map, place, shown }) {
  const { x, y, series } = /** @type {import("./types.d.ts").MapPoints} */ (map.points);
  const paths = map.series.map(() => "");
  x.forEach((value, index) => {
    paths[series[index]] += `M${tenth(place.x(value))} ${tenth(place.y(y[index]))}h0`;
  });
  const dense = x.length > MANY ? " rg-many" : "";
  return html`${
    paths.map((d, index) =>
      d && shown[index] && html`<path class=${`rg-points rg-m${seriesOf(map, index)}${dense}`} d=${d} />`
    )
  }`;
}

/** @param {number} value */
function tenth(value) {
  return Math.round(value * 10) / 10;
}

/** Shades go by the square root of the counts, so that thin parts are seen. @param {{map: MapAnswer, place: Place, shown: boolean[]}} props */
function Density({ map, place, shown }) {
  const { x, y, cells } = /** @type {import("./types.d.ts").MapGrid} */ (map.grid);
  const most = Math.sqrt(cells.reduce((greatest, [, , n]) => Math.max(greatest, n), 0));
  const [width, height] = [x, y].map(({ lo, hi, bins }) => (hi - lo) / bins);
  /** @type {Map<string, string>} */
  const paths = new Map();
  for (const [column, row, n, series] of cells) {
    if (!shown[series]) continue;
    const [left, right] = [column, column + 1].map((at) => tenth(place.x(x.lo + at * width)));
    const [top, bottom] = [row + 1, row].map((at) => tenth(place.y(y.lo + at * height)));
    const level = Math.max(2, levelOf(Math.sqrt(n), 0, most));
    const key = `rg-map-shade rg-m${seriesOf(map, series)} rg-h${Math.min(level, LEVELS - 1)}`;
    paths.set(key, `${paths.get(key) ?? ""}M${left} ${top}H${right}V${bottom}H${left}z`);
  }
  return html`${[...paths].map(([key, d]) => html`<path class=${key} d=${d} />`)}`;
}

/** A map in a sentence, for those who do not see it. @param {MapAnswer} map @param {Set<string>} hidden @returns {string} */
export function describe({ title, count, color, series }, hidden) {
  const points = `map of ${title}: ${formatNumber(count)} ${count === 1 ? "point" : "points"}`;
  if (color === null) return points;
  const told = series.filter(({ n }) => n).slice(0, NAMED).map(({ label, n }) =>
    `${label}: ${formatNumber(n)}${hidden.has(label) ? ", not drawn" : ""}`
  );
  return `${points}, colored by ${color}; ${told.join("; ")}`;
}
