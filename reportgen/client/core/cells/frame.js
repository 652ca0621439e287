/** The frame of a table's columns: how wide they are, and which stay in sight when the others are scrolled. */

/** @typedef {import("./types/view.d.ts").AnswerColumn} AnswerColumn */
/** @typedef {import("./types/view.d.ts").SpecColumn} SpecColumn */
/**
 * @typedef {{width: number | undefined, className: string}} ColumnFrame
 */

/** The style sheet knows the places of so many columns that stay; more of them would leave nothing to scroll. */
const MOST_FROZEN = 6;

/**
 * One frame for each column of an answer.
 * @param {AnswerColumn[]} columns
 * @param {Map<string, SpecColumn>} entries what the spec says of them, by name
 * @returns {ColumnFrame[]}
 */
export function columnFrames(columns, entries) {
  const isPinned = (/** @type {AnswerColumn} */ { role, name }) =>
    (role === "cell" || role === "value") && entries.get(name)?.pin === true;
  const stays = (/** @type {AnswerColumn} */ column) => column.role === "key" || isPinned(column);
  const free = columns.findIndex((column) => !stays(column) && column.role !== "count");
  const frozen = columns.some(isPinned) ? Math.min(MOST_FROZEN, free < 0 ? columns.length : free) : 0;
  return columns.map(({ name }, index) => {
    const width = entries.get(name)?.width;
    const classes = [
      ...width === undefined ? [] : ["rg-sized"],
      ...index < frozen ? ["rg-frozen", `rg-frozen-${index}`] : [],
      ...index === frozen - 1 ? ["rg-frozen-last"] : [],
    ];
    return { width, className: classes.join(" ") };
  });
}
