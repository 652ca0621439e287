/** What the filtered rows hold of single columns, for the headers of a panel and for the controls that filter by them. */

import { noted, refOf } from "../count/note.js";
import { toKeySql } from "../expr/index.js";
import { pack } from "../wire.js";
import { answerPanel } from "./answer.js";
import { as, select } from "./build.js";
import { distributionSql, readDistribution } from "./distribution.js";
import { findScales, histogramSql, readHistograms } from "./histogram.js";
import { scopeOf } from "./scope.js";

/**
 * @typedef {import("../spec/types.js").Answer} Answer
 * @typedef {import("../spec/types.js").Answering} Answering
 * @typedef {import("../spec/types.js").Domain} Domain
 * @typedef {import("../spec/types.js").Distribution} Distribution
 * @typedef {import("../spec/types.js").Frame} Frame
 * @typedef {import("../spec/types.js").Histogram} Histogram
 * @typedef {import("../spec/types.js").Spec} Spec
 * @typedef {import("../spec/types.js").TableSchema} TableSchema
 * @typedef {import("../spec/types.js").Type} Type
 * @typedef {import("./scope.js").Scope} Scope
 * @typedef {import("./scope.js").Value} Value
 * @typedef {import("./shown.js").Shown} Shown
 *
 * @typedef {object} Counted
 * @property {number} rows the filtered ones
 * @property {number | null} distinct how many different values there are, null not among them; null where nobody counts
 * @property {boolean} rough whether `distinct` is an estimate
 *
 * @typedef {Counted & {show: "histogram", domain: Domain | null, value: Histogram}} HistogramSummary the domain is that of
 *   all rows, so that a filter leaves the scale as it is
 * @typedef {Counted & {show: "distribution", value: Distribution}} DistributionSummary
 * @typedef {Counted & {show: "nulls", value: {nulls: number}}} NullSummary
 * @typedef {HistogramSummary | DistributionSummary | NullSummary} Summary
 * @typedef {Record<string, Domain | null>} Domains by the columns' names
 */

/** From so many rows on, different values of numbers are estimated. */
const ROUGH_ROWS = 100_000;
/** The key of the one group that holds all rows. */
const ALL = pack([]);
const HISTOGRAMS = new Set(["integer", "float", "decimal", "duration", "timestamp", "date"]);
const DISTRIBUTIONS = new Set(["integer", "text", "boolean", "time"]);

/**
 * In which form a column of this type is summarised.
 * @param {Type & {classes?: object, format?: string}} type
 * @returns {Summary["show"]}
 */
export function summaryForm({ kind, classes, format }) {
  if (HISTOGRAMS.has(kind) && !classes) return "histogram";
  return DISTRIBUTIONS.has(kind) && !format ? "distribution" : "nulls";
}

/**
 * @param {Spec} spec a canonical one
 * @param {TableSchema} schema
 * @param {string[]} names of columns, the table's or derived
 * @param {Domains} [known] what earlier answers have found
 * @returns {Generator<string[], Record<string, Summary>, Frame[]>}
 */
export function* answerSummaries(spec, schema, names, known = {}) {
  const scope = scopeOf(asRows(spec, names), schema);
  const shown = scope.values.filter(({ entry, aggregate }) => names.includes(entry.name) && !aggregate)
    .map(shownValue);
  const bins = shown.filter(({ show }) => show === "histogram");
  const others = shown.filter(({ show }) => show === "distribution");
  yield* findDomains(scope, bins, known);
  const [counts, ...frames] = yield [
    countSql(scope, shown),
    ...bins.length ? [histogramSql(scope, bins, null, { bare: true })] : [],
    ...others.map((column) => distributionSql(scope, column, null)),
  ];
  const rough = isRough(scope) && !counts.exact;
  const read = bins.length ? readHistograms(scope, bins, frames[0]) : [];
  const rest = bins.length ? frames.slice(1) : frames;
  return Object.fromEntries(shown.map((column, index) => {
    const [there, distinct] = [1, 2].map((at) => counts.columns[2 * index + at][0]);
    const counted = { rows: counts.columns[0][0], distinct, rough: false };
    const cell = column.show === "histogram"
      ? read[bins.indexOf(column)](ALL)
      : column.show === "distribution"
      ? readDistribution(scope, rest[others.indexOf(column)])(ALL)
      : null;
    return [nameOf(column), summaryOf(column, counted, counted.rows - there, cell, rough)];
  }));
}

