/** The values of a channel as numbers from nought: the most frequent values, or bins where a scale has many. */

import { keyType, toCellSql } from "../../expr/index.js";
import { rangeText } from "../../cells/bins.js";
import { formatNumber } from "../../cells/numbers.js";
import { formatCell } from "../../cells/text.js";
import { as, ordered, select, sub } from "../build.js";
import { finiteBin } from "../../count/bin.js";
import { scaleOf } from "../histogram.js";
import { keyLiteral } from "../keys.js";
import { inBin, valueTerm } from "./terms.js";

/**
 * @typedef {import("../../spec/types.js").Frame} Frame
 * @typedef {import("../../spec/types.js").Type} Type
 * @typedef {import("./source.js").Source} Source
 * @typedef {import("./source.js").Channel} Channel
 * @typedef {import("./types.d.ts").Domain} Domain
 *
 * @typedef {object} Codes
 * @property {string} sql the code of a point
 * @property {string[]} labels
 * @property {string[]} terms what each asks for; empty where that cannot be said
 * @property {boolean} steps whether they are bins of a scale
 * @property {string | null} note what is gathered in one, if anything is
 *
 * @typedef {object} Wanted
 * @property {number} most how many values may stand for themselves
 * @property {number} bins how many bins there are where a scale has more values
 * @property {boolean} [byCount] texts in the order of their frequency, else in their own
 */

/** One code for everything. @type {Codes} */
export const ONE = { sql: "0", labels: [""], terms: [""], steps: false, note: null };

const SPECIAL = /** @type {const} */ ({ other: "other", none: "no number" });

/**
 * The most frequent values with their counts, how many there are, and the ends of the scale.
 * @param {Source} source
 * @param {Channel} channel
 * @param {number} most
 * @param {string} usable
 */
export function codesSql({ wide, scope }, { key, number, type, scaled }, most, usable) {
  const [value, n, lo, hi] = [40, 41, 42, 43].map(scope.alias);
  const finite = `FILTER (WHERE isfinite(${number}))`;
  const values = select({
    columns: [
      as(key, value),
      as("count(*)", n),
      ...scaled ? [as(`min(${number}) ${finite}`, lo), as(`max(${number}) ${finite}`, hi)] : [],
    ],
    from: wide,
    where: [usable],
    group: ["1"],
  });
  const bounds = scaled ? [`min(${lo}) OVER ()`, `max(${hi}) OVER ()`] : [];
  return select({
    columns: [toCellSql(value, keyType(type)), n, "count(*) OVER ()", ...bounds],
    from: sub(values),
    order: [ordered(n, "desc"), ordered(value)],
    limit: most,
  });
}

/**
 * @param {Channel} channel
 * @param {Frame} frame
 * @param {Wanted} wanted
 * @returns {Codes}
 */
export function readCodes(channel, frame, { most, bins, byCount = false }) {
  const [values, , distinct, los, his] = frame.columns;
  const many = frame.length > 0 && distinct[0] > most;
  if (many && channel.scaled && los[0] !== null) {
    return binCodes(channel, scaleOf(los[0], his[0], channel.type.kind === "integer", bins));
  }
  const kept = many ? values.slice(0, most - 1) : values;
  const order = byCount && !hasOrder(channel.type) ? kept : inOrder(kept, channel.type);
  return valueCodes(channel, order, many ? distinct[0] - kept.length : 0);
}

/**
 * @param {Channel} channel
 * @param {unknown[]} values
 * @param {number} others how many values have no code of their own
 * @returns {Codes}
 */
function valueCodes({ key, text, type, rows }, values, others) {
  const cases = values.map((value, code) =>
    `WHEN ${key} ${value === null ? "IS NULL" : `= ${keyLiteral(value, keyType(type))}`} THEN ${code}`
  );
  const labels = values.map((value) => value === "" ? "(empty)" : formatCell(value, type, 60));
  const terms = values.map((value) => rows ? valueTerm(text, type, value) : "");
  const plural = others === 1 ? "value" : "values";
  return {
    sql: cases.length ? `CASE ${cases.join(" ")} ELSE ${values.length} END` : "0",
    labels: others || !values.length ? [...labels, SPECIAL.other] : labels,
    terms: others || !values.length ? [...terms, ""] : terms,
    steps: false,
    note: others ? `'other' stands for ${formatNumber(others)} more ${plural}` : null,
  };
}

/**
 * @param {Channel} channel
 * @param {Domain} domain
 * @returns {Codes}
 */
export function binCodes({ number, text, type, rows }, domain) {
  const { bins, lo, hi } = domain;
  const single = domain.integer && bins === hi - lo + 1;
  const width = (hi - lo) / bins;
  const ranges = Array.from(
    { length: bins },
    (_, bin) =>
      single
        ? { lo: lo + bin, hi: lo + bin }
        : { lo: lo + bin * width, hi: bin === bins - 1 ? hi : lo + (bin + 1) * width },
  );
  return {
    sql: `CASE WHEN isfinite(${number}) THEN least(${finiteBin(number, domain)}, ${
      bins - 1
    }) ELSE ${bins} END`,
    labels: [...ranges.map((range) => rangeText(range, domain, type)), SPECIAL.none],
    terms: [...ranges.map((_, bin) => rows ? inBin(text, type, domain, bin) : ""), ""],
    steps: true,
    note: null,
  };
}

/**
 * Without the codes at the end that nothing has.
 * @param {Codes} codes
 * @param {number[]} used
 * @returns {Codes}
 */
export function usedCodes(codes, used) {
  const last = codes.labels.length - 1;
  if (last < 1 || !codes.steps || used.includes(last)) return codes;
  return { ...codes, labels: codes.labels.slice(0, last), terms: codes.terms.slice(0, last) };
}

/** Whether the values of a type have an order that readers expect. @param {Type} type */
function hasOrder(type) {
  return type.kind !== "text" || Boolean(/** @type {{categories?: unknown}} */ (type).categories);
}

/**
 * The values in the order of their type; null stands last.
 * @param {unknown[]} values
 * @param {Type} type
 */
function inOrder(values, type) {
  const { categories = [] } = /** @type {{categories?: unknown[]}} */ (type);
  const numeric = type.kind === "decimal" || type.kind === "integer";
  const rank = (/** @type {unknown} */ value) =>
    categories.length ? categories.indexOf(value) : numeric ? Number(value) : value;
  return [...values].sort((a, b) => {
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    const [left, right] = /** @type {[any, any]} */ ([rank(a), rank(b)]);
    // NaN is the greatest number.
    if (Number.isNaN(left) || Number.isNaN(right)) {
      return Number(Number.isNaN(left)) - Number(Number.isNaN(right));
    }
    return left < right ? -1 : left > right ? 1 : 0;
  });
}
