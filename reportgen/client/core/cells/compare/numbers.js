/** Numbers of members, as bars on one scale down the column: lying beside their values, or standing where they are many. */

import { html } from "../html.js";
import { FORMATS } from "../../formats.js";
import { formatNumber, formatShort } from "../numbers.js";
import { Delta, deltaOf } from "./delta.js";
import { Chip, isAbsent, referenceOf, slotClass } from "./member.js";
import { Trajectory } from "./trajectory.js";
import { Nothing } from "./values.js";

/** @typedef {import("../types/view.d.ts").CellProps} CellProps */
/** @typedef {import("../types/view.d.ts").Member} Member */
/** @typedef {{lo: number, hi: number}} Range */

/** So many members have a line each; more have standing bars. @type {Record<string, number>} */
const LINES = { small: 3, medium: 3, large: 5, xlarge: 12 };
/** The drawing of standing bars. */
const BAR = 9;
const HIGH = 40;
/** A length that can still be seen. */
const LEAST = 1;

/** @param {unknown} value */
export function asNumber(value) {
  if (typeof value === "number") return value;
  if (typeof value === "bigint") return Number(value);
  return typeof value === "string" && value.trim() ? Number(value) : NaN;
}

/**
 * The scale of a column's bars, with zero on it.
 * @param {unknown[]} values of the page
 * @param {Range} [range] of all rows, where it is known
 * @returns {Range}
 */
export function barRange(values, range) {
  const finite = values.map(asNumber).filter(Number.isFinite);
  const all = range ? [range.lo, range.hi] : finite;
  return { lo: Math.min(0, ...all), hi: Math.max(0, ...all) };
}

/** @param {number} value */
function round(value) {
  return Math.round(value * 100) / 100;
}

/**
 * Where a bar begins and how long it is, of 100.
 * @param {number} value
 * @param {Range} range
 */
export function barPlace(value, { lo, hi }) {
  if (!(hi > lo) || !Number.isFinite(value)) return { from: 0, length: 0 };
  const at = (/** @type {number} */ one) => (100 * (Math.min(hi, Math.max(lo, one)) - lo)) / (hi - lo);
  const [from, to] = [at(Math.min(0, value)), at(Math.max(0, value))];
  return { from: round(from), length: value === 0 ? 0 : round(Math.max(LEAST, to - from)) };
}

/** A value as it is written in its column. @param {CellProps} props @param {unknown} value */
function written({ column, format }, value) {
  const text = column.format === undefined ? null : FORMATS.text?.(asNumber(value), column.format);
  if (text) return text;
  return typeof value === "string" ? value : formatNumber(/** @type {number | bigint} */ (value), format);
}

/** @type {import("../types/view.d.ts").Component} */
export function NumbersCell(props) {
  const { value, column, place } = props;
  const members = column.shown ?? [];
  const values = /** @type {unknown[]} */ (value);
  if (place.compare?.over) {
    return html`
      <${Trajectory} values=${values} members=${members} range=${column.range} column=${column}
        write=${(/** @type {unknown} */ one) => written(props, one)} />
    `;
  }
  if (members.length > LINES[place.rowHeight]) return html`<${Standing} ...${props} />`;
  const reference = values[referenceOf(members, place.compare)];
  const isMeasured = place.group.length > 0 && members.length > 1;
  return html`
    <ul class="rg-stack rg-numbers">
      ${members.map((member, at) =>
        html`
          <li key=${member.index}>
            <${Chip} member=${member} />
            ${values[at] === null || values[at] === undefined
              ? html`<${Nothing} absent=${isAbsent(member, place)} />`
              : html`
                <span class="rg-stack-number" title=${String(values[at])}>${written(props, values[at])}</span>
                <${Lying} value=${asNumber(values[at])} member=${member}
                  range=${column.range ?? { lo: 0, hi: 0 }} />
                ${isMeasured &&
                  html`<${Delta} delta=${
                    values[at] === reference ? null : deltaOf(values[at], reference)
                  } write=${short(props)} />`}
              `}
          </li>
        `
      )}
    </ul>
  `;
}

/** How differences are written: as the column is, if it has a format. @param {CellProps} props */
function short(props) {
  return (/** @type {number} */ size) =>
    props.column.format === undefined ? formatShort(size) : written(props, size);
}

/** @param {{value: number, member: Member, range: Range}} props */
function Lying({ value, member, range }) {
  const { from, length } = barPlace(value, range);
  const zero = barPlace(range.hi, range).from;
  return html`
    <svg class=${`rg-lying ${slotClass(member)}`} viewBox="0 0 100 8" preserveAspectRatio="none"
      aria-hidden="true">
      ${range.lo < 0 && html`<path class="rg-zero" d=${`M${zero} 0V8`} />`}
      <rect x=${from} width=${length} height="8" />
    </svg>
  `;
}

/** Bars that stand side by side. @param {CellProps} props */
function Standing(props) {
  const members = props.column.shown ?? [];
  const values = /** @type {unknown[]} */ (props.value);
  const range = props.column.range ?? { lo: 0, hi: 0 };
  const text = (/** @type {number} */ at) =>
    values[at] === null || values[at] === undefined ? "no value" : written(props, values[at]);
  const finite = values.map(asNumber).filter(Number.isFinite);
  const ends = finite.length
    ? [Math.min(...finite), Math.max(...finite)].map((one) => written(props, one))
    : [];
  const width = members.length * BAR;
  const floor = HIGH - barPlace(range.hi, range).from / 100 * HIGH;
  return html`
    <div class="rg-standing">
      <svg viewBox="0 0 ${width} ${HIGH}" width=${width} height=${HIGH} role="img"
        aria-label=${members.map(({ label }, at) => `${label} ${text(at)}`).join(", ")}>
        ${members.map((member, at) => {
          const { from, length } = barPlace(asNumber(values[at]), range);
          const high = round(length / 100 * HIGH);
          return html`
            <g class=${slotClass(member)} key=${member.index}>
              <rect x=${at * BAR} width=${BAR - 1.5} y=${round(HIGH - from / 100 * HIGH - high)}
                height=${high} />
              <rect class="rg-over-bar" x=${at * BAR} width=${BAR} height=${HIGH}>
                <title>${`${member.index} · ${member.label}: ${text(at)}`}</title>
              </rect>
            </g>
          `;
        })}
        <path class="rg-floor" d=${`M0 ${round(floor)}H${width}`} />
      </svg>
      <span class="rg-note">${[...new Set(ends)].join(" to ") || "no values"}</span>
    </div>
  `;
}
