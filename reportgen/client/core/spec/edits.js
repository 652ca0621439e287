/** What a reader does to a panel, as pure functions from a spec to the next one. */

import { parseExpression, printExpression } from "../expr/index.js";
import { canonical } from "./canonical.js";

/**
 * @typedef {import("./types.js").Spec} Spec
 * @typedef {import("./types.js").SpecColumn} SpecColumn
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
 * The conditions that `and` joins, each as it can stand beside `and`.
 * @param {string} text
 * @returns {string[]}
 */
export function conjuncts(text) {
  const { tree, problems } = parseExpression(text);
  if (!tree || problems.length) return text.trim() ? [text.trim()] : [];
  const terms = tree.kind === "logic" && tree.op === "and" ? tree.terms : [tree];
  return terms.map((term) => bound(printExpression(term)));
}

/**
 * In parentheses if it would fall apart beside `and`.
 * @param {string} text
 */
export function bound(text) {
  const { tree } = parseExpression(text);
  return tree?.kind === "logic" && tree.op === "or" ? `(${text})` : text;
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
 * @param {SpecColumn} column
 * @param {string | null} after the column that it comes after; null puts it first
 * @param {TableSchema} [_schema]
 * @returns {Spec}
 */
function addColumn(spec, column, after, _schema) {
  const columns = spec.columns.filter(({ name }) => name !== column.name);
  const at = after === null ? 0 : columns.findIndex(({ name }) => name === after) + 1 || columns.length;
  return changed(spec, { columns: columns.toSpliced(at, 0, column) });
}

/**
 * Hide a column; one of which anything is said is kept to be shown again.
 * @param {Spec} spec
 * @param {string} name
 * @param {TableSchema} [_schema]
 * @returns {Spec}
 */
function removeColumn(spec, name, _schema) {
  return changed(spec, {
    columns: spec.columns.flatMap((column) => {
      if (column.name !== name) return [column];
      return Object.keys(column).length > 1 ? [{ ...column, hidden: true }] : [];
    }),
  });
}

/**
 * Show a hidden column of the spec in its place, or one of the table after `after`.
 * @param {Spec} spec
 * @param {string} name
 * @param {string | null} after null: at the end
 * @param {TableSchema} schema
 * @returns {Spec}
 */
function showColumn(spec, name, after, schema) {
  if (spec.columns.some((column) => column.name === name)) {
    const columns = spec.columns.map(({ hidden, ...column }) =>
      column.name === name || !hidden ? column : { ...column, hidden }
    );
    return changed(spec, { columns });
  }
  return addColumn(spec, { name }, after ?? spec.columns.at(-1)?.name ?? null, schema);
}

/**
 * @param {Spec} spec
 * @param {string} name
 * @param {number} to its place among all columns of the spec, hidden ones too, once it is taken out
 * @param {TableSchema} [_schema]
 * @returns {Spec}
 */
function moveColumn(spec, name, to, _schema) {
  const column = spec.columns.find((one) => one.name === name);
  if (!column) return spec;
  const others = spec.columns.filter((one) => one !== column);
  return changed(spec, { columns: others.toSpliced(Math.max(0, Math.min(to, others.length)), 0, column) });
}

/**
 * Change what the header says; an empty label, or the name itself, gives the name back.
 * @param {Spec} spec
 * @param {string} name
 * @param {string} label
 * @param {TableSchema} [_schema]
 * @returns {Spec}
 */
function renameColumn(spec, name, label, _schema) {
  const text = label.trim();
  return changed(spec, {
    columns: spec.columns.map((column) => {
      const { label: _, ...rest } = column;
      return column.name !== name ? column : text === "" || text === name ? rest : named(column, text);
    }),
  });
}

/**
 * The column with its keys in the canonical order.
 * @param {SpecColumn} column
 * @param {string} label
 * @returns {SpecColumn}
 */
function named({ name, expr, label: _, ...rest }, label) {
  return { name, ...expr === undefined ? {} : { expr }, label, ...rest };
}

/**
 * Say something else of single columns; undefined says nothing.
 * @param {Spec} spec
 * @param {Map<string, Partial<SpecColumn>>} said by name
 * @param {TableSchema} [_schema]
 * @returns {Spec}
 */
function setColumns(spec, said, _schema) {
  const columns = spec.columns.map((column) => ({ ...column, ...said.get(column.name) }));
  return changed(spec, { columns });
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

const ORDER = (
  "v tables set compare filter search group pivot cell sort columns " +
  "pinned rows row_height layout plot height summaries selection control module selects"
).split(" ");

/**
 * @param {Spec} spec
 * @param {Partial<Spec>} change
 * @returns {Spec} with keys in the canonical order, and none that says nothing
 */
export function changed(spec, change) {
  /** @type {Record<string, unknown>} */
  const next = { ...spec, ...change };
  const kept = ORDER.filter((key) => {
    const value = next[key];
    return value !== undefined && !(key !== "columns" && Array.isArray(value) && value.length === 0);
  });
  return /** @type {Spec} */ (Object.fromEntries(kept.map((key) => [key, next[key]])));
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
  addColumn,
  removeColumn,
  showColumn,
  moveColumn,
  renameColumn,
  setColumns,
  setSummaries,
  setRows,
  setRowHeight,
};
