/** What brings panels of several tables to life: the script of comparisons says it. */

/**
 * @typedef {import("./panel.js").Context} Context
 * @typedef {import("./panel.js").Entry} Entry
 * @typedef {import("./panel.js").Spec} Spec
 * @typedef {import("./panel.js").Answer} Answer
 * @typedef {import("../data/source.js").Schema} Schema
 * @typedef {{
 *   answer: (spec: Spec, offset: number, signal: AbortSignal) => Promise<Answer>,
 *   schemaFor: (spec: object) => Schema,
 *   follow: (spec: Spec) => void,
 *   read: (raw: unknown) => {spec: Spec, problems: import("../../core/spec/types.js").Problem[]},
 * }} Several what a panel asks of its tables together; the schema of the panel is that of the spec that it follows
 */

/** @type {{context: ((context: Context, entry: Entry, page: {tables: Record<string, Schema>}) => Context) | null}} */
export const COMPARED = { context: null };
