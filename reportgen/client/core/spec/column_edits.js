/** What a reader does to columns, as pure functions from a spec to the next one. */

import { changed } from "./changed.js";

/**
 * @typedef {import("./types.js").Spec} Spec
 * @typedef {import("./types.js").SpecColumn} SpecColumn
 * @typedef {import("./types.js").TableSchema} TableSchema
 */

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

export const columnEdits = { addColumn, removeColumn, showColumn, moveColumn, renameColumn, setColumns };
