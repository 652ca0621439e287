/** What a control in the text is drawn from: the values or the scale of its column, and how many rows have them. */

import { keyType, toCellSql, toKeySql, writeName } from "../expr/index.js";
import { as, ordered, select } from "./build.js";
import { valueTerm } from "./plots/terms.js";
import { scopeOf } from "./scope.js";
import { answerSummaries } from "./summaries.js";

/**
 * @typedef {import("../spec/types.js").Spec} Spec
 * @typedef {import("../spec/types.js").TableSchema} TableSchema
 * @typedef {import("./scope.js").Scope} Scope
 * @typedef {import("./scope.js").Value} Value
 * @typedef {{value: unknown, text: string | null, n: number}} Choice a value of the column, as the language writes it (null for
 *   null), and how many rows have it
 * @typedef {{choices?: Choice[], distinct?: number, summary?: import("./summaries.js").HistogramSummary}} ControlAnswer
 */

/** Values that a list offers. */
const MOST = 500;

/**
 * @param {Spec} spec a canonical one, of one column
 * @param {TableSchema} schema
 * @returns {import("../spec/types.js").Answering}
 */
export function* answerControl(spec, schema) {
  const scope = scopeOf({ ...spec, group: [], sort: [] }, schema);
  const [value] = scope.values;
  const [counts] = yield [
    select({ columns: [as("count(*)", scope.alias(0))], from: scope.from, where: [scope.where] }),
  ];
  const { entry, type } = value;
  const control = yield* controlOf(spec, schema, scope, value);
  return {
    kind: "control",
    total: scope.total,
    filtered: counts.columns[0][0],
    groups: null,
    offset: 0,
    columns: [{
      name: entry.name,
      label: entry.label ?? entry.name,
      type,
      role: "cell",
      show: "value",
      derived: entry.expr !== undefined,
    }],
    rows: [],
    control,
  };
}

/**
 * @param {Spec} spec
 * @param {TableSchema} schema
 * @param {Scope} scope
 * @param {Value} value
 * @returns {Generator<string[], ControlAnswer, import("../frame.js").Frame[]>}
 */
function* controlOf(spec, schema, scope, value) {
  if (spec.control === "search") return {};
  if (spec.control === "range") {
    const { name } = value.entry;
    const found = yield* answerSummaries({ ...spec, columns: spec.columns }, schema, [name]);
    return { summary: /** @type {import("./summaries.js").HistogramSummary} */ (found[name]) };
  }
  const [frame] = yield [choicesSql(scope, value)];
  const [values, counts, distinct] = frame.columns;
  const choices = values.map((one, row) => ({
    value: one,
    text: one === null
      ? null
      : valueTerm(writeName(value.entry.name), value.type, one).replace(/^.* = /s, ""),
    n: counts[row],
  }));
  return { choices, distinct: distinct[0] ?? 0 };
}

/**
 * The most frequent values in their order, of all rows; the numbers are of those that the others keep.
 * @param {Scope} scope
 * @param {Value} value
 */
function choicesSql({ from, where, wide, alias }, { sql, type }) {
  const [key, n, all] = [alias(0), alias(1), alias(2)];
  const kept = where === null ? "" : ` FILTER (WHERE ${where})`;
  const columns = [as(toKeySql(sql, type), key), as(`count(*)${kept}`, n), as("count(*)", all)];
  const counted = select({ columns, from, where: [wide], group: ["1"] });
  const most = select({
    columns: [key, n, as("count(*) OVER ()", alias(3))],
    from: `(\n${counted}\n)`,
    order: [ordered(all, "desc"), ordered(key)],
    limit: MOST,
  });
  return select({
    columns: [toCellSql(key, keyType(type)), n, alias(3)],
    from: `(\n${most}\n)`,
    order: [ordered(key)],
  });
}
