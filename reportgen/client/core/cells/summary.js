/** What the filtered rows hold of a column, under its header: bars of numbers, shares of values, nulls, how many differ. */

import { html } from "./html.js";
import { columnScale, edgeText } from "./bins.js";
import { barsPath } from "./histogram.js";
import { formatNumber } from "./numbers.js";
import { HEADS } from "./registry.js";
import { clip, formatCell } from "./text.js";

/**
 * @typedef {import("./types/view.d.ts").AnswerColumn} AnswerColumn
 * @typedef {import("./types/view.d.ts").View} View
 * @typedef {import("./types/view.d.ts").Handlers} Handlers
 * @typedef {import("../sql/summaries.js").Summary} Summary
 * @typedef {import("../sql/summaries.js").HistogramSummary} HistogramSummary
 * @typedef {import("../sql/summaries.js").DistributionSummary} DistributionSummary
 */

const WIDTH = 100;
const HEIGHT = 24;
/** Values that have a piece of their own; the others share one. */
const PIECES = 8;

export function installSummaries() {
  HEADS.summary = HeaderSummary;
}

/** @typedef {{summary: Summary, column: AnswerColumn, on: Handlers}} SummaryProps */

/** @param {{view: View, on: Handlers, column: AnswerColumn}} props */
function HeaderSummary({ view, on, column }) {
  const summary = /** @type {Summary | undefined} */ (
    (view.summaries ?? view.answer?.summaries)?.[column.name]
  );
  if (column.role !== "cell") return null;
  if (!summary) return html`<div class="rg-summary rg-summary-waiting" />`;
  return html`<${Drawn} summary=${summary} column=${column} on=${on} />`;
}

/**
 * A summary has hundreds of marks: it is drawn when it is another, and not whenever the rows are.
 * @this {{shouldComponentUpdate: (next: SummaryProps) => boolean, props: SummaryProps}}
 * @param {SummaryProps} props
 */
function Drawn({ summary, column, on }) {
  this.shouldComponentUpdate = (next) => {
    const { props } = this;
    const same = (/** @type {"name" | "label" | "type"} */ fact) => next.column[fact] === props.column[fact];
    return next.summary !== props.summary || next.on !== props.on ||
      !(same("name") && same("label") && same("type"));
  };
  return html`
    <div class="rg-summary">
      ${summary.show === "histogram" &&
        html`<${Bars} summary=${summary} column=${column} on=${on} />`}
      ${summary.show === "distribution" &&
        html`<${Shares} summary=${summary} column=${column} on=${on} />`}
      <span class="rg-summary-note">${note(summary)}</span>
    </div>
  `;
}

/** @param {Summary} summary */
function note({ rows, distinct, rough, value }) {
  const words = [];
  if (distinct !== null) words.push(`${rough ? "≈" : ""}${formatNumber(distinct)} distinct`);
  if (value.nulls) words.push(`${percent(value.nulls, rows)} null`);
  else if (distinct === null) words.push("no null");
  return words.join(" · ");
}

/** @param {number} part @param {number} whole */
export function percent(part, whole) {
  const share = whole ? (100 * part) / whole : 0;
  if (share > 0 && share < 0.1) return "<0.1 %";
  return `${share < 10 && share % 1 ? share.toFixed(1) : Math.round(share)} %`;
}

/** @param {{summary: HistogramSummary, column: AnswerColumn, on: Handlers}} props */
function Bars({ summary, column, on }) {
  const { domain, value } = summary;
  if (!domain) return null;
  const scale = columnScale({ ...column, show: "histogram", domain });
  const step = WIDTH / domain.bins;
  const span = `from ${edgeText(domain.lo, column.type)} to ${edgeText(domain.hi, column.type)}`;
  return html`
    <svg
      class="rg-summary-bars"
      viewBox="0 0 ${WIDTH} ${HEIGHT}"
      width=${WIDTH}
      height=${HEIGHT}
      preserveAspectRatio="none"
      role="img"
      tabindex=${on.summaryBin ? 0 : undefined}
      aria-label=${`${column.label ?? column.name} in the filtered rows: ${span}, ${note(summary)}`}
      onKeyDown=${on.histogramKey && ((/** @type {Event} */ event) => on.histogramKey?.(event, column))}
    >
      <path class="rg-bars" d=${barsPath(value.counts, step, HEIGHT - 1)} />
      <path class="rg-floor" d="M0 ${HEIGHT - 0.5}H${WIDTH}" />
      ${scale?.ranges.map((_, bin) =>
        html`
          <rect
            class="rg-bin"
            x=${Math.round(bin * step * 100) / 100}
            width=${Math.round(step * 100) / 100}
            height=${HEIGHT}
            data-bin=${bin}
            onClick=${on.summaryBin && (() => on.summaryBin?.(column.name, bin, bin))}
          >
            <title>${`${scale.labels[bin]}: ${formatNumber(value.counts[bin] ?? 0)}`}</title>
          </rect>
        `
      )}
    </svg>
  `;
}

/** @param {{summary: DistributionSummary, column: AnswerColumn, on: Handlers}} props */
function Shares({ summary, column, on }) {
  const { value, rows } = summary;
  const top = value.values.slice(0, PIECES);
  const rest = rows - top.reduce((sum, [, count]) => sum + count, 0);
  let at = 0;
  const place = (/** @type {number} */ count) => {
    const x = at;
    at += rows ? (WIDTH * count) / rows : 0;
    return { x: Math.round(x * 100) / 100, width: Math.max(0.5, Math.round((at - x - 0.5) * 100) / 100) };
  };
  const said = top.slice(0, 3).map(([one, count]) => `${written(one, column)} ${percent(count, rows)}`).join(
    ", ",
  );
  return html`
    <svg
      class="rg-summary-shares"
      viewBox="0 0 ${WIDTH} ${HEIGHT}"
      width=${WIDTH}
      height=${HEIGHT}
      preserveAspectRatio="none"
      role="img"
      tabindex=${on.summaryValue ? 0 : undefined}
      aria-label=${`${column.label ?? column.name} in the filtered rows: ${said}; ${note(summary)}`}
      onKeyDown=${on.histogramKey && ((/** @type {Event} */ event) => on.histogramKey?.(event, column))}
    >
      ${top.map(([one, count], index) =>
        html`
          <rect
            class=${`rg-bin rg-share rg-share-${index % 2}`}
            ...${place(count)}
            y="5"
            height=${HEIGHT - 9}
            onClick=${on.summaryValue && (() => on.summaryValue?.(column.name, one))}
          >
            <title>${`${written(one, column)}: ${formatNumber(count)} (${percent(count, rows)})`}</title>
          </rect>
        `
      )}
      ${rest > 0 && html`
        <rect class="rg-share-rest" ...${place(rest)} y="5" height=${HEIGHT - 9}>
          <title>${`others and null: ${formatNumber(rest)} (${percent(rest, rows)})`}</title>
        </rect>
      `}
    </svg>
  `;
}

/** @param {unknown} value @param {AnswerColumn} column */
function written(value, column) {
  return value === "" ? '""' : clip(formatCell(value, column.type), 80);
}
