/** The row of controls over a panel's table. */

import { html } from "./html.js";
import { TOOLS } from "./faces.js";
import { Filter, filterText } from "./filter.js";
import { Search } from "./search.js";
import { icon } from "./icons.js";
import { isSame } from "./same.js";
import { ROW_HEIGHT_NAMES, rowHeightOf } from "./sizes.js";

/** @typedef {import("./types/view.d.ts").View} View */
/** @typedef {import("./types/view.d.ts").Handlers} Handlers */

const ROW_HEIGHT_LABELS = { small: "Small", medium: "Medium", large: "Large", xlarge: "Extra large" };

/** @param {{view: View, on: Handlers}} props */
function RowHeights({ view, on }) {
  const current = rowHeightOf(view.spec);
  return html`
    <div class="rg-segments" role="group" aria-label="Row height">
      ${ROW_HEIGHT_NAMES.map((name) =>
        html`
          <button
            type="button"
            class="rg-segment"
            aria-label=${`${ROW_HEIGHT_LABELS[name]} rows`}
            title=${`${ROW_HEIGHT_LABELS[name]} rows`}
            aria-pressed=${String(name === current)}
            onClick=${on.rowHeight && (() => on.rowHeight?.(name))}
          >${icon(name)}</button>
        `
      )}
    </div>
  `;
}

/** Whether the panel shows what its author meant. @param {View} view */
function isAuthors(view) {
  return isSame(view.spec, view.author) && filterText(view) === (view.author.filter ?? "");
}

/** @param {{view: View, on: Handlers}} props */
export function Toolbar({ view, on }) {
  const unchanged = isAuthors(view);
  return html`
    <div class="rg-toolbar" role="group" aria-label="Table controls">
      <${Filter} view=${view} on=${on} />
      <${Search} view=${view} on=${on} />
      <div class="rg-tools">
        <button type="button" class="rg-button" aria-haspopup="dialog" onClick=${on.columnsDialog}>
          ${icon("columns")}<span>Columns</span>
        </button>
        ${TOOLS.map((Tool) => html`<${Tool} view=${view} on=${on} />`)}
        ${view.answer?.kind === "plot" || view.spec.module
          ? null
          : html`<${RowHeights} view=${view} on=${on} />`}
        <button type="button" class="rg-button" onClick=${on.copyLink}>${icon(
          "link",
        )}<span>Copy link</span></button>
        <button
          type="button"
          class="rg-button"
          aria-disabled=${unchanged ? "true" : undefined}
          title="Back to the author’s view"
          onClick=${unchanged ? undefined : on.reset}
        >${icon("reset")}<span>Reset</span></button>
        <button
          type="button"
          class="rg-button"
          aria-haspopup="menu"
          onClick=${on.panelMenu && ((/** @type {Event} */ event) => on.panelMenu?.(event.currentTarget))}
        >${icon("menu")}<span>More</span></button>
      </div>
    </div>
  `;
}
