/** What the columns of a grouped panel say of all rows, over the groups. */

import { html } from "../html.js";
import { edgeText } from "../bins.js";
import { formatNumber, formatShort } from "../numbers.js";
import { Delta, deltaOf } from "./delta.js";
import { Chip, referenceOf } from "./member.js";

/** @typedef {import("../types/view.d.ts").Answer} Answer */
/** @typedef {import("../types/view.d.ts").View} View */
/** @typedef {import("../types/view.d.ts").AnswerColumn} AnswerColumn */
/** @typedef {{true: number, n: number}} Share */

/** @param {unknown} said @returns {said is Share} */
function isShare(said) {
  return typeof said === "object" && said !== null && "true" in said && "n" in said;
}

/** @param {unknown} said @returns {said is {mean: number | null}} */
function isMean(said) {
  return typeof said === "object" && said !== null && "mean" in said;
}

/** A number to be measured by, if it is one. @param {unknown} said */
function sizeOf(said) {
  if (isMean(said)) return said.mean;
  return isShare(said) ? said.n ? said.true / said.n : null : said;
}

/** @param {unknown} said @param {AnswerColumn} column */
function saidText(said, column) {
  if (said === null || said === undefined) return null;
  if (isShare(said)) {
    const share = said.n ? ` (${formatShort(Math.round(1000 * said.true / said.n) / 10)} %)` : "";
    return `${formatNumber(said.true)} true${share}`;
  }
  if (isMean(said)) {
    return said.mean === null ? null : `mean ${edgeText(said.mean, column.type, column.format)}`;
  }
  return formatNumber(Number(said));
}

/** @param {{said: unknown, column: AnswerColumn, view: View}} props */
function Said({ said, column, view }) {
  if (!column.members || !Array.isArray(said)) {
    const text = saidText(said, column);
    return text && html`<span class="rg-note">${text}</span>`;
  }
  const members = column.shown ?? [];
  const reference = referenceOf(members, view.spec.compare);
  if (said.every((one) => one === null)) return null;
  return html`
    <ul class="rg-stack rg-said">
      ${members.map((member, at) =>
        html`
          <li key=${member.index}>
            <${Chip} member=${member} /><span class="rg-note">${saidText(said[at], column) ?? "–"}</span>
            ${at !== reference && html`
              <${Delta} quiet delta=${deltaOf(sizeOf(said[at]), sizeOf(said[reference]))}
                write=${isShare(said[at]) ? percent : undefined} />
            `}
          </li>
        `
      )}
    </ul>
  `;
}

/** @param {number} share */
function percent(share) {
  return `${formatShort(Math.round(share * 1000) / 10)} %`;
}

/** @param {{view: View, answer: Answer, plans: import("../table.js").Plan[]}} props */
export function Whole({ view, answer, plans }) {
  const said = answer.whole ?? [];
  return html`
    <tbody class="rg-whole">
      <tr>
        ${plans.map(({ column, key }, at) =>
          at === 0 ? html`<th scope="row" key=${key}>all groups</th>` : html`
            <td key=${key}>
              <${Said} said=${said[at]} column=${column} view=${view} />
            </td>
          `
        )}
      </tr>
    </tbody>
  `;
}
