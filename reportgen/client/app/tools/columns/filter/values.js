/** A list of values with their counts, to be kept or left out. */

import { formatCell, formatNumber } from "../../../../core/index.js";
import { comparison } from "../../../table/terms.js";
import { html } from "../../../ui/html.js";

/**
 * @typedef {import("./open.js").Control} Control
 * @typedef {import("../../../../core/sql/summaries.js").DistributionSummary} DistributionSummary
 */

/** What is looked for, by the control's id. @type {Map<string, string>} */
const SEARCHES = new Map();

/** @param {Control} control */
export function valuesControl(control) {
  const { id, type, said, say, summary, draw } = control;
  const { value } = /** @type {DistributionSummary} */ (summary);
  const exclude = said.values?.exclude ?? false;
  const chosen = new Set(said.values?.list ?? []);
  const search = (SEARCHES.get(id) ?? "").toLowerCase();
  const known = value.values.map(([one, count]) => ({
    text: literalOf(one, type),
    label: one === "" ? '""' : formatCell(one, type),
    count,
  }));
  const texts = new Set(known.map(({ text }) => text));
  // What a filter names and no row has stays in the list, so that it can be taken away.
  const gone = [...chosen].filter((text) => !texts.has(text)).map((text) => ({
    text,
    label: text,
    count: 0,
  }));
  const shown = [...known, ...gone].filter(({ label }) => label.toLowerCase().includes(search));
  const say_ = (/** @type {Set<string>} */ list, /** @type {boolean} */ out) =>
    say({ values: list.size ? { list: [...list], exclude: out } : undefined, nulls: said.nulls });
  /** @param {string} text @param {boolean} on */
  function toggle(text, on) {
    const next = new Set(chosen);
    if (on) next.add(text);
    else next.delete(text);
    say_(next, exclude);
  }
  return html`
    <div class="rg-values">
      <div class="rg-values-head">
        <input type="search" class="rg-input" aria-label="Search values" placeholder="Search values"
          onInput=${(/** @type {any} */ event) => {
            SEARCHES.set(id, event.currentTarget.value);
            draw();
          }} />
        <label><input type="checkbox" checked=${exclude} onChange=${() =>
          say_(chosen, !exclude)} />leave out</label>
      </div>
      <ul>
        ${shown.map(({ text, label, count }) =>
          html`
            <li key=${text}><label>
              <input type="checkbox" checked=${chosen.has(text)}
                onChange=${(/** @type {any} */ event) => toggle(text, event.currentTarget.checked)} />
              <span dir="auto">${label}</span>${" "}<span class="rg-note">${formatNumber(count)}</span>
            </label></li>
          `
        )}
      </ul>
      ${value.distinct > value.values.length && html`
        <p class="rg-note">The ${value.values.length} most frequent of ${formatNumber(
          value.distinct,
        )} values.</p>
      `}
    </div>
  `;
}

/**
 * A value as the language writes it.
 * @param {unknown} value
 * @param {import("./open.js").ColumnType} type
 */
function literalOf(value, type) {
  return (comparison("", type, value, "=") ?? "").replace(/^\S* ?= /, "");
}
