/** What formats add to specs, questions and cells. Pages without formats do without it: `cells/formats/install.js` fills it in. */

/**
 * @typedef {import("./spec/check_spec.js").LocatedColumn} LocatedColumn
 * @typedef {import("./spec/types.js").SpecColumn} SpecColumn
 * @typedef {import("./spec/types.js").Problem} Problem
 * @typedef {import("./spec/types.js").AnswerColumn} AnswerColumn
 * @typedef {import("./spec/derived.js").Resolved} Resolved
 * @typedef {import("./sql/scope.js").Scope} Scope
 * @typedef {import("./sql/scope.js").Value} Value
 * @typedef {import("./frame.js").Frame} Frame
 *
 * @typedef {{format?: string, sql: string | null}} Written a column of an answer: its format, and the SQL of its
 *   values, null where it has none of its own
 *
 * @typedef {object} Asks what the formats of an answer's columns need besides the cells
 * @property {Value[]} others columns that stand behind the cells of each row
 * @property {string | null} sql asks for the scales of columns, over all that is filtered
 * @property {(frame: Frame | null) => Partial<AnswerColumn>[]} tell what each column of the answer has more, given
 *   the answer to `sql`
 */

/**
 * @type {{
 *   check: ((columns: LocatedColumn[], resolved: Resolved, problems: Problem[]) => Map<SpecColumn, string>) | null,
 *   asks: ((scope: Scope, columns: Written[], grouped: boolean) => Asks) | null,
 *   cell: ((column: import("./cells/types/view.d.ts").AnswerColumn) =>
 *     import("./cells/types/view.d.ts").Component | undefined) | null,
 *   text: ((value: number, format: string) => string | null) | null,
 *   changes: ((format: string) => "characters" | "words" | "lines" | "nothing" | null) | null,
 * }} `check` gives the formats in their canonical spelling; `text` writes a number of a column, null where its
 *   format does not say how; `changes` says by what the texts of compared tables are marked, null where it does not
 */
export const FORMATS = { check: null, asks: null, cell: null, text: null, changes: null };
