/** The distributions of members' numbers in one group, on one scale: one above the other, or as outlines over one another. */

import { html } from "../html.js";
import { edgeText } from "../bins.js";
import { HistogramCell } from "../histogram.js";
import { formatNumber } from "../numbers.js";
import { HISTOGRAM_SIZES } from "../sizes.js";
import { Delta, deltaOf } from "./delta.js";
import { Chip, referenceOf, slotClass } from "./member.js";

/** @typedef {import("../types/view.d.ts").CellProps} CellProps */
/** @typedef {import("../types/view.d.ts").HistogramValue} HistogramValue */
/** @typedef {import("../types/view.d.ts").Member} Member */

/** More histograms than these are drawn lower; more outlines in one drawing, larger. */
const FEW = 4;

/** @type {import("../types/view.d.ts").Component} */
export function HistogramsCell(props) {
  const { value, column, place } = props;
  const histograms = /** @type {(HistogramValue | null)[]} */ (value);
  if (place.compare?.stack === "overlaid") return html`<${Overlaid} ...${props} />`;
  const members = column.shown ?? [];
  const reference = histograms[referenceOf(members, place.compare)]?.mean;
  const inner = { ...column, members: undefined };
  // As of charts that are drawn in the page, bins come when they are reached: with those of all members, a page of
  // groups would have tens of thousands.
  return html`
    <ul class=${`rg-stack rg-histograms ${members.length > FEW ? "rg-many" : ""}`}>
      ${members.map((member, at) => {
        const one = histograms[at];
        return html`
          <li key=${member.index} class=${slotClass(member)}>
            <${Chip} member=${member} />
            ${one
              ? html`
                <${HistogramCell} ...${props} value=${one} column=${inner}
                  place=${{ ...place, rowHeight: "small", member: member.index, alive: true }} />
              `
              : html`
                <span class="rg-null">no rows</span>
              `}
            ${one && isNumber(one.mean) &&
              html`<span class="rg-note">${edgeText(one.mean, column.type, column.format)}</span>`}
            ${one && html`
              <${Delta} delta=${one.mean === reference ? null : deltaOf(one.mean, reference)}
                write=${(/** @type {number} */ size) => edgeText(size, { kind: "float" }, column.format)} />
            `}
          </li>
        `;
      })}
    </ul>
  `;
}

/** @param {number | null | undefined} mean @returns {mean is number} */
function isNumber(mean) {
  return typeof mean === "number";
}

/** All outlines in one drawing. @param {CellProps} props */
function Overlaid({ value, column, scale, place }) {
  const histograms = /** @type {(HistogramValue | null)[]} */ (value);
  const members = column.shown ?? [];
  const { width, height } = HISTOGRAM_SIZES[members.length > FEW ? "large" : place.rowHeight];
  const { domain } = column;
  if (!domain || !scale || !histograms.some((one) => one?.n)) {
    return html`<span class="rg-null">no values</span>`;
  }
  const step = width / domain.bins;
  const shares = histograms.map((one) => one?.n ? one.counts.map((count) => count / one.n) : []);
  const most = Math.max(...shares.flat(), 0);
  return html`
    <div class="rg-histogram rg-overlaid-histogram">
      <svg viewBox="0 0 ${width} ${height}" width=${width} height=${height} role="img"
        aria-label=${overlaidWords(members, histograms, column)}>
        ${members.map((member, at) =>
          shares[at].length > 0 && html`
            <g class=${slotClass(member)} key=${member.index}>
              <path class=${members.length > 2 ? "rg-outline" : "rg-outline rg-filled"}
                d=${outline(shares[at], step, height - 2, most)}>
                <title>${titleOf(member, histograms[at])}</title>
              </path>
            </g>
          `
        )}
        <path class="rg-floor" d=${`M0 ${height - 1.5}H${width}`} />
      </svg>
      <div class="rg-note">${members.map((member, at) => {
        const mean = histograms[at]?.mean;
        return html`<span class="rg-mean-of"><${Chip} member=${member} />${
          mean === null || mean === undefined ? "–" : edgeText(mean, column.type, column.format)
        }</span>`;
      })}</div>
    </div>
  `;
}

/**
 * Steps along the tops of the bars.
 * @param {number[]} shares
 * @param {number} step
 * @param {number} floor
 * @param {number} most
 */
export function outline(shares, step, floor, most) {
  const y = (/** @type {number} */ share) => Math.round((floor - (share / most) * (floor - 2)) * 100) / 100;
  const x = (/** @type {number} */ bin) => Math.round(bin * step * 100) / 100;
  return `M0 ${floor}${shares.map((share, bin) => `V${y(share)}H${x(bin + 1)}`).join("")}V${floor}`;
}

/** @param {Member} member @param {HistogramValue | null} histogram */
function titleOf({ index, label }, histogram) {
  return `${index} · ${label}: ${formatNumber(histogram?.n ?? 0)} values`;
}

/** @param {Member[]} members @param {(HistogramValue | null)[]} histograms @param {import("../types/view.d.ts").AnswerColumn} column */
function overlaidWords(members, histograms, column) {
  const said = members.map(({ label }, at) => {
    const mean = histograms[at]?.mean;
    return `${label} ${
      mean === null || mean === undefined ? "no values" : `mean ${edgeText(mean, column.type, column.format)}`
    }`;
  });
  return `histograms of ${column.label ?? column.name}: ${said.join(", ")}`;
}
