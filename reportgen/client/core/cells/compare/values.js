/** Texts, booleans and other values of members: a line each, or, of many members, a line for each value. */

import { html } from "../html.js";
import { FORMATS } from "../../formats.js";
import { diffTexts } from "../formats/diff.js";
import { CELLS, formOf } from "../registry.js";
import { NestedCell } from "../nested.js";
import { clip } from "../text.js";
import { pack } from "../../wire.js";
import { Chip, isAbsent, Mark, referenceOf } from "./member.js";

/** @typedef {import("../types/view.d.ts").CellProps} CellProps */
/** @typedef {import("../types/view.d.ts").Member} Member */
/** @typedef {{members: Member[], value: unknown, isReference: boolean, absent: boolean}} Line members that have one value */

/** From so many members on, those that agree share a line. */
const TOGETHER = 4;
/** Characters of a text that are compared and drawn. */
const DRAWN = 600;
/** Words of so many characters are taken as names. */
const SHORT = 24;

/**
 * @param {unknown[]} values
 * @param {Member[]} members
 * @param {Pick<import("../types/view.d.ts").Place, "compare" | "present">} place
 * @returns {Line[]}
 */
export function linesOf(values, members, place) {
  const reference = referenceOf(members, place.compare);
  /** @type {Map<string, Line>} */
  const lines = new Map();
  members.forEach((member, at) => {
    const value = values[at] ?? null;
    const absent = isAbsent(member, place);
    const key = members.length < TOGETHER ? String(at) : absent ? "" : pack(value);
    const line = lines.get(key) ?? { members: [], value, isReference: false, absent };
    line.members.push(member);
    line.isReference ||= at === reference;
    lines.set(key, line);
  });
  return [...lines.values()];
}

/** What is not there: the member has no such row, or nothing in it. @param {{absent: boolean}} props */
export function Nothing({ absent }) {
  return absent
    ? html`<span class="rg-alone" title="this member has no row with this key">no partner</span>`
    : html`<span class="rg-null">null</span>`;
}

/** Which member a row, or a group of rows, is of. @type {import("../types/view.d.ts").Component} */
export function LabelCell({ value, column }) {
  const member = column.shown?.find(({ label }) => label === value);
  return html`<span class="rg-label-of">${member && html`<${Mark} member=${member} />`}${
    String(value)
  }</span>`;
}

/** @type {import("../types/view.d.ts").Component} */
export function ValuesCell(props) {
  const { value, column, place } = props;
  const members = column.shown ?? [];
  const values = /** @type {unknown[]} */ (value);
  const lines = linesOf(values, members, place);
  const reference = values[referenceOf(members, place.compare)] ?? null;
  return html`
    <ul class="rg-stack">
      ${lines.map((line) =>
        html`
          <li key=${line.members[0].index} class=${isApart(line, reference) ? "rg-differs" : undefined}>
            <span class="rg-chips">${line.members.map((member) => html`<${Chip} member=${member} />`)}</span>
            <${Value} ...${props} value=${line.value} reference=${line.isReference
              ? null
              : reference} absent=${line.absent} />
          </li>
        `
      )}
    </ul>
  `;
}

/** @param {Line} line @param {unknown} reference */
function isApart(line, reference) {
  return !line.isReference && line.value !== null && reference !== null &&
    pack(line.value) !== pack(reference);
}

/** @param {CellProps & {reference: unknown, absent: boolean}} props `reference`: what a text is compared with */
function Value({ reference, absent, ...props }) {
  const { value, column } = props;
  if (value === null || value === undefined) return html`<${Nothing} absent=${absent} />`;
  const by = typeof value === "string" && typeof reference === "string" && marksOf(column, value, reference);
  if (by) {
    return html`<div class="rg-text rg-diff" dir="auto">${marked(`${reference}`, `${value}`, by)}</div>`;
  }
  const inner = { ...column, members: undefined };
  const Own = FORMATS.cell?.(inner) ?? CELLS[formOf(column.type)] ?? NestedCell;
  return html`<${Own} ...${props} column=${inner} />`;
}

/**
 * What two texts are marked by: what the column's format says, else, where marking what differs says more than the
 * texts do, their words. Names of classes are not compared letter by letter.
 * @param {import("../types/view.d.ts").AnswerColumn} column
 * @param {string} one
 * @param {string} other
 */
function marksOf({ format }, one, other) {
  const said = format === undefined ? null : FORMATS.changes?.(format) ?? null;
  if (said === "nothing" || one === other || other === "") return null;
  if (said || format !== undefined) return said;
  if (one.includes(" ")) return "words";
  return one.length > SHORT ? "characters" : null;
}

/** @param {string} before @param {string} after @param {"characters" | "words" | "lines"} by */
function marked(before, after, by) {
  return diffTexts(clip(before, DRAWN), clip(after, DRAWN), by).map(({ op, text }) =>
    op === "added" ? html`<ins>${text}</ins>` : op === "removed" ? html`<del>${text}</del>` : text
  );
}
