/** The words of specs and answers. */

/**
 * @typedef {import("../expr/types.js").Type} Type
 * @typedef {import("../expr/types.js").Column} Column
 * @typedef {import("../expr/types.js").Typed} Typed
 * @typedef {import("../frame.js").Frame} Frame
 *
 * @typedef {object} TableSchema
 * @property {string} ref
 * @property {string} [label]
 * @property {string} relation the SQL view's name, not quoted
 * @property {number} rows
 * @property {Column[]} columns
 */

/**
 * @typedef {"value" | "histogram" | "distribution" | "gallery"} Show
 *
 * @typedef {object} SpecColumn
 * @property {string} name
 * @property {string} [expr] a derived column's expression
 * @property {string} [label] what the header says instead of the name
 * @property {boolean} [hidden]
 * @property {Show} [show] how the column stands in a grouped panel
 *
 * @typedef {object} SortTerm
 * @property {string} by an expression
 * @property {"asc" | "desc"} dir
 * @property {"first"} [nulls] where nulls go; last if not said
 *
 * @typedef {object} Spec
 * @property {1} v
 * @property {{ref: string, label: string}[]} tables
 * @property {string} [filter]
 * @property {string[]} [group]
 * @property {SortTerm[]} [sort]
 * @property {SpecColumn[]} columns
 * @property {number} rows
 * @property {string} row_height
 * @property {string} layout
 * @property {number} [height]
 *
 * @typedef {object} Problem
 * @property {string} code one of the codes of the diagnostics
 * @property {string} message
 * @property {string} [help]
 * @property {{option: string, start: number, end: number, index?: number}} at
 */

/**
 * @typedef {object} Domain the scale of a histogram column, the same in every row
 * @property {number} lo
 * @property {number} hi
 * @property {number} bins
 * @property {boolean} integer whether the column holds integers: then a bin may be one of them
 *
 * @typedef {object} AnswerColumn
 * @property {string} name
 * @property {string} label
 * @property {Type} type
 * @property {"key" | "count" | "cell" | "value"} role
 * @property {Show} show
 * @property {boolean} derived
 * @property {Domain} [domain]
 *
 * @typedef {object} Answer
 * @property {"rows" | "groups"} kind
 * @property {number} total
 * @property {number} filtered
 * @property {number | null} groups
 * @property {number} offset
 * @property {AnswerColumn[]} columns
 * @property {unknown[][]} rows
 * @property {number[]} [ids]
 * @property {unknown[][]} [keys]
 *
 * @typedef {Generator<string[], Answer, Frame[]>} Answering
 *
 * @typedef {object} Histogram finite values by bin; moments are in microseconds since 1970
 * @property {number[]} counts
 * @property {number} nulls
 * @property {number} nan
 * @property {number} inf
 * @property {number} n how many values are finite: the sum of counts
 * @property {number | null} min
 * @property {number | null} max
 * @property {number | null} mean
 *
 * @typedef {object} Distribution
 * @property {[unknown, number][]} values the most frequent, with their counts
 * @property {number} distinct how many different values there are, null not among them
 * @property {number} nulls
 * @property {number} n how many values are not null
 *
 * @typedef {object} Gallery
 * @property {unknown[]} items
 * @property {number} n how many images there are
 */

export const ROW_HEIGHTS = ["small", "medium", "large", "xlarge"];
export const LAYOUTS = ["table"];
export const SHOWS = ["value", "histogram", "distribution", "gallery"];
export const MAX_ROWS = 1000;
export const DEFAULT_ROWS = 10;
export const HEIGHTS = { least: 80, most: 10000 };
