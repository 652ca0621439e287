/** Who is compared, under the panel: each member's color, index, label and counts, and an eye that switches it. */

import { html } from "../html.js";
import { icon } from "../icons.js";
import { formatNumber } from "../numbers.js";
import { slotClass } from "./member.js";

/** @typedef {import("../types/view.d.ts").View} View */
/** @typedef {import("../types/view.d.ts").Handlers} Handlers */
/** @typedef {import("../types/view.d.ts").Member} Member */
/** @typedef {import("../types/view.d.ts").Compare} Compare */

/** More members than these stand in columns. */
const MANY = 4;
const WAYS = { join: "Joined", concat: "Concatenated", split: "Split" };

/**
 * The members in the order in which they stand; those that the order leaves out are not there.
 * @param {Pick<View, "spec" | "answer">} view
 * @returns {Member[]}
 */
export function barMembers({ spec, answer }) {
  const tables = spec.tables ?? [];
  const { order = tables.map((_, index) => index), reference = 0 } = spec.compare ?? {};
  return order.filter((index) => tables[index]).map((index) => {
    const { label, color = index, hidden } = tables[index];
    const counted = answer?.members?.find((member) => member.index === index);
    return {
      rows: 0,
      ...counted,
      index,
      label,
      color,
      hidden: hidden === true,
      reference: index === reference,
    };
  });
}

/** What is known of a member's rows. @param {Member} member @param {string | undefined} as @param {boolean} [short] */
export function countsText({ hidden, rows, filtered = rows, alone = 0, duplicates = 0 }, as, short = false) {
  if (hidden) return "hidden";
  const parts = [rowsText(filtered)];
  if (filtered !== rows) parts[0] = `${formatNumber(filtered)} of ${rowsText(rows)}`;
  if (as === "join" || as === undefined) {
    if (alone) parts.push(`${formatNumber(alone)} ${short ? "alone" : "without a partner"}`);
    if (duplicates) parts.push(`${formatNumber(duplicates)} ${short ? "repeated" : "with a repeated key"}`);
  }
  return parts.join(" · ");
}

/** The counts in full; what becomes of repeated keys. @param {Member} member @param {string | undefined} as */
function countsTitle(member, as) {
  const said = countsText(member, as);
  if (!member.duplicates || member.hidden || (as !== "join" && as !== undefined)) return said;
  return `${said}. The first rows with a key are paired, then the second ones; none is multiplied.`;
}

/** @param {number} count */
export function rowsText(count) {
  return `${formatNumber(count)} ${count === 1 ? "row" : "rows"}`;
}

/** How members are compared, in words. @param {Compare} compare */
export function wayText({ as = "join", on = [], how = "inner", split = "beside" }) {
  const words = WAYS[as];
  if (as === "split" && split === "groups") return `${words} inside groups`;
  if (as === "split") return `${words}, ${split === "below" ? "one below the other" : "beside each other"}`;
  if (as === "concat") return words;
  const rows = how === "outer" ? "all rows" : "rows that all have";
  return `${words}${on.length ? ` on ${on.join(", ")}` : ""}, ${rows}`;
}

/** @param {{member: Member, counted: boolean, many: boolean, as: string | undefined, only: boolean, on: Handlers}} props */
function MemberItem({ member, counted, many, as, only, on }) {
  const { index, label, hidden, reference } = member;
  const press = (/** @type {string} */ name) =>
    on[name] && ((/** @type {Event} */ event) => on[name]?.(index, event.currentTarget));
  return html`
    <li class=${`rg-member ${slotClass(member)}${hidden ? " rg-member-off" : ""}`} data-member=${index}>
      <button type="button" class="rg-icon-button rg-eye" aria-label=${`Show ${label}`}
        title=${hidden ? "Show" : only ? "Hide: nothing is left then" : "Hide"}
        aria-pressed=${String(!hidden)} onClick=${press("toggleMember")}>${icon(
          hidden ? "eye-off" : "eye",
        )}</button>
      <button type="button" class="rg-member-name" aria-haspopup="menu" title="Drag, or Ctrl+Shift+arrow, to reorder"
        aria-label=${`Member ${index}: ${label}`} onClick=${press("memberMenu")}>
        <span class="rg-swatch" aria-hidden="true"></span><span class="rg-index">${String(index)}</span>
        <span class="rg-member-label" dir="auto">${label}</span>
      </button>
      ${reference && html`<span class="rg-reference">reference</span>`}
      ${counted &&
        html`<span class="rg-note rg-member-counts" title=${countsTitle(member, as)}>${
          countsText(member, as, many)
        }</span>`}
    </li>
  `;
}

/**
 * The way through the members, one after another.
 * @param {{view: View, shown: Member[], on: Handlers}} props
 */
function Steps({ view, shown, on }) {
  const { over, at } = view.spec.compare ?? {};
  const reached = shown.findIndex(({ index }) => index === at);
  const place = reached < 0 ? shown.length - 1 : reached;
  const said = reached < 0 ? "all steps" : shown[reached].label;
  return html`
    <div class="rg-steps" role="group" aria-label=${`Over ${over}`}>
      <button type="button" class="rg-icon-button" aria-label=${view.playing ? "Pause" : "Play"}
        title=${view.playing ? "Pause" : "Play"} onClick=${on.playMembers &&
          (() => on.playMembers?.())}>${icon(view.playing ? "pause" : "play")}</button>
      <input class="rg-range-input" type="range" min="0" max=${shown.length - 1} step="1" value=${place}
        aria-label=${over} aria-valuetext=${said}
        onKeyDown=${on.stepMembers && ((/** @type {Event} */ event) => event.stopPropagation())}
        onInput=${on.stepMembers &&
          ((/** @type {Event} */ event) =>
            on.stepMembers?.(Number(/** @type {HTMLInputElement} */ (event.currentTarget).value)))} />
      <span class="rg-step-name">${`${over}: ${said}`}</span>
      ${reached >= 0 && html`
        <button type="button" class="rg-button" onClick=${on.stepMembers && (() => on.stepMembers?.(null))}>
          All steps
        </button>
      `}
    </div>
  `;
}

/** @param {{view: View, on: Handlers}} props */
export function MemberBar({ view, on }) {
  if ((view.spec.tables?.length ?? 0) < 2 && !view.spec.compare) return null;
  const members = barMembers(view);
  const compare = view.spec.compare ?? {};
  const shown = members.filter(({ hidden }) => !hidden);
  const known = new Set((view.answer?.members ?? []).map(({ index }) => index));
  return html`
    <div class="rg-members" role="group" aria-label="Members compared">
      <ul class=${`rg-member-list${members.length > MANY ? " rg-many" : ""}`}>
        ${members.map((member) =>
          html`
            <${MemberItem} key=${member.index} member=${member} counted=${member.hidden ||
              known.has(member.index)}
              many=${members.length > MANY} as=${compare.as} only=${shown.length === 1 &&
                !member.hidden} on=${on} />
          `
        )}
      </ul>
      <button type="button" class="rg-button rg-way" aria-haspopup="menu"
        aria-label=${`How members are compared: ${wayText(compare)}`}
        onClick=${on.compareMenu && ((/** @type {Event} */ event) => on.compareMenu?.(event.currentTarget))}>
        ${icon("compare")}<span>${wayText(compare)}</span>
      </button>
      ${compare.over !== undefined && shown.length > 1 &&
        html`<${Steps} view=${view} shown=${shown} on=${on} />`}
      ${shown.length === 0 &&
        html`<p class="rg-none-shown" role="note">No member is shown: switch one on to see its rows.</p>`}
    </div>
  `;
}
