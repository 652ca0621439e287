/** What a row is taken hold of by: its number, which selects it; the button that opens a group. */

import { html } from "./html.js";
import { icon } from "./icons.js";

/** @typedef {import("./types/view.d.ts").Handlers} Handlers */
/** @typedef {import("./types/view.d.ts").Place} Place */
/** @typedef {import("./types/view.d.ts").View} View */

/** @param {{place: Place, selected?: boolean, pinned?: boolean}} props */
export function RowHandle(props) {
  const { copy = 0 } = props.place;
  return html`
    <td class="rg-handle">
      <${RowButton} ...${props} />${copy > 0 && html`<${Copy} copy=${copy} />`}
    </td>
  `;
}

/** Of several rows with one key, which one this is. @param {{copy: number}} props from 0 */
function Copy({ copy }) {
  const said = `row ${copy + 1} with this key: tables with a key several times pair their rows one by one`;
  return html`
    <span class="rg-copy"
      title=${said}><span aria-hidden="true">${`×${
        copy + 1
      }`}</span><span class="rg-visually-hidden">${said}</span></span>
  `;
}

/** @param {{place: Place, selected?: boolean, pinned?: boolean}} props */
export function RowButton({ place, selected, pinned }) {
  const { on, number } = place;
  if (place.alive && !on.selectRow) return html`<span class="rg-row-number">${String(number)}</span>`;
  return html`
    <button
      type="button"
      class="rg-row-button"
      aria-label=${pinned ? `Pinned row ${Number(place.key)}` : `Row ${number}`}
      aria-pressed=${String(selected ?? false)}
      onClick=${on.selectRow &&
        ((/** @type {MouseEvent} */ event) => on.selectRow?.(event.currentTarget, event.shiftKey))}
    >${pinned ? icon("pin") : String(number)}</button>
  `;
}

/** The corner over the rows' numbers. @param {{view: View, on: Handlers}} props */
export function CornerCell({ view, on }) {
  if (view.state !== "static" && !on.selectAll) return html`<td class="rg-corner"></td>`;
  const count = view.selected?.size ?? 0;
  const all = count > 0 && count >= (view.answer?.filtered ?? 0);
  return html`
    <td class="rg-corner">
      <button
        type="button"
        class="rg-row-button"
        aria-label="Select all rows"
        title=${all ? "Select none" : "Select all filtered rows"}
        aria-pressed=${String(all)}
        onClick=${on.selectAll && (() => on.selectAll?.())}
      >${icon("rows")}</button>
    </td>
  `;
}

/** @param {{place: Place, open: boolean}} props */
export function GroupButton({ place, open }) {
  const { on, key } = place;
  if (place.alive && !on.openGroup) return null;
  return html`
    <button
      type="button"
      class="rg-icon-button rg-open-group"
      aria-label="Rows of this group"
      aria-expanded=${String(open)}
      onClick=${on.openGroup && (() => on.openGroup?.(key))}
    >${icon(open ? "below" : "right")}</button>
  `;
}
