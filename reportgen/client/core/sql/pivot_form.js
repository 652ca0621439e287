/** A pivot as groups: one for each cell that has rows. */

import { canonical } from "../spec/canonical.js";
import { aggregateNamed } from "../spec/derived.js";
import { CELL_SHARES } from "../spec/pivot.js";
import { scopeOf } from "./scope.js";

/** @typedef {import("../spec/types.js").Spec} Spec */

/**
 * The keys of its rows, the value of its column, how many rows lie there, and what stands in the cell. Shares are
 * told by these counts. The cells of a row stay together: of its order, what sorts by keys is kept.
 * @param {Spec} spec a canonical one with a pivot
 * @param {import("../spec/types.js").TableSchema} schema
 * @returns {Spec}
 */
export function pivotForm({ pivot, cell, ...spec }, schema) {
  const rows = spec.group ?? [];
  const { resolved } = scopeOf(spec, schema);
  const group = rows.includes(/** @type {string} */ (pivot))
    ? rows
    : [...rows, /** @type {string} */ (pivot)];
  const sort = (spec.sort ?? []).filter(({ by }) => group.includes(canonical(by, resolved.schema)));
  const shown = cell === undefined || CELL_SHARES.includes(cell) ? null : cell;
  const own = shown === null ? undefined : aggregateNamed(shown, resolved);
  const columns = spec.columns.map(({ hidden: _, show: __, ...entry }) =>
    entry.name === own ? entry : { ...entry, hidden: /** @type {true} */ (true) }
  );
  const made = shown === null || own !== undefined ? [] : [{ name: shown, expr: shown }];
  return { ...spec, layout: "table", group, sort, columns: [...columns, ...made] };
}
