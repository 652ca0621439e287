/** What is selected in a panel that shares a selection with others: what it keeps of them, and they of it. */

import { html } from "../html.js";
import { icon } from "../icons.js";
import { formatNumber } from "../numbers.js";
import { MOST_ROWS } from "../../sql/selection.js";

/** @typedef {import("../types/view.d.ts").View} View */
/** @typedef {import("../types/view.d.ts").Handlers} Handlers */

/** @param {{view: View, on: Handlers}} props */
export function SelectionChips({ view, on }) {
  const { selection, selects } = view.spec;
  if (!selection) return null;
  const { texts = [], foreign = [], rows = null } = view.kept ?? {};
  const chosen = view.selected?.size ?? 0;
  const chips = [
    selects && chip("Selected here", selects, on.clearSelects),
    chosen > 0 && chip(here(chosen), counted(chosen), on.clearRows),
    ...texts.map((text) => chip("Selected elsewhere", text, on.clearKept && (() => on.clearKept?.(text)))),
    rows && chip("Selected elsewhere", counted(rows.length), on.clearKept && (() => on.clearKept?.(null))),
    ...foreign.map((text) => chip("Selected elsewhere, of no meaning here", text, undefined)),
  ].filter(Boolean);
  return html`
    <div class="rg-linked" role="group" aria-label=${`Selection ${selection}`}>
      ${chips.length || view.spec.module ? chips : html`<span class="rg-linked-hint">${hintOf(view)}</span>`}
    </div>
  `;
}

/** @param {number} rows */
function here(rows) {
  return rows > MOST_ROWS ? "Selected here, too many for other panels" : "Selected here";
}

/** @param {number} rows */
function counted(rows) {
  return `${formatNumber(rows)} ${rows === 1 ? "row" : "rows"}`;
}

/**
 * @param {string} lead
 * @param {string} text
 * @param {(() => void) | undefined} clear
 */
function chip(lead, text, clear) {
  return html`
    <span class="rg-linked-chip" key=${`${lead} ${text}`}>
      <span class="rg-linked-lead">${lead}</span>${" "}<code>${text}</code>
      ${clear && html`
        <button type="button" class="rg-icon-button rg-linked-clear" aria-label=${`Clear ${text}`}
          onClick=${clear}>${icon("close")}</button>
      `}
    </span>
  `;
}

/** How something is selected. @param {View} view */
function hintOf({ spec, answer }) {
  const bars = answer?.kind === "plot" || answer?.kind === "groups" || spec.summaries;
  const how = bars ? "pick a bar or drag over several" : "select rows";
  return `Linked with other panels: ${how} to see the same rows there`;
}
