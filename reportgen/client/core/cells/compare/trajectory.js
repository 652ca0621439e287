/** How one row went from member to member: a line for numbers, flips for what is right or wrong. */

import { html } from "../html.js";
import { slotClass } from "./member.js";

/** @typedef {import("../types/view.d.ts").Member} Member */
/** @typedef {{lo: number, hi: number}} Range */

const STEP = 16;
const WIDEST = 180;
const HIGH = 36;
const EDGE = 4;

/** @param {number} value */
function round(value) {
  return Math.round(value * 100) / 100;
}

/**
 * The points of a line; members without a value leave a gap.
 * @param {unknown[]} values
 * @param {Range} range
 * @returns {({x: number, y: number} | null)[]}
 */
export function pointsOf(values, { lo, hi }) {
  const step = Math.min(STEP, WIDEST / Math.max(1, values.length - 1));
  return values.map((value, at) => {
    const number = typeof value === "bigint" ? Number(value) : value;
    if (typeof number !== "number" || !Number.isFinite(number)) return null;
    const share = hi > lo ? (number - lo) / (hi - lo) : 0.5;
    return { x: round(EDGE + at * step), y: round(HIGH - EDGE - share * (HIGH - 2 * EDGE)) };
  });
}

/** @param {({x: number, y: number} | null)[]} points */
function linePath(points) {
  return points.map((point, at) => point && `${at && points[at - 1] ? "L" : "M"}${point.x} ${point.y}`)
    .filter(Boolean).join("");
}

/**
 * @param {{values: unknown[], members: Member[], range?: Range, write: (value: unknown) => string}} props
 */
export function Trajectory({ values, members, range, write }) {
  const finite = /** @type {number[]} */ (values.filter((value) => Number.isFinite(value)));
  const points = pointsOf(values, range ?? { lo: Math.min(...finite), hi: Math.max(...finite) });
  const known = values.filter((value) => value !== null && value !== undefined);
  if (!known.length) return html`<span class="rg-null">null</span>`;
  const width = Math.max(2 * EDGE + 1, ...points.map((point) => (point?.x ?? 0) + EDGE));
  const said = members.map(({ label }, at) =>
    `${label} ${values[at] === null || values[at] === undefined ? "no value" : write(values[at])}`
  );
  return html`
    <div class="rg-trajectory">
      <svg viewBox="0 0 ${width} ${HIGH}" width=${width} height=${HIGH} role="img"
        aria-label=${said.join(", ")}>
        <path class="rg-line" d=${linePath(points)} />
        ${points.map((point, at) =>
          point && html`
            <circle class=${slotClass(members[at])} cx=${point.x} cy=${point.y} r="2.5">
              <title>${`${members[at].index} · ${said[at]}`}</title>
            </circle>
          `
        )}
      </svg>
      <span class="rg-note">${`${write(known[0])} → ${write(known.at(-1))}`}</span>
    </div>
  `;
}

/** How often a row went from right to wrong or back; members without a value are passed over. @param {unknown[]} values */
export function flipsOf(values) {
  const known = values.filter((value) => typeof value === "boolean");
  return known.filter((value, at) => at > 0 && value !== known[at - 1]).length;
}

/** Booleans of members in their order. @type {import("../types/view.d.ts").Component} */
export function FlipsCell({ value, column }) {
  const values = /** @type {unknown[]} */ (value);
  const members = column.shown ?? [];
  const flips = flipsOf(values);
  return html`
    <div class="rg-flips">
      ${members.map((member, at) => {
        const one = values[at];
        const word = typeof one === "boolean" ? String(one) : "null";
        return html`
          <span class=${`rg-flip rg-flip-${word} ${slotClass(member)}`}
            title=${`${member.index} · ${member.label}: ${word}`}><span class="rg-visually-hidden">${`${member.label}: ${word} `}</span><span aria-hidden="true">${String(
              member.index,
            )}</span><span aria-hidden="true">${one === true ? "✓" : one === false ? "✗" : "–"}</span></span>
        `;
      })}
      ${flips > 0 && html`<span class="rg-note">${flips === 1 ? "1 flip" : `${flips} flips`}</span>`}
    </div>
  `;
}
