/** A view as a table, whatever draws it: what programs read of a pivot or a plot. */

/** @typedef {import("../spec/types.js").Spec} Spec */

/**
 * The spec of a pivot's table; the script of pivots fills it in.
 * @type {{pivot: ((spec: Spec, schema: import("../spec/types.js").TableSchema) => Spec) | null}}
 */
export const TABLE_FORMS = { pivot: null };

/**
 * A pivot has a row for each of its cells; a plot has the rows or groups that it is drawn over.
 * @param {Spec} spec a canonical one
 * @param {import("../spec/types.js").TableSchema} schema
 * @returns {Spec} one that shows rows or groups
 */
export function tableForm(spec, schema) {
  if (spec.pivot && spec.group?.length) return TABLE_FORMS.pivot?.(spec, schema) ?? spec;
  const { plot: _, ...rest } = spec;
  return { ...rest, layout: "table" };
}
