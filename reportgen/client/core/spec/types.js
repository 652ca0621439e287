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
 * @property {string[]} [unique] names of columns whose values all differ, where that is known
 * @property {string} [where] SQL of what holds for all rows that count
 * @property {string | null} [wide] the same without what other panels of the page keep, where they keep some: scales
 *   stay as they are
 * @property {Map<string, import("../count/types.d.ts").Noted>} [counts] what statements count, by their text: given
 *   where columns may be kept in the page, and filled by those who write the statements
 * @property {import("../expr/types.js").Members} [members] of a comparison
 * @property {Record<string, string[]>} [beside] of the first table of a comparison: the values of all tables that stand
 *   beside the row numbers that belong together, by the table of these
 * @property {Head} [head] of a comparison: what its specs begin with
 *
 * @typedef {{tables: SpecTable[], set?: string, compare?: Compare}} Head
 * @typedef {{ref: string, label: string, hidden?: true, color?: number}} SpecTable
 *
 * @typedef {object} Compare
 * @property {"join" | "concat" | "split"} as
 * @property {string[]} [on] what the rows are joined on: columns or expressions of each member
 * @property {"inner" | "outer"} [how] whether rows without a partner are left out
 * @property {string[]} [shared] the columns that stand once, and not for each member
 * @property {number} [reference] the index of the member that others are compared with; 0 if not said
 * @property {number[]} [order] indexes of the members that stand, in order; as listed if not said
 * @property {"stacked" | "overlaid"} [stack] how histograms of the members stand in a cell
 * @property {"beside" | "swipe" | "overlay" | "difference" | "flicker"} [images] how images of the members stand in a cell
 * @property {"beside" | "below" | "groups"} [split] where the parts of a split stand; `groups`: in each group
 * @property {string} [over] what the members are steps of
 * @property {number} [at] the index of the member that is reached on the way
 */

