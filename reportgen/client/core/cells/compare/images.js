/** The images of members: beside each other, or, of two, one over the other. */

import { html } from "../html.js";
import { IMAGE_SIZES } from "../sizes.js";
import { isImage } from "../text.js";
import { CELLS, formOf } from "../registry.js";
import { NestedCell } from "../nested.js";
import { Chip, isAbsent, referenceOf, slotClass } from "./member.js";
import { Nothing } from "./values.js";

/** @typedef {import("../types/view.d.ts").CellProps} CellProps */
/** @typedef {import("../types/view.d.ts").ImageValue} ImageValue */
/** @typedef {import("../types/view.d.ts").Member} Member */

/** Images that have the row's whole height; of more, each is smaller. */
const LARGE = 3;

/** @type {import("../types/view.d.ts").Component} */
export function ImagesCell(props) {
  const { value, column, place } = props;
  const values = /** @type {unknown[]} */ (value);
  const members = column.shown ?? [];
  const box = Math.max(24, Math.round(IMAGE_SIZES[place.rowHeight] / (members.length > LARGE ? 2 : 1)));
  const mode = place.compare?.images ?? "beside";
  const two = twoOf(values, members, place);
  const Own = CELLS[formOf(column.type)] ?? NestedCell;
  const inner = { ...column, members: undefined };
  const opens = place.on.compareImages;
  const at = (/** @type {number} */ index) => ({
    ...place,
    box,
    part: true,
    on: opens && values.filter(isImage).length > 1
      ? {
        ...place.on,
        openImage: (/** @type {unknown} */ _, /** @type {unknown} */ __, /** @type {Event} */ event) =>
          opens({ values, members, column: column.name, at: index, number: place.number }, event),
      }
      : place.on,
  });
  const one = (/** @type {number} */ index) =>
    isImage(values[index]) || values[index]
      ? html`<${Own} ...${props} value=${values[index]} column=${inner} place=${at(index)} />`
      : html`<${Nothing} absent=${isAbsent(members[index], place)} />`;
  if (mode !== "beside" && two) {
    return html`
      <div class=${`rg-over rg-over-${mode}`} data-over=${mode}>
        <div class="rg-over-one">${one(two[0])}</div>
        <div class="rg-over-two">${one(two[1])}</div>
        <span class="rg-over-names">${two.map((index) => html`<${Chip} member=${members[index]} />`)}</span>
      </div>
    `;
  }
  return html`
    <ul class="rg-beside">
      ${members.map((member, index) =>
        html`
          <li key=${member.index} class=${slotClass(member)}>${one(index)}<${Chip} member=${member} /></li>
        `
      )}
    </ul>
  `;
}

/**
 * The two images that lie over each other: the reference's and the next.
 * @param {unknown[]} values
 * @param {Member[]} members
 * @param {Pick<import("../types/view.d.ts").Place, "compare">} place
 * @returns {[number, number] | null}
 */
function twoOf(values, members, place) {
  const first = referenceOf(members, place.compare);
  const second = members.findIndex((_, index) => index !== first && isImage(values[index]));
  return second >= 0 && isImage(values[first]) ? [first, second] : null;
}

/** Any other medium, one a line. @type {import("../types/view.d.ts").Component} */
export function MediaCell(props) {
  const { value, column, place } = props;
  const values = /** @type {unknown[]} */ (value);
  const Own = CELLS[formOf(column.type)] ?? NestedCell;
  return html`
    <ul class="rg-stack">
      ${(column.shown ?? []).map((member, at) =>
        html`
          <li key=${member.index}>
            <${Chip} member=${member} />
            ${values[at] === null || values[at] === undefined
              ? html`<${Nothing} absent=${isAbsent(member, place)} />`
              : html`
                <${Own} ...${props} value=${values[at]} column=${{ ...column, members: undefined }}
                  place=${{ ...place, part: true }} />
              `}
          </li>
        `
      )}
    </ul>
  `;
}
