/** Distributions: the most frequent values of a column in each group. */

import { keyRefs, noted, refOf } from "../count/note.js";
import { keyType, toKeySql } from "../expr/index.js";
import { as, ordinals, select, sub } from "./build.js";
import { keyCells, keyedRows, packedKey } from "./keys.js";

/**
 * @typedef {import("../spec/types.js").Distribution} Distribution
 * @typedef {import("../spec/types.js").Frame} Frame
 * @typedef {import("./scope.js").Scope} Scope
 * @typedef {import("./shown.js").Shown} Shown
 */

const VALUES = 20;

/**
 * @param {Scope} scope
 * @param {Shown} column
 * @param {unknown[][] | null} only
 */
export function distributionSql(scope, { value }, only) {
  if (!value) throw new Error("a distribution needs a column of the rows");
  const { alias, keys } = scope;
  const [label, n] = [alias(keys.length), alias(keys.length + 1)];
  const type = keyType(value.type);
  const counted = select({
    columns: [...keys.map((_, index) => alias(index)), label, as("count(*)", n)],
    from: keyedRows(scope, [toKeySql(value.sql, value.type)], only),
    group: ordinals(keys.length + 1),
  });
  // Plain text sorts as ENUMs do, and is what a list can hold in every engine.
  const shown = type.kind === "text" ? `CAST(${label} AS VARCHAR)` : label;
  const sql = select({
    columns: [
      ...keyCells(scope),
      `min({'n': -${n}, 'v': ${shown}}, ${VALUES}) FILTER (WHERE ${label} IS NOT NULL)`,
      `count(${label})`,
      `CAST(coalesce(sum(${n}) FILTER (WHERE ${label} IS NULL), 0) AS BIGINT)`,
      `CAST(sum(${n}) AS BIGINT)`,
    ],
    from: sub(counted),
    group: ordinals(keys.length),
  });
  return noted(scope, sql, () => {
    const refs = keyRefs(scope, value);
    return refs && { kind: "values", keys: refs, ref: refOf(scope, value), most: VALUES };
  });
}

/**
 * @param {Scope} scope
 * @param {Frame} frame
 * @returns {(key: string) => Distribution}
 */
export function readDistribution(scope, frame) {
  const [tops, distinct, nulls, all] = frame.columns.slice(scope.keys.length);
  const cells = new Map(
    Array.from({ length: frame.length }, (_, row) => {
      const values = (tops[row] ?? []).map((/** @type {{n: number, v: unknown}} */ { n, v }) => [v, -n]);
      const cell = { values, distinct: distinct[row], nulls: nulls[row], n: all[row] - nulls[row] };
      return [packedKey(scope, frame, row), cell];
    }),
  );
  return (key) => cells.get(key) ?? { values: [], distinct: 0, nulls: 0, n: 0 };
}
