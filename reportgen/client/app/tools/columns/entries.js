/** What the menu of a column's header lists. */

import { openColumnDialog, openTextDialog } from "../../editors/column_dialog.js";
import { openColumnFilter } from "./filter/open.js";

/**
 * @typedef {import("../../table/actions.js").ColumnFacts} ColumnFacts
 * @typedef {import("../../ui/menu.js").MenuEntry} MenuEntry
 * @typedef {import("../../table/items.js").Place} Place
 */

/**
 * @param {ColumnFacts} column
 * @param {Place} place
 * @returns {MenuEntry[]}
 */
export function sortEntries({ sortBy, sorted, sortedByOthers, sortWords }, { actions }) {
  if (!sortBy) return [];
  const by = sortBy;
  const entries = [
    { label: `${sortWords} ascending`, checked: sorted === "asc", run: () => actions.sort(by, "asc") },
    { label: `${sortWords} descending`, checked: sorted === "desc", run: () => actions.sort(by, "desc") },
  ];
  const then = [
    { label: "Then sort ascending", run: () => actions.sortToo(by, "asc") },
    { label: "Then sort descending", run: () => actions.sortToo(by, "desc") },
  ];
  const remove = { label: "Remove from the sort order", run: () => actions.unsort(by) };
  return [...entries, ...(sortedByOthers ? then : []), ...(sorted ? [remove] : [])];
}

/**
 * @param {ColumnFacts} column
 * @param {Place} place
 * @returns {MenuEntry[]}
 */
export function groupEntries({ role, groupable, name, grouped }, { actions }) {
  if (role === "key") return [{ label: "Ungroup", run: () => actions.ungroup(name) }];
  if (!groupable) return [];
  const entries = [{ label: "Group by this column", run: () => actions.group(name, { also: false }) }];
  if (grouped) {
    entries.push({
      label: "Group by this column too",
      run: () => actions.group(name, { also: true }),
    });
  }
  return entries;
}

/**
 * @param {ColumnFacts} column
 * @param {Place} place
 * @returns {MenuEntry[]}
 */
export function editEntries(column, place) {
  const { actions, host, id, live } = place;
  const { name, label, expr, listed } = column;
  const settings = live.view().spec.columns.some((entry) => entry.name === name)
    ? [{ label: "Column settings…", run: () => live.handlers().columnSettings?.(name) }]
    : [];
  const add = (/** @type {"left" | "right"} */ side) => ({
    label: `Add column ${side}…`,
    run: () => openAdd(place, name, side),
  });
  if (!listed) return [add("right"), ...settings];
  const rename = () =>
    openTextDialog({
      host,
      id: `${id}-rename`,
      title: `Rename ${label}`,
      label: "Name in the header",
      value: label,
      placeholder: name,
      save: (text) => actions.rename(name, text),
    });
  const entries = [add("left"), add("right"), { label: "Rename…", run: rename }];
  if (expr !== null) entries.push({ label: "Edit expression…", run: () => openEdit(place, name, expr) });
  return [...entries, ...settings];
}

/**
 * @param {ColumnFacts} column
 * @param {Place} place
 * @returns {MenuEntry[]}
 */
export function arrangeEntries({ name, label, listed, index, of }, { actions, live, host, id }) {
  if (!listed) return [];
  const { pin, width } = live.view().spec.columns.find((entry) => entry.name === name) ?? {};
  const set = (/** @type {object} */ said) => actions.setColumns(new Map([[name, said]]));
  const askWidth = () =>
    openTextDialog({
      host,
      id: `${id}-width`,
      title: `Width of ${label}`,
      label: "Pixels, 24 to 2000; nothing for as many as it needs",
      value: width === undefined ? "" : String(width),
      placeholder: "as wide as needed",
      save: (text) => set({ width: text === "" ? undefined : Math.round(Number(text)) }),
    });
  return [
    pin
      ? { label: "Unpin", run: () => set({ pin: undefined }) }
      : { label: "Pin to the left", run: () => set({ pin: true }) },
    { label: "Width…", run: askWidth },
    { label: "Move left", disabled: index <= 0, run: () => actions.move(name, index - 1) },
    { label: "Move right", disabled: index >= of - 1, run: () => actions.move(name, index + 1) },
  ];
}

/**
 * @param {ColumnFacts} column
 * @param {Place} place
 * @returns {MenuEntry[]}
 */
export function hideEntries({ name, listed, index, of }, { actions, live }) {
  if (!listed) return [];
  const shown = live.view().spec.columns.filter((entry) => !entry.hidden).map((entry) => entry.name);
  return [
    { label: "Hide", disabled: of <= 1, run: () => actions.hide(name) },
    {
      label: "Hide all to the left",
      disabled: index <= 0,
      run: () => actions.hideAll(shown.slice(0, index)),
    },
    {
      label: "Hide all to the right",
      disabled: index >= of - 1,
      run: () => actions.hideAll(shown.slice(index + 1)),
    },
  ];
}

/**
 * @param {ColumnFacts} column
 * @param {Place} place
 * @returns {MenuEntry[]}
 */
export function filterEntries(column, place) {
  const { live } = place;
  const { spec, answer } = live.view();
  const { name } = column;
  const known = live.schema.columns.some((one) => one.name === name) ||
    spec.columns.some((entry) => entry.name === name && entry.expr !== undefined);
  const found = answer?.columns.find((one) => one.name === name);
  // An aggregate has no value in a row.
  if (!known || !found || column.role === "count" || (column.role === "value" && found.show === "value")) {
    return [];
  }
  return [{ label: "Filter by this column…", run: () => openColumnFilter(column, found.type, place) }];
}

/**
 * @param {Place} place
 * @returns {MenuEntry[]}
 */
export function summaryEntries({ live, actions }) {
  const { summaries = false } = live.view().spec;
  const run = () => actions.summaries(!summaries);
  return [{ label: "Summaries in the headers", checked: summaries, run }];
}

/**
 * @param {Place} place
 * @param {string} name
 * @param {"left" | "right"} side
 */
function openAdd({ host, id, actions }, name, side) {
  openColumnDialog({
    host,
    id: `${id}-add`,
    title: "Add a column",
    button: "Add",
    name: "",
    expr: "",
    actions,
    check: (draft) => actions.checkAdd(draft),
    save: (draft) => actions.add(draft, name, side),
  });
}

/**
 * @param {Place} place
 * @param {string} name
 * @param {string} expr
 */
function openEdit({ host, id, actions }, name, expr) {
  openColumnDialog({
    host,
    id: `${id}-edit`,
    title: "Edit the column",
    button: "Save",
    name,
    expr,
    actions,
    check: (draft) => actions.checkEdit(name, draft),
    save: (draft) => actions.edit(name, draft),
  });
}
