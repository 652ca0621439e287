/** Comparison of several tables: what the page and the build may call. */
export { answerComparison, askComparison } from "./answer.js";
export { matchRows, placeBeside } from "./beside.js";
export { checkComparedFact, comparedFact } from "./fact.js";
export { compareEdits } from "./edits.js";
export { compareHead, defaultLabels } from "./head.js";
export { installCompare } from "./install.js";
export { OPTIONS as COMPARE_OPTIONS } from "./options.js";
export { sharedColumns } from "./shared.js";
export { comparisonQuery } from "./query.js";
export { comparisonSql } from "./sql.js";
export { deltaColumns, differTerms, hasDeltas, outcomeColumns, outcomeTerms, wayColumns } from "./terms.js";
export { compareSchema } from "./schema.js";
export { sliceQuery } from "./slice.js";
export { compareOptions, compareSpec } from "./spec.js";
