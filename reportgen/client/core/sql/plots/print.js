/** What a plot is drawn from, as one statement that people can read and run. */

import { toKeySql } from "../../expr/index.js";
import { KINDS } from "../../spec/plot_kinds.js";
import { ordinals, select } from "../build.js";
import { namedSql } from "../print.js";
import { sourceOf } from "./source.js";

/**
 * Its points, rows or groups; of a plot of aggregates, these by what it is drawn over.
 * @param {import("../../spec/types.js").Spec} spec a canonical one
 * @param {import("../../spec/types.js").TableSchema} schema
 * @returns {string}
 */
export function plotSql(spec, schema) {
  const { scope, channels, measure, unit } = sourceOf(spec, schema);
  const drawn = Object.values(channels);
  const measured = Object.values(KINDS[spec.layout].channels).includes("measure");
  const keys = measured
    ? drawn.map(({ sql, type, label }) => namedSql(toKeySql(sql, type), label))
    : unit === "groups"
    ? scope.keys.map(({ sql, name }) => namedSql(sql, name))
    : [];
  const values = measured
    ? [namedSql(measure.sql, measure.label)]
    : drawn.map(({ sql, label }) => namedSql(sql, label));
  const by = [...new Set(keys)];
  return select({
    columns: [...new Set([...keys, ...values])],
    from: scope.from,
    where: [scope.where],
    group: ordinals(by.length),
    order: ordinals(by.length),
  });
}
