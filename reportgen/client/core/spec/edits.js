/** What a reader does to a panel, as pure functions from a spec to the next one. */

import { canonical } from "./canonical.js";
import { changed } from "./changed.js";
import { columnEdits } from "./column_edits.js";
import { bound, conjuncts } from "./conjuncts.js";

/**
 * @typedef {import("./types.js").Spec} Spec
 * @typedef {import("./types.js").SortTerm} SortTerm
 * @typedef {import("./types.js").TableSchema} TableSchema
 */

/**
 * @param {Spec} spec
 * @param {string} text no filter if empty
 * @param {TableSchema} [_schema]
 * @returns {Spec}
 */
function setFilter(spec, text, _schema) {
  return changed(spec, { filter: text.trim() || undefined });
}

/**
 * Keep only rows for which `term` holds too.
 * @param {Spec} spec
 * @param {string} term
 * @param {TableSchema} [_schema]
 * @returns {Spec}
 */
function addFilter(spec, term, _schema) {
  const filter = spec.filter ?? "";
  const terms = conjuncts(filter);
  const added = conjuncts(term).filter((one) => !terms.includes(one));
  if (!added.length) return spec;
  return changed(spec, { filter: [...filter ? [bound(filter)] : [], ...added].join(" and ") });
}

/**
 * @param {Spec} spec
 * @param {string} text no search if empty
 * @param {TableSchema} [_schema]
 * @returns {Spec}
 */
function setSearch(spec, text, _schema) {
  return changed(spec, { search: text.trim() || undefined });
}

/**
 * Pin a row on top, or let it go.
 * @param {Spec} spec
 * @param {number} row its number
 * @param {TableSchema} [_schema]
 * @returns {Spec}
 */
function togglePin(spec, row, _schema) {
  const pinned = spec.pinned ?? [];
  return changed(spec, {
    pinned: pinned.includes(row) ? pinned.filter((one) => one !== row) : [...pinned, row],
  });
}

/**
 * Ascending, then descending, then not at all.
 * @param {Spec} spec
 * @param {string} by an expression
 * @param {TableSchema} schema
 * @returns {Spec}
 */
function toggleSort(spec, by, schema) {
  const term = spec.sort?.find((one) => one.by === canonical(by, schema));
  if (!term) return setSort(spec, by, "asc", schema);
  return term.dir === "asc" ? setSort(spec, by, "desc", schema) : clearSort(spec, by, schema);
}

/**
 * Sort by this first and only; with `add`, after what is sorted by already.
 * @param {Spec} spec
 * @param {string} by
 * @param {"asc" | "desc"} dir
 * @param {TableSchema} schema
 * @param {{add?: boolean}} [how]
 * @returns {Spec}
 */
function setSort(spec, by, dir, schema, how = {}) {
  const text = canonical(by, schema);
  const sort = spec.sort ?? [];
  const at = sort.findIndex((one) => one.by === text);
  if (!how.add) return changed(spec, { sort: [{ by: text, dir }] });
  return changed(spec, { sort: at < 0 ? [...sort, { by: text, dir }] : sort.with(at, { ...sort[at], dir }) });
}

/**
 * @param {Spec} spec
 * @param {string | null} by everything if null
 * @param {TableSchema} schema
 * @returns {Spec}
 */
function clearSort(spec, by, schema) {
  if (by === null) return changed(spec, { sort: undefined });
  const text = canonical(by, schema);
  return changed(spec, { sort: spec.sort?.filter((one) => one.by !== text) });
}

/**
 * Group by this within what is grouped by already.
 * @param {Spec} spec
 * @param {string} by
 * @param {TableSchema} schema
 * @returns {Spec}
 */
function groupBy(spec, by, schema) {
  return changed(spec, { group: [...new Set([...spec.group ?? [], canonical(by, schema)])] });
}

/**
 * @param {Spec} spec
 * @param {string | null} by everything if null
 * @param {TableSchema} schema
 * @returns {Spec}
 */
function ungroup(spec, by, schema) {
  const text = by === null ? null : canonical(by, schema);
  const group = text === null ? [] : spec.group?.filter((one) => one !== text) ?? [];
  // Without rows there is no pivot.
  return changed(spec, { group, ...group.length ? {} : { pivot: undefined, cell: undefined } });
}

/**
 * Make columns of an expression's values; the groups are the rows.
 * @param {Spec} spec
 * @param {string | null} by none if null
 * @param {TableSchema} schema
 * @param {string} [cell] what stands in the cells
 * @returns {Spec}
 */
function setPivot(spec, by, schema, cell) {
  if (by === null) return changed(spec, { pivot: undefined, cell: undefined });
  const pivot = canonical(by, schema);
  return changed(spec, { pivot, cell, group: spec.group?.filter((one) => one !== pivot) });
}

/**
 * @param {Spec} spec
 * @param {boolean} summaries
 * @param {TableSchema} [_schema]
 * @returns {Spec}
 */
function setSummaries(spec, summaries, _schema) {
  return changed(spec, { summaries: summaries || undefined });
}

/**
 * @param {Spec} spec
 * @param {number} rows
 * @param {TableSchema} [_schema]
 * @returns {Spec}
 */
function setRows(spec, rows, _schema) {
  return changed(spec, { rows });
}

/**
 * @param {Spec} spec
 * @param {string} rowHeight
 * @param {TableSchema} [_schema]
 * @returns {Spec}
 */
function setRowHeight(spec, rowHeight, _schema) {
  return changed(spec, { row_height: rowHeight });
}

export const specEdits = {
  setFilter,
  addFilter,
  setSearch,
  togglePin,
  toggleSort,
  setSort,
  clearSort,
  groupBy,
  ungroup,
  setPivot,
  ...columnEdits,
  setSummaries,
  setRows,
  setRowHeight,
};
