/** The texts of a group, each with a bar and a count a member; counts of rows; media. */

import { html } from "../html.js";
import { Bar } from "../count.js";
import { formatNumber } from "../numbers.js";
import { SUMMARIES } from "../registry.js";
import { DISTRIBUTION_LINES } from "../sizes.js";
import { clip, formatCell, isImage } from "../text.js";
import { pack } from "../../wire.js";
import { Delta, deltaOf } from "./delta.js";
import { Chip, Mark, referenceOf, slotClass } from "./member.js";

/** @typedef {import("../types/view.d.ts").CellProps} CellProps */
/** @typedef {import("../types/view.d.ts").DistributionValue} DistributionValue */
/** @typedef {import("../types/view.d.ts").Member} Member */
/** @typedef {{value: unknown, counts: number[], all: number}} Entry `counts`: one a member */

/** More members than these have standing bars. */
const FEW = 4;
const BAR = 8;
const HIGH = 20;

/**
 * The values of all members, the most frequent first.
 * @param {(DistributionValue | null)[]} distributions
 * @returns {Entry[]}
 */
export function entriesOf(distributions) {
  /** @type {Map<string, Entry>} */
  const entries = new Map();
  distributions.forEach((one, at) => {
    const nulls = /** @type {[unknown, number][]} */ (one?.nulls ? [[null, one.nulls]] : []);
    for (const [value, count] of [...one?.values ?? [], ...nulls]) {
      const key = pack(value);
      const entry = entries.get(key) ?? { value, counts: distributions.map(() => 0), all: 0 };
      entry.counts[at] += count;
      entry.all += count;
      entries.set(key, entry);
    }
  });
  return [...entries.values()].sort((a, b) => b.all - a.all);
}

/** @type {import("../types/view.d.ts").Component} */
export function DistributionsCell({ value, column, place }) {
  const distributions = /** @type {(DistributionValue | null)[]} */ (value);
  const members = column.shown ?? [];
  const entries = entriesOf(distributions);
  if (!entries.length) return html`<span class="rg-null">no values</span>`;
  const lines = DISTRIBUTION_LINES[place.rowHeight];
  const largest = Math.max(...entries.flatMap(({ counts }) => counts));
  const cut = entries.length <= lines + 1 ? entries.length : lines;
  const draw = (/** @type {Entry} */ entry) =>
    html`<${Lines} entry=${entry} members=${members} largest=${largest} column=${column} place=${place} />`;
  const beyond = distributions.some((one) => one && one.distinct > one.values.length);
  return html`
    <div class="rg-distribution rg-distributions">
      <ul>${entries.slice(0, cut).map(draw)}</ul>
      ${(cut < entries.length || beyond) && html`
        <details class="rg-more">
          <summary>${cut < entries.length
            ? `+${formatNumber(entries.length - cut)} more`
            : "rarer values"}</summary>
          <ul>${entries.slice(cut).map(draw)}</ul>
          ${beyond && html`<p class="rg-note">and rarer values</p>`}
        </details>
      `}
    </div>
  `;
}

/** @param {Pick<CellProps, "column" | "place"> & {entry: Entry, members: Member[], largest: number}} props */
function Lines({ entry, members, largest, column, place }) {
  const { value, counts } = entry;
  const pick = place.on.distributionValue;
  const text = value === null
    ? "null"
    : value === ""
    ? '""'
    : clip(isImage(value) ? value.file : formatCell(value, column.type), 80);
  const said = members.map(({ label }, at) => `${label} ${formatNumber(counts[at])}`).join(", ");
  return html`
    <li>
      <button type="button" class="rg-value" title=${`${text}: ${said}`}
        onClick=${pick && (() => pick(column.name, value, place.key))}>
        <span class=${value === null || value === "" ? "rg-null" : "rg-label"} dir="auto">${text}</span>
        ${members.length > FEW
          ? html`<${Standing} counts=${counts} members=${members} largest=${largest} />`
          : html`
            <span class="rg-member-bars">
              ${members.map((member, at) =>
                html`
                  <span class=${`rg-member-bar ${slotClass(member)}`} key=${member.index}>
                    <span class="rg-visually-hidden">${`${member.label} `}</span>
                    <${Bar} value=${counts[at]} largest=${largest} />
                    <span class="rg-number">${formatNumber(counts[at])}</span>
                  </span>
                `
              )}
            </span>
          `}
      </button>
    </li>
  `;
}

/** The counts of many members side by side. @param {{counts: number[], members: Member[], largest: number}} props */
function Standing({ counts, members, largest }) {
  const width = members.length * BAR;
  return html`
    <svg class="rg-standing-counts" viewBox="0 0 ${width} ${HIGH}" width=${width} height=${HIGH}
      role="img"
      aria-label=${members.map(({ label }, at) => `${label} ${formatNumber(counts[at])}`).join(", ")}>
      ${members.map((member, at) => {
        const high = counts[at] ? Math.max(1.5, Math.round((100 * HIGH * counts[at]) / largest) / 100) : 0;
        return html`
          <rect class=${slotClass(member)} key=${member.index} x=${at * BAR} width=${BAR - 1.5} y=${HIGH -
            high}
            height=${high}>
            <title>${`${member.index} · ${member.label}: ${formatNumber(counts[at])}`}</title>
          </rect>
        `;
      })}
    </svg>
  `;
}

/** How many rows of a group each member has, and how many more than the reference. @type {import("../types/view.d.ts").Component} */
export function CountsOfMembers({ value, column, place }) {
  const counts = /** @type {(number | null)[]} */ (value);
  const members = column.shown ?? [];
  const reference = counts[referenceOf(members, place.compare)];
  return html`
    <ul class="rg-stack rg-counts-of-members">
      ${members.map((member, at) =>
        html`
          <li key=${member.index} class=${slotClass(member)}>
            <${Chip} member=${member} />
            <span class="rg-stack-number">${formatNumber(counts[at] ?? 0)}</span>
            <${Bar} value=${Number(counts[at] ?? 0)} largest=${place.largest} />
            ${at !== referenceOf(members, place.compare) &&
              html`<${Delta} quiet delta=${deltaOf(counts[at] ?? 0, reference ?? 0)} />`}
          </li>
        `
      )}
    </ul>
  `;
}

/** Summaries that stand a member a line, each as it stands alone. @type {import("../types/view.d.ts").Component} */
export function SummariesCell(props) {
  const { value, column, place } = props;
  const values = /** @type {unknown[]} */ (value);
  const Own = SUMMARIES[column.show];
  const apart = place.compare?.as === "split";
  return html`
    <ul class=${`rg-stack${apart ? " rg-sections" : ""}`}>
      ${(column.shown ?? []).map((member, at) =>
        html`
          <li key=${member.index} class=${slotClass(member)}>
            ${apart
              ? html`<span class="rg-section-name"><${Mark} member=${member} /><span class="rg-member-label"
                  dir="auto" title=${member.label}>${member.label}</span></span>`
              : html`<${Chip} member=${member} />`}
            ${values[at] && Own
              ? html`
                <${Own} ...${props} value=${values[at]} column=${{ ...column, members: undefined }}
                  place=${{ ...place, member: member.index }} />
              `
              : html`<span class="rg-null">no rows</span>`}
          </li>
        `
      )}
    </ul>
  `;
}