/**
 * @param {Shown} column
 * @param {Counted} counted
 * @param {number} nulls
 * @param {any} cell a histogram or a distribution
 * @param {boolean} rough
 * @returns {Summary}
 */
function summaryOf({ show, domain }, counted, nulls, cell, rough) {
  if (show === "histogram") return { ...counted, rough, show, domain: domain ?? null, value: cell };
  if (show === "distribution") return { ...counted, distinct: cell.distinct, show, value: cell };
  return { ...counted, show: "nulls", value: { nulls } };
}

/**
 * A panel's answer with the summaries of its headers, where its spec asks for them: what the build draws.
 * @param {Spec} spec
 * @param {TableSchema} schema
 * @param {{offset?: number}} options
 * @returns {Answering}
 */
export function* answerWhole(spec, schema, options) {
  const answer = yield* answerPanel(spec, schema, options);
  if (!spec.summaries || answer.kind !== "rows") return answer;
  const summaries = yield* answerSummaries(spec, schema, answer.columns.map(({ name }) => name));
  return { ...answer, summaries };
}

/**
 * The spec of the rows with these columns; derived ones stay, since the filter may need them.
 * @param {Spec} spec
 * @param {string[]} names
 * @returns {Spec}
 */
function asRows(spec, names) {
  const entries = spec.columns.filter(({ expr }) => expr !== undefined);
  const derived = new Set(entries.map(({ name }) => name));
  const own = names.filter((name) => !derived.has(name)).map((name) => ({ name }));
  const shown = entries.map((entry) => ({ ...entry, hidden: !names.includes(entry.name) }));
  return { ...spec, group: [], sort: [], columns: [...own, ...shown] };
}

/**
 * @param {Value} value
 * @returns {Shown}
 */
function shownValue(value) {
  const show = /** @type {any} */ (summaryForm(value.type));
  const answer = () => {
    throw new Error("a summary is no column of an answer");
  };
  return { role: "value", show, key: -1, single: null, value, answer };
}

/** @param {Shown} column */
function nameOf({ value }) {
  return value?.entry.name ?? "";
}

/**
 * The scales of histograms, over all rows.
 * @param {Scope} scope
 * @param {Shown[]} columns
 * @param {Domains} known
 * @returns {Generator<string[], void, Frame[]>}
 */
function* findDomains(scope, columns, known) {
  const unknown = columns.filter((column) => known[nameOf(column)] === undefined);
  for (const column of columns) column.domain = known[nameOf(column)] ?? undefined;
  if (!unknown.length) return;
  const found = yield* findScales({ ...scope, where: null }, unknown);
  unknown.forEach((column, index) => column.domain = found[index]);
}

/**
 * How many rows there are, and of each column how many values and how many different ones.
 * @param {Scope} scope
 * @param {Shown[]} columns
 */
function countSql(scope, columns) {
  const counts = columns.flatMap(({ value, show }) => {
    if (!value) return [];
    const key = toKeySql(value.sql, value.type);
    const rough = isRough(scope) ? `approx_count_distinct(${key})` : `count(DISTINCT ${key})`;
    return [`count(${value.sql})`, show === "histogram" ? rough : "NULL"];
  });
  const sql = select({
    columns: ["count(*)", ...counts].map((sql, index) => as(sql, scope.alias(index))),
    from: scope.from,
    where: [scope.where],
  });
  return noted(scope, sql, () => ({
    kind: "totals",
    columns: columns.map(({ value, show }) => ({ ref: refOf(scope, value), distinct: show === "histogram" })),
  }));
}

/** @param {Scope} scope */
function isRough({ total }) {
  return total >= ROUGH_ROWS;
}
