/** What a panel shows: rows, groups where the spec groups, or a plot where its layout is one. */

import { answerGroups } from "./groups.js";
import { answerRows } from "./rows.js";

/**
 * Who answers which layout, and `pivot`; the table needs none. Filled by the scripts of plots and pivots.
 * @type {Record<string, (spec: import("../spec/types.js").Spec,
 *   schema: import("../spec/types.js").TableSchema, options?: {offset?: number}) => import("../spec/types.js").Answering>}
 */
export const LAYOUT_ANSWERS = {};

/**
 * Answers a plot while a reader drags over the bars of another; the script of plots brings it.
 * @type {{plot: ((spec: import("../spec/types.js").Spec, schema: import("../spec/types.js").TableSchema, bars: string[]) =>
 *   Generator<string[], ((first: number, last: number) => import("../spec/types.js").Answer) | null, any[]>) | null}}
 */
export const BRUSHED = { plot: null };

/**
 * @param {import("../spec/types.js").Spec} spec a canonical one
 * @param {import("../spec/types.js").TableSchema} schema
 * @param {{offset?: number, twoStepRows?: number}} [options]
 * @returns {import("../spec/types.js").Answering}
 */
export function answerPanel(spec, schema, options = {}) {
  const own = LAYOUT_ANSWERS[spec.control ? "control" : spec.pivot ? "pivot" : spec.layout];
  if (own) return own(spec, schema, options);
  return (spec.group?.length ? answerGroups : answerRows)(spec, schema, options);
}
