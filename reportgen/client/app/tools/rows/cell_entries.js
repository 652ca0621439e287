/** What the menu of a cell lists: filters by its value, copies, and its row. */

import { formatCell, writeName } from "../../../core/index.js";
import { PICKED } from "../../table/pick.js";
import { comparison } from "../../table/terms.js";
import { keyTerm } from "../groups/terms.js";
import { copied } from "../out/copied.js";
import { rowAt } from "./place.js";
import { openDetail } from "./detail.js";
import { groupSpec } from "./group.js";
import { togglePin } from "./pin.js";
import { rowJson } from "../out/values.js";

/**
 * @typedef {import("../../table/items.js").CellFacts} CellFacts
 * @typedef {import("../../table/items.js").Place} Place
 * @typedef {import("../../ui/menu.js").MenuEntry} MenuEntry
 */

/** Kinds whose values an expression can name. */
const NAMED = new Set([
  "integer",
  "float",
  "decimal",
  "text",
  "boolean",
  "timestamp",
  "date",
  "time",
  "duration",
  "null",
]);
/** Those that have an order worth cutting at. */
const ORDERED = new Set(["integer", "float", "decimal", "timestamp", "date", "time", "duration"]);

/**
 * @param {CellFacts} cell
 * @param {Place} place
 * @returns {MenuEntry[]}
 */
export function filterEntries({ column, value }, { live, actions }) {
  const { type, role, name } = column;
  const { spec, answer } = live.view();
  if ((role !== "cell" && role !== "key") || (!NAMED.has(type.kind) && value !== null)) return [];
  const keys = answer?.columns.filter((one) => one.role === "key") ?? [];
  const text = role === "key" ? spec.group?.[keys.indexOf(column)] ?? writeName(name) : writeName(name);
  const bound = /^(?:\w+|"(?:[^"]|"")*")$/.test(text) ? text : `(${text})`;
  const only = role === "key" ? keyTerm(text, column, value) : comparison(bound, type, value, "=");
  const entry = (/** @type {string} */ label, /** @type {"=" | "!=" | "<=" | ">="} */ op) => {
    const term = op === "=" ? only : comparison(bound, type, value, op);
    return term === null ? [] : [{ label, run: () => actions.addFilter(term) }];
  };
  const select = () => live.figure.dispatchEvent(new CustomEvent(PICKED, { detail: only }));
  return [
    ...spec.selection && only !== null ? [{ label: "Select in linked panels", run: select }] : [],
    ...entry("Only this value", "="),
    ...entry("Exclude this value", "!="),
    ...ORDERED.has(type.kind) && value !== null
      ? [...entry("At least", ">="), ...entry("At most", "<=")]
      : [],
  ];
}

/**
 * A cell's value as it is copied: whole, and nothing for null.
 * @param {Pick<CellFacts, "column" | "value">} cell
 */
export function cellValueText({ column, value }) {
  return value === null ? "" : formatCell(value, column.type, Infinity);
}

/**
 * @param {CellFacts} cell
 * @param {Place} place
 * @returns {MenuEntry[]}
 */
export function copyEntries(cell, { live }) {
  const tr = cell.element.closest("tr");
  const row = tr && rowAt(live, tr);
  return [
    { label: "Copy value", run: () => copied(live, cellValueText(cell), "Value copied") },
    ...row
      ? [{
        label: "Copy row as JSON",
        run: () => copied(live, rowJson(row.columns, row.values), "Row copied"),
      }]
      : [],
  ];
}

/**
 * @param {CellFacts} cell
 * @param {Place} place
 * @returns {MenuEntry[]}
 */
export function rowEntries({ element }, { live, actions }) {
  const tr = element.closest("tr");
  const row = tr && rowAt(live, tr);
  if (!row || row.id === null) return [];
  const { id, group } = row;
  const pinned = live.view().spec.pinned?.includes(id);
  return [
    {
      label: "Open row",
      run: () => openDetail(live, actions, id, group ? groupSpec(live, group) : undefined),
    },
    ...group ? [] : [{ label: pinned ? "Unpin row" : "Pin row", run: () => togglePin(live, id) }],
  ];
}
