/** A range of numbers or moments: two thumbs under the bars of the rows, and two boxes for exact ends. */

import { edgeText, limitPlace, limitText, readLimit } from "../../../../core/index.js";
import { writeNumber } from "../../../table/terms.js";
import { html } from "../../../ui/html.js";

/**
 * @typedef {import("./open.js").Control} Control
 * @typedef {import("../../../../core/sql/summaries.js").HistogramSummary} HistogramSummary
 * @typedef {"least" | "most"} End
 */

const STEPS = 1000;
const WHOLE = new Set(["integer", "timestamp", "date", "duration"]);

/** @param {Control} control */
export function rangeControl(control) {
  const { domain, value } = /** @type {HistogramSummary} */ (control.summary);
  if (!domain) return html`<p class="rg-note">There are no values.</p>`;
  const most = Math.max(1, ...value.counts);
  const low = share(control, "least", domain.lo);
  const high = share(control, "most", domain.hi);
  const width = 100 / domain.bins;
  const bars = value.counts.map((count, bin) => {
    const middle = (bin + 0.5) / domain.bins;
    const height = count ? Math.max(2, 38 * count / most) : 0;
    const inside = middle >= low && middle <= high;
    return html`
      <rect class=${inside ? "rg-inside" : "rg-outside"} x=${bin * width} y=${40 - height}
        width=${width * 0.92} height=${height} />
    `;
  });
  return html`
    <div class="rg-range">
      <svg viewBox="0 0 100 40" width="240" height="60" preserveAspectRatio="none"
        aria-hidden="true">${bars}</svg>
      <div class="rg-range-thumbs">
        ${thumb(control, "least", low)}${thumb(control, "most", high)}
      </div>
      <div class="rg-range-ends">${box(control, "least")}<span aria-hidden="true">to</span>${box(
        control,
        "most",
      )}</div>
    </div>
  `;
}

/**
 * Where an end stands, from 0 to 1.
 * @param {Control} control
 * @param {End} end
 * @param {number} otherwise
 */
function share({ said, summary, type }, end, otherwise) {
  const { domain } = /** @type {HistogramSummary} */ (summary);
  if (!domain || domain.hi === domain.lo) return end === "least" ? 0 : 1;
  const limit = said[end];
  const at = limit ? limitPlace(limit.text, type.kind) : otherwise;
  return Number.isNaN(at) ? 0 : Math.max(0, Math.min(1, (at - domain.lo) / (domain.hi - domain.lo)));
}

/** @param {Control} control @param {End} end @param {number} at */
function thumb(control, end, at) {
  const { summary: { domain }, say, type } = /** @type {Control & {summary: HistogramSummary}} */ (control);
  if (!domain) return null;
  const steps = domain.integer && domain.hi - domain.lo <= STEPS ? Math.max(1, domain.hi - domain.lo) : STEPS;
  const free = end === "least" ? 0 : steps;
  return html`
    <input
      type="range"
      min="0"
      max=${steps}
      step="1"
      value=${Math.round(at * steps)}
      aria-label=${end === "least" ? "At least" : "At most"}
      aria-valuetext=${control.said[end]?.text ?? "no limit"}
      onInput=${(/** @type {any} */ event) => {
        const step = Number(event.currentTarget.value);
        if (step === free) return say({ [end]: undefined });
        const exact = domain.lo + (domain.hi - domain.lo) * step / steps;
        const shown = WHOLE.has(type.kind) ? Math.round(exact) : Number(exact.toPrecision(4));
        say({ [end]: { text: writeNumber(shown, type), open: false } });
      }}
    />
  `;
}

/** @param {Control} control @param {End} end */
function box(control, end) {
  const { say, said, type, id, summary: { domain } } =
    /** @type {Control & {summary: HistogramSummary}} */ (control);
  const limit = said[end];
  const edge = domain ? edgeText(end === "least" ? domain.lo : domain.hi, type) : "";
  return html`
    <input
      id=${`${id}-${end}`}
      type="text"
      class="rg-input"
      aria-label=${end === "least" ? "Least value" : "Greatest value"}
      value=${limit ? limitText(limit.text) : ""}
      placeholder=${edge}
      autocomplete="off"
      onChange=${(/** @type {any} */ event) => {
        const text = event.currentTarget.value.trim();
        const found = text === "" ? undefined : readLimit(text, type.kind);
        event.currentTarget.setAttribute("aria-invalid", String(found === null));
        if (found !== null) say({ [end]: found });
      }}
    />
  `;
}
