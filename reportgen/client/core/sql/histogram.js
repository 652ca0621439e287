/** Histograms: one scale a column over all filtered rows, one GROUP BY key and bin a column. */

import { finiteBin, INFINITE, NAN, NULLS } from "../count/bin.js";
import { keyRefs, noted, refOf } from "../count/note.js";
import { as, ordinals, select, sub, unionAll } from "./build.js";
import { keyCells, keyedRows, packedKey } from "./keys.js";

/**
 * @typedef {import("../spec/types.js").Domain} Domain
 * @typedef {import("../spec/types.js").Frame} Frame
 * @typedef {import("../spec/types.js").Histogram} Histogram
 * @typedef {import("../spec/types.js").Type} Type
 * @typedef {import("./scope.js").Scope} Scope
 * @typedef {import("./shown.js").Shown} Shown
 */

const BINS = 20;

/**
 * A column as a DOUBLE: numbers as they are, moments in microseconds since 1970.
 * @param {string} sql
 * @param {Type} type
 * @returns {string}
 */
export function numberSql(sql, type) {
  if (type.kind !== "timestamp" && type.kind !== "date") return `CAST(${sql} AS DOUBLE)`;
  const micros = `CAST(epoch_us(CAST(${sql} AS TIMESTAMP)) AS DOUBLE)`;
  return `CASE WHEN isfinite(${sql}) THEN ${micros} WHEN ${sql} IS NULL THEN NULL ELSE CAST('inf' AS DOUBLE) END`;
}

/**
 * The least and the greatest finite value of each column, over all filtered rows.
 * @param {Scope} scope
 * @param {Shown[]} columns
 */
export function domainSql(scope, columns) {
  return boundsSql(scope, columns, true);
}

/**
 * The scales of columns. To leave out what is not finite takes four times as long, and is asked for where there is such
 * a value.
 * @param {Scope} scope
 * @param {Shown[]} columns at least one
 * @returns {Generator<string[], (Domain | undefined)[], Frame[]>}
 */
export function* findScales(scope, columns) {
  const bounds = (yield [boundsSql(scope, columns, false)])[0].columns.map((column) => column[0]);
  const odd = columns.filter((_, index) => [bounds[2 * index], bounds[2 * index + 1]].some(isOdd));
  const finite = odd.length ? (yield [domainSql(scope, odd)])[0].columns.map((column) => column[0]) : [];
  return columns.map((column, index) => {
    const at = odd.indexOf(column);
    column.finite = at < 0;
    const [lo, hi] = at < 0 ? bounds.slice(2 * index) : finite.slice(2 * at);
    return domainOf(column, lo, hi);
  });
}

/** @param {unknown} bound */
function isOdd(bound) {
  return typeof bound === "number" && !Number.isFinite(bound);
}

/**
 * @param {Scope} scope
 * @param {Shown[]} columns
 * @param {boolean} finite leave out what is not
 */
function boundsSql(scope, columns, finite) {
  const bounds = columns.flatMap(({ value }) => {
    if (!value) return [];
    const x = numberSql(value.sql, value.type);
    const only = finite && value.type.kind === "float" ? ` FILTER (WHERE isfinite(${x}))` : "";
    return [`min(${x})${only}`, `max(${x})${only}`];
  });
  const sql = select({
    columns: bounds.map((sql, index) => as(sql, scope.alias(index))),
    from: scope.from,
    where: [scope.where],
  });
  return noted(scope, sql, () => ({
    kind: "bounds",
    columns: columns.map(({ value }) => ({ ref: refOf(scope, value), finite })),
  }));
}

/**
 * @param {Shown} column
 * @param {number | null} lo
 * @param {number | null} hi
 * @returns {Domain | undefined}
 */
export function domainOf({ value }, lo, hi) {
  if (lo === null || hi === null) return undefined;
  return scaleOf(lo, hi, value?.type.kind === "integer");
}

/**
 * @param {number} lo
 * @param {number} hi
 * @param {boolean} integer
 * @param {number} [most] how many bins
 * @returns {Domain}
 */
export function scaleOf(lo, hi, integer, most = BINS) {
  if (lo === hi) return { lo, hi, bins: 1, integer };
  return { lo, hi, bins: integer && hi - lo < most ? hi - lo + 1 : most, integer };
}

/**
 * @param {Scope} scope
 * @param {Shown[]} columns
 * @param {unknown[][] | null} only
 * @param {{bare?: boolean}} [how] `bare`: nothing but counts, as headers show them
 */
