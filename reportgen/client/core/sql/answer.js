/** What a panel shows: rows, or groups where the spec groups. */

import { answerGroups } from "./groups.js";
import { answerRows } from "./rows.js";

/**
 * @param {import("../spec/types.js").Spec} spec a canonical one
 * @param {import("../spec/types.js").TableSchema} schema
 * @param {{offset?: number, twoStepRows?: number}} [options]
 * @returns {import("../spec/types.js").Answering}
 */
export function answerPanel(spec, schema, options = {}) {
  return (spec.group?.length ? answerGroups : answerRows)(spec, schema, options);
}
