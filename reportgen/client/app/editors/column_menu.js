/** The menu of one column's header. */

import { openMenu } from "../ui/menu.js";
import { openColumnDialog, openTextDialog } from "./column_dialog.js";

/**
 * @typedef {import("../table/actions.js").Actions} Actions
 * @typedef {import("../table/actions.js").ColumnFacts} ColumnFacts
 * @typedef {import("../ui/menu.js").MenuEntry} MenuEntry
 * @typedef {{host: Element, id: string, actions: Actions}} Place
 */

/**
 * @param {HTMLElement} button
 * @param {string} name the column's
 * @param {Place} place
 */
export function openColumnMenu(button, name, place) {
  const column = place.actions.column(name);
  if (!column) return;
  const groups = [sortEntries, groupEntries, editEntries, moveEntries].map((part) => part(column, place));
  const entries = groups.filter((group) => group.length).flatMap((group, index) =>
    index ? [/** @type {MenuEntry} */ ("separator"), ...group] : group
  );
  openMenu(button, { host: place.host, label: `Column ${column.label}`, entries });
}

/**
 * @param {ColumnFacts} column
 * @param {Place} place
 * @returns {MenuEntry[]}
 */
function sortEntries({ sortBy, sorted, sortedByOthers, sortWords }, { actions }) {
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
function groupEntries({ role, groupable, name, grouped }, { actions }) {
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
function editEntries(column, place) {
  const { actions, host, id } = place;
  const { name, label, expr, listed } = column;
  const add = (/** @type {"left" | "right"} */ side) => ({
    label: `Add column ${side}…`,
    run: () => openAdd(place, name, side),
  });
  if (!listed) return [add("right")];
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
  return entries;
}

/**
 * @param {ColumnFacts} column
 * @param {Place} place
 * @returns {MenuEntry[]}
 */
function moveEntries({ name, listed, index, of }, { actions }) {
  if (!listed) return [];
  return [
    { label: "Move left", disabled: index <= 0, run: () => actions.move(name, index - 1) },
    { label: "Move right", disabled: index >= of - 1, run: () => actions.move(name, index + 1) },
    { label: "Hide", disabled: of <= 1, run: () => actions.hide(name) },
  ];
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