/**
 * @typedef {"value" | "histogram" | "distribution" | "gallery" | "count" | "share" | "sum" | "mean" | "median" | "min" |
 *   "max" | "stddev" | `p${number}` | "distinct" | "first" | "list"} Show as a summary, or as an aggregate's value
 *
 * @typedef {object} SpecColumn
 * @property {string} name
 * @property {string} [expr] a derived column's expression
 * @property {string} [label] what the header says instead of the name
 * @property {boolean} [hidden]
 * @property {Show} [show] how the column stands in a grouped panel
 * @property {string} [format] how its values are written, as `percent(1)`
 * @property {number} [width] of the column in pixels
 * @property {string} [cell] the module of the project that draws its cells
 * @property {true} [pin] whether it stays in sight, left of the others
 * @property {import("./overlays.js").OverlaySettings} [overlays] how what lies over its images is drawn
 *
 * @typedef {object} SortTerm
 * @property {string} by an expression
 * @property {"asc" | "desc"} dir
 * @property {"first"} [nulls] where nulls go; last if not said
 *
 * @typedef {object} Plot expressions, and what is set besides; each kind of plot has some of them
 * @property {string} [x]
 * @property {string} [y]
 * @property {string} [color]
 * @property {string} [size]
 * @property {string} [score]
 * @property {string} [truth]
 * @property {string} [positive] the value of the truth that counts as positive
 * @property {number} [bins]
 * @property {string} [image] the column whose media a gallery shows
 * @property {string} [of] the columns that a map is made of
 * @property {string} [method] how a map is made
 * @property {string} [hide] the classes that a map leaves out
 * @property {string} [window] the part of a map that is in sight
 * @property {"row" | "column" | "all"} [share] of what a heat map's counts are shares
 * @property {"log"} [x_scale]
 * @property {"log"} [y_scale]
 *
 * @typedef {object} Spec
 * @property {1} v
 * @property {SpecTable[]} tables
 * @property {string} [set] the table set that the tables are of
 * @property {Compare} [compare] how several tables stand together
 * @property {string} [filter]
 * @property {string} [search] what some text of each row holds
 * @property {string[]} [group]
 * @property {string} [pivot] the expression whose values are columns; the groups are the rows
 * @property {string} [cell] what stands in a pivot's cells: an aggregate, or `share of row` and the like
 * @property {SortTerm[]} [sort]
 * @property {SpecColumn[]} columns
 * @property {number[]} [pinned] numbers of rows that stand on top of every page
 * @property {number} rows
 * @property {string} row_height
 * @property {string} layout
 * @property {Plot} [plot] for layouts that are plots
 * @property {number} [height]
 * @property {true} [summaries] whether headers show what the filtered rows hold
 * @property {string} [selection] the name of what the panel shares with others of its page: each filters the others
 * @property {string} [module] the module of the project that draws the panel
 * @property {string} [control] of a panel that is a control in the text: what it is
 * @property {string} [selects] the rows that the panel keeps of the others
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
 * @typedef {{width: number, whole: boolean} | {unit: string}} Step the width of bins, of whole numbers or not, or a
 *   unit of time
 *
 * @typedef {object} AnswerColumn
 * @property {string} name
 * @property {string} label
 * @property {Type} type
 * @property {"key" | "count" | "cell" | "value"} role
 * @property {Show} show
 * @property {boolean} derived
 * @property {Domain} [domain]
 * @property {string} [format]
 * @property {Step} [step] of what size the ranges are that a key of groups stands for
 * @property {Show} [as] the aggregate that gives the values of a column of the table
 * @property {number[]} [members] the members that have a value each, in order: the cells are lists
 * @property {boolean} [labels] whether each cell is the label of a member
 * @property {Type[]} [types] of the members' values, where these differ
 * @property {{lo: number, hi: number}} [range] the least and the greatest finite number, where the format needs them
 * @property {number} [other] the place in each row of the value that the format compares with
 *
 * @typedef {object} Answer
 * @property {"rows" | "groups" | "plot" | "pivot" | "split" | "control"} kind
 * @property {import("../sql/control.js").ControlAnswer} [control] what a control in the text offers
 * @property {number} total
 * @property {number} filtered
 * @property {number | null} groups
 * @property {number} offset
 * @property {AnswerColumn[]} columns
 * @property {unknown[][]} rows
 * @property {number[]} [ids]
 * @property {{ids: number[], rows: unknown[][]}} [pinned]
 * @property {unknown[][]} [keys]
 * @property {import("../sql/plots/types.d.ts").PlotAnswer} [plot]
 * @property {Pivoted} [pivot]
 * @property {import("../maps/types.d.ts").MapAnswer} [map]
 * @property {Record<string, import("../sql/summaries.js").Summary>} [summaries] by the columns' names
 * @property {import("../compare/types.d.ts").AnswerMember[]} [members] of a comparison: those that are not hidden, in order
 * @property {boolean[][]} [present] of a joined row, which of these members have it
 * @property {number[]} [reached] where members are steps: the place in a joined row's lists that is reached, or -1
 * @property {number[]} [copies] of a joined row, which of several rows of one key it is, from 0
 * @property {unknown[]} [whole] of groups, what each column says of all rows, or null
 * @property {{member: number, first: number, answer: Answer}[]} [parts] of a split; `first` is the number that a member's
 *   first row has among the rows of all
 *
 * @typedef {{n: number, value: number | bigint | null}} PivotCell its number of rows, and what it says
 *
 * @typedef {object} Pivoted what stands beside the keys of a pivot's rows
 * @property {string} name of the expression whose values are the columns
 * @property {string} label
 * @property {Type} type
 * @property {boolean} derived
 * @property {Step} [step]
 * @property {string} text the expression in its canonical spelling
 * @property {unknown[]} values those that have a column of their own
 * @property {number} distinct how many values there are
 * @property {boolean} others whether the last column is of all values that have none
 * @property {string} cell what the cells say: `count`, an aggregate, or of what they are shares
 * @property {boolean} share
 * @property {(PivotCell | null)[][]} cells null where there are no rows
 * @property {(PivotCell | null)[]} rowTotals
 * @property {(PivotCell | null)[]} columnTotals over all groups, on whatever page they are
 * @property {PivotCell | null} whole
 * @property {number[]} diagonal for each row the column of the same value, or -1; empty where rows and columns are of
 *   different things
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
/** Plots add theirs. */
export const LAYOUTS = ["table"];
/** `p1` to `p99` are quantiles. */
export const SHOWS = (
  "value histogram distribution gallery count share sum mean median min max stddev p25 p75 distinct first list"
).split(" ");
/** What a control in the text can be. */
export const CONTROLS = ["select", "checkbox", "range", "search"];
export const MAX_ROWS = 1000;
export const DEFAULT_ROWS = 10;
export const HEIGHTS = { least: 80, most: 10000 };
