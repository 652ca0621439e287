/** A panel whose members stand apart: a table each, of the same view, with its own counts. */

import { html } from "../html.js";
import { Pager } from "../pager.js";
import { Table } from "../table.js";
import { barMembers, rowsText } from "./bar.js";
import { slotClass } from "./member.js";
import { formatNumber } from "../numbers.js";

/** @typedef {import("../types/view.d.ts").View} View */
/** @typedef {import("../types/view.d.ts").Handlers} Handlers */
/** @typedef {import("../types/view.d.ts").Answer} Answer */
/** @typedef {import("../types/view.d.ts").Member} Member */

/** @param {Answer} answer */
function partText({ filtered, groups }) {
  const rows = rowsText(filtered);
  return groups === null || groups === undefined
    ? rows
    : `${formatNumber(groups)} ${groups === 1 ? "group" : "groups"} · ${rows}`;
}

/** @param {{view: View, on: Handlers, member: Member, answer: Answer, first: number}} props */
function Part({ view, on, member, answer, first }) {
  const { index, label } = member;
  const selected = new Set(
    [...view.selected ?? []].filter((row) => row >= first && row < first + answer.total),
  );
  const own = { ...view, answer, selected, schema: { ...view.schema, label: `${view.id}: ${label}` } };
  const handlers = on.ofPart ? /** @type {any} */ (on.ofPart)(index) : on;
  return html`
    <div class=${`rg-part ${slotClass(member)}`} role="group" aria-label=${label} data-member=${index}>
      <p class="rg-part-head">
        <span class="rg-swatch" aria-hidden="true"></span><span class="rg-index">${String(index)}</span>
        <span class="rg-member-label" dir="auto">${label}</span>
        <span class="rg-part-count">${partText(answer)}</span>
      </p>
      <${Table} view=${own} on=${handlers} />
    </div>
  `;
}

/** The pages of all parts: as many as the longest has. @param {Answer} answer @returns {Answer} */
export function longest(answer) {
  const parts = (answer.parts ?? []).map((part) => part.answer);
  const size = (/** @type {Answer} */ part) => part.groups ?? part.filtered;
  return parts.reduce((most, part) => size(part) > size(most) ? part : most, parts[0] ?? answer);
}

/** @param {{view: View, on: Handlers}} props */
export function SplitFace({ view, on }) {
  const answer = /** @type {Answer} */ (view.answer);
  const members = new Map(barMembers(view).map((member) => [member.index, member]));
  const parts = (answer.parts ?? []).filter(({ member }) => members.has(member));
  const way = view.spec.compare?.split === "below" ? "below" : "beside";
  if (!parts.length) return html`<div class="rg-region rg-blank">No member is shown.</div>`;
  return html`
    <div class=${`rg-split rg-split-${way} rg-split-${Math.min(parts.length, 4)}`}>
      ${parts.map((part) =>
        html`
          <${Part} key=${part
            .member} view=${view} on=${on} member=${/** @type {Member} */ (members.get(
              part.member,
            ))} answer=${part.answer}
            first=${part.first} />
        `
      )}
    </div>
    <${Pager} view=${{ ...view, answer: longest(answer) }} on=${on} />
  `;
}
