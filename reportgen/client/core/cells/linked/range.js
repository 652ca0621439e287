/** A range of numbers or moments in the text: two thumbs under the bars of the rows, and boxes for exact ends. */

import { edgeText } from "../bins.js";
import { html } from "../html.js";
import { limitPlace, limitText, readLimit } from "../../spec/limits.js";
import { writeNumber } from "../../sql/plots/terms.js";

/**
 * @typedef {import("./control.js").Props} Props
 * @typedef {import("../types/view.d.ts").Domain} Domain
 * @typedef {"least" | "most"} End
 */

const STEPS = 1000;
const WHOLE = new Set(["integer", "timestamp", "date", "duration"]);

/** @param {Props} props */
export function RangeControl(props) {
  const { summary } = props.answer;
  const domain = summary?.domain;
  if (!summary || !domain) return html`<span class="rg-note">There are no values.</span>`;
  const { counts } = summary.value;
  const [low, high] = [placeOf(props, domain, "least"), placeOf(props, domain, "most")];
  const most = Math.max(1, ...counts);
  const width = 100 / domain.bins;
  return html`
    <div class="rg-control-range">
      <svg viewBox="0 0 100 40" preserveAspectRatio="none" aria-hidden="true">
        ${counts.map((count, bin) => {
          const middle = (bin + 0.5) / domain.bins;
          const height = count ? Math.max(2, 38 * count / most) : 0;
          const inside = middle >= low && middle <= high;
          return html`
            <rect class=${inside ? "rg-inside" : "rg-outside"} x=${bin * width} y=${40 - height}
              width=${width * 0.92} height=${height} />
          `;
        })}
      </svg>
      <div class="rg-range-thumbs">
        <${Thumb} props=${props} domain=${domain} end="least" at=${low} />
        <${Thumb} props=${props} domain=${domain} end="most" at=${high} />
      </div>
    </div>
    <span class="rg-control-ends">
      <${Box} props=${props} domain=${domain} end="least" />
      <span aria-hidden="true">to</span>
      <${Box} props=${props} domain=${domain} end="most" />
    </span>
  `;
}

/** @param {{props: Props, domain: Domain, end: End, at: number}} given */
function Thumb({ props, domain, end, at }) {
  const { said, say, column } = props;
  const span = domain.hi - domain.lo;
  const steps = domain.integer && span <= STEPS ? Math.max(1, span) : STEPS;
  const free = end === "least" ? 0 : steps;
  const move = (/** @type {any} */ event) => {
    const step = Number(event.currentTarget.value);
    const { [end]: _, ...rest } = said;
    if (step === free) return say?.(rest);
    const exact = domain.lo + span * step / steps;
    const shown = WHOLE.has(column.type.kind) ? Math.round(exact) : Number(exact.toPrecision(4));
    say?.({ ...rest, [end]: { text: writeNumber(shown, typeOf(props)), open: false } });
  };
  return html`
    <input type="range" min="0" max=${steps} step="1" value=${Math.round(at * steps)}
      aria-label=${`${column.label} at ${end}`} aria-valuetext=${endText(props, domain, end)}
      onInput=${say && move} />
  `;
}

/** @param {{props: Props, domain: Domain, end: End}} given */
function Box({ props, domain, end }) {
  const { said, say, column } = props;
  const { [end]: limit, ...rest } = said;
  const type = (/** @type {any} */ { currentTarget: input }) => {
    const text = input.value.trim();
    const found = text === "" ? undefined : readLimit(text, column.type.kind);
    input.setAttribute("aria-invalid", String(found === null));
    if (found !== null) say?.(found ? { ...rest, [end]: found } : rest);
  };
  return html`
    <input class="rg-input" type="text" autocomplete="off" spellcheck="false"
      aria-label=${`${column.label}: ${end} value`} value=${limit ? limitText(limit.text) : ""}
      placeholder=${edgeText(end === "least" ? domain.lo : domain.hi, column.type, column.format)}
      onChange=${say && type} />
  `;
}

/** @param {Props} props */
function typeOf({ column }) {
  return /** @type {import("../../spec/types.js").Type} */ (/** @type {unknown} */ (column.type));
}

/** Where an end stands, from 0 to 1. @param {Props} props @param {Domain} domain @param {End} end */
function placeOf({ said, column }, { lo, hi }, end) {
  const limit = said[end];
  const otherwise = end === "least" ? 0 : 1;
  if (!limit || hi === lo) return otherwise;
  const at = limitPlace(limit.text, column.type.kind);
  return Number.isNaN(at) ? otherwise : Math.max(0, Math.min(1, (at - lo) / (hi - lo)));
}

/** @param {Props} props @param {Domain} domain @param {End} end */
function endText({ said, column }, domain, end) {
  const limit = said[end];
  const at = limit ? limitPlace(limit.text, column.type.kind) : end === "least" ? domain.lo : domain.hi;
  return edgeText(at, column.type, column.format);
}
