/**
 * A whole panel, from its view. What is drawn depends on the view alone and handlers add nothing but behaviour,
 * so that the markup made at build time is the markup that the page takes over.
 */

import { html } from "./html.js";
import { BANDS, FACES, FEET, OWN, WHOLE } from "./faces.js";
import { Given } from "./given.js";
import { Pager } from "./pager.js";
import { Message, Status } from "./status.js";
import { Table } from "./table.js";
import { Toolbar } from "./toolbar.js";

/** @typedef {import("./types/view.d.ts").View} View */
/** @typedef {import("./types/view.d.ts").Handlers} Handlers */

/** @param {{view: View, on?: Handlers}} props */
export function Panel({ view, on = {} }) {
  const Face = OWN.face?.(view) ?? FACES[view.answer?.kind ?? ""] ?? FACES[String(view.spec.layout)] ?? Table;
  const Own = WHOLE[Object.keys(WHOLE).find((key) => view.spec[key] !== undefined) ?? ""];
  if (Own) return html`<${Own} view=${view} on=${on} />`;
  return html`
    <div class=${`rg-panel rg-panel-${view.state}`}>
      <${Toolbar} view=${view} on=${on} />
      <${Message} view=${view} on=${on} />
      <${Given} view=${view} />
      <${Status} view=${view} on=${on} />
      ${BANDS.map((Band) => html`<${Band} view=${view} on=${on} />`)}
      <${Face} view=${view} on=${on} />
      ${view.answer?.kind === "plot" || view.answer?.parts ? null : html`<${Pager} view=${view} on=${on} />`}
      ${FEET.map((Foot) => html`<${Foot} view=${view} on=${on} />`)}
    </div>
  `;
}
