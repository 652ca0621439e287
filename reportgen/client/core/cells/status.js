/** What the panel says about itself: how many rows, what it is doing, what went wrong. */

import { html } from "./html.js";
import { FilterProblems } from "./filter.js";
import { icon } from "./icons.js";
import { formatNumber } from "./numbers.js";
import { statusText } from "../spec/status.js";

/** @typedef {import("./types/view.d.ts").View} View */
/** @typedef {import("./types/view.d.ts").Handlers} Handlers */

/** @param {number} [count] */
function selectedText(count) {
  return count ? `, ${formatNumber(count, {})} selected` : "";
}

/** @param {{view: View, on?: Handlers}} props */
export function Status({ view, on = {} }) {
  const { progress, busy } = view;
  // The same object by another description: here its types are not told apart.
  const answer =
    /** @type {import("../spec/types.js").Answer | null} */ (/** @type {unknown} */ (view.answer));
  const label = progress?.label ?? "";
  return html`
    <div class="rg-meta">
      <span class="rg-status" role="status">${answer
        ? `${statusText(answer)}${selectedText(view.selected?.size)}`
        : null}</span>
      ${view.back && html`
        <button type="button" class="rg-button" onClick=${on.back}>Back to the pivot</button>
      `}
      <${FilterProblems} view=${view} />
      <span key=${label} class="rg-progress-label">${label || null}</span>
      ${(busy || progress) && html`
        <progress
          class="rg-progress"
          aria-label=${label || "Working"}
          value=${progress && progress.total > 0 ? progress.done : undefined}
          max=${progress && progress.total > 0 ? progress.total : undefined}
        />
      `}
    </div>
  `;
}

/** @param {{view: View, on: Handlers}} props */
export function Message({ view, on }) {
  if (!view.message) return null;
  const failed = view.state === "error";
  return html`
    <div class=${failed ? "rg-message rg-message-error" : "rg-message"} role=${failed ? "alert" : "note"}>
      <span>${view.message}</span>
      <button type="button" class="rg-icon-button rg-dismiss" aria-label="Dismiss" onClick=${on.dismiss}>
        ${icon("close")}
      </button>
    </div>
  `;
}