export function histogramSql(scope, columns, only, { bare = false } = {}) {
  const sql = unionAll(columns.map((column, index) => countBins(scope, column, index, { only, bare })));
  return noted(scope, sql, () => {
    const keys = keyRefs(scope);
    const counted = columns.map(({ value, domain }) => ({ ref: refOf(scope, value), domain }));
    return keys && { kind: "bins", keys, columns: counted, bare };
  });
}

/**
 * @param {Scope} scope
 * @param {Shown} column
 * @param {number} index
 * @param {{only: unknown[][] | null, bare: boolean}} how
 */
function countBins(scope, column, index, { only, bare }) {
  const { value } = column;
  if (!value) throw new Error("a histogram needs a column of the rows");
  const { alias, keys } = scope;
  const x = alias(keys.length);
  const numbers = bare ? ["NULL", "NULL", "NULL"] : [`min(${x})`, `max(${x})`, `sum(${x})`];
  const counts = [binSql(x, column), "count(*)", ...numbers];
  const names = counts.map((_, at) => alias(keys.length + 1 + at));
  const counted = select({
    columns: [...keys.map((_, at) => alias(at)), ...counts.map((sql, at) => as(sql, names[at]))],
    from: keyedRows(scope, [numberSql(value.sql, value.type)], only),
    group: ordinals(keys.length + 1),
  });
  // Keys become cells once they are few: a text for each row would take three times as long.
  return select({ columns: [String(index), ...keyCells(scope), ...names], from: sub(counted) });
}

/**
 * The bin of x, or the mark of what has none.
 * @param {string} x
 * @param {Shown} column
 */
function binSql(x, { domain, finite }) {
  // Nulls have no bin then; a CASE takes a tenth of the question's time.
  if (finite && domain && domain.bins > 1) return finiteBin(x, domain);
  const bin = domain ? `WHEN isfinite(${x}) THEN ${finiteBin(x, domain)} ` : "";
  return `CASE ${bin}WHEN ${x} IS NULL THEN ${NULLS} WHEN isnan(${x}) THEN ${NAN} ELSE ${INFINITE} END`;
}

/**
 * @param {Scope} scope
 * @param {Shown[]} columns
 * @param {Frame} frame
 * @returns {((key: string) => Histogram)[]}
 */
export function readHistograms(scope, columns, frame) {
  /** @type {Map<string, Histogram>[]} */
  const found = columns.map(() => new Map());
  const [bins, counts, lows, highs, sums] = frame.columns.slice(1 + scope.keys.length);
  for (let row = 0; row < frame.length; row++) {
    const index = frame.columns[0][row];
    const key = packedKey(scope, frame, row, 1);
    const cell = found[index].get(key) ?? emptyHistogram(columns[index].domain);
    found[index].set(key, cell);
    addBin(cell, bins[row], counts[row], lows[row], highs[row], sums[row]);
  }
  for (const cells of found) {
    // Until here the mean is the sum.
    for (const cell of cells.values()) if (cell.mean !== null) cell.mean /= cell.n;
  }
  return columns.map(({ domain }, index) => (key) => found[index].get(key) ?? emptyHistogram(domain));
}

/**
 * @param {Histogram} cell
 * @param {number | null} bin null for nulls too, where nothing else is without a bin
 * @param {number} count
 * @param {number | null} low null where only counts are asked for
 * @param {number | null} high
 * @param {number | null} sum
 */
function addBin(cell, bin, count, low, high, sum) {
  if (bin === NULLS || bin === null) cell.nulls += count;
  else if (bin === NAN) cell.nan += count;
  else if (bin === INFINITE) cell.inf += count;
  else {
    cell.counts[Math.min(bin, cell.counts.length - 1)] += count;
    cell.n += count;
    if (low === null || high === null || sum === null) return;
    cell.min = cell.min === null ? low : Math.min(cell.min, low);
    cell.max = cell.max === null ? high : Math.max(cell.max, high);
    cell.mean = (cell.mean ?? 0) + sum;
  }
}

/**
 * @param {Domain | undefined} domain
 * @returns {Histogram}
 */
function emptyHistogram(domain) {
  const counts = new Array(domain?.bins ?? 0).fill(0);
  return { counts, nulls: 0, nan: 0, inf: 0, n: 0, min: null, max: null, mean: null };
}
