/** The values of a row beside its picture. */

import { html } from "../html.js";

/** @typedef {import("../types/view.d.ts").Place} Place */
/** @typedef {import("../table.js").Plan} Plan */

/** @param {{plans: Plan[], row: unknown[], lead: number, place: Place}} props `lead`: the column that stands elsewhere */
export function Facts({ plans, row, lead, place }) {
  if (plans.length - (lead < 0 ? 0 : 1) < 1) return null;
  return html`
    <dl class="rg-facts">${plans.map((plan, index) =>
      index !== lead && html`
        <div key=${plan.key}>
          <dt dir="auto">${plan.column.label ?? plan.column.name}</dt>
          <dd>
            <${Value} plan=${plan} value=${row[index]} place=${place} />
          </dd>
        </div>
      `
    )}</dl>
  `;
}

/** A cell outside of a table. @param {{plan: Plan, value: unknown, place: Place}} props */
export function Value({ plan, value, place }) {
  if (value === null || value === undefined) return html`<span class="rg-null">null</span>`;
  const { column, component, format, scale, largest } = plan;
  return html`
    <${component} value=${value} column=${column} format=${format} scale=${scale}
      place=${{ ...place, largest }} />
  `;
}
