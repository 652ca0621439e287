import { deriveColumn, refineSpec } from "../../../reportgen/client/core/spec/refine.js";
import { specFromOptions } from "../../../reportgen/client/core/spec/options.js";
import { viewQuery } from "../../../reportgen/client/core/sql/query.js";
import { equal } from "../assert.js";
import { ODD, PREDICTIONS } from "../tables.js";

/** @typedef {import("../../../reportgen/client/core/spec/types.js").TableSchema} TableSchema */

/** @param {Record<string, string>} options @param {TableSchema} schema */
function specOf(options, schema) {
  const { spec, problems } = specFromOptions(options, schema);
  equal(problems, []);
  return spec;
}

/**
 * The statement of a view that has no histograms, so that nothing is asked before.
 * @param {Record<string, string>} options @param {TableSchema} schema @param {number} [limit]
 */
function queryOf(options, schema, limit) {
  const { value, done } = viewQuery(specOf(options, schema), schema, { limit }).next();
  if (!done) throw new Error("the statement should need no question");
  return /** @type {import("../../../reportgen/client/core/sql/query.js").Query} */ (value);
}

Deno.test("rows are all rows, of their own types", () => {
  const { sql, columns } = queryOf({ columns: "id, score_9 as nine", sort: "score_9 desc" }, PREDICTIONS);
  equal(
    sql,
    `SELECT "id", "score_9" AS "nine"
FROM "predictions:v4"
ORDER BY CAST("score_9" AS DOUBLE) DESC NULLS LAST, "__row__"`,
  );
  equal(columns.map(({ name, type }) => [name, type.kind]), [["id", "text"], ["nine", "float"]]);
});

Deno.test("names that SQL does not tell apart get others, and the result says whose they are", () => {
  const { sql, columns } = queryOf({ columns: 'a, A, ""' }, ODD, 7);
  equal(columns.map(({ name, sql }) => [name, sql]), [["a", "a"], ["A", "A_2"], ["", "unnamed"]]);
  equal(sql.endsWith("LIMIT 7"), true);
});

Deno.test("groups with aggregates are one plain statement", () => {
  const { sql } = queryOf(
    { columns: "avg(score_9) as mean", group: "guess", sort: "count desc" },
    PREDICTIONS,
  );
  equal(
    sql,
    `WITH groups AS (
SELECT "guess" AS c0, count(*) AS c1, avg(CAST("score_9" AS DOUBLE)) AS c2, count(*) AS c3
FROM "predictions:v4"
GROUP BY 1
)
SELECT groups.c0 AS "guess", groups.c1 AS "count", groups.c2 AS "mean"
FROM groups
ORDER BY groups.c3 DESC NULLS LAST, groups.c0 ASC NULLS LAST`,
  );
});

Deno.test("a histogram's scale is asked first", () => {
  const asked = viewQuery(specOf({ columns: "score_9", group: "guess" }, PREDICTIONS), PREDICTIONS);
  const [statement] = /** @type {string[]} */ (asked.next().value);
  equal(statement.startsWith("SELECT min("), true);
  const { value } = asked.next([{ names: [], columns: [[0], [1]], length: 1 }]);
  const { sql } = /** @type {import("../../../reportgen/client/core/sql/query.js").Query} */ (value);
  equal(sql.includes("'lo': CAST('0' AS DOUBLE), 'hi': CAST('1' AS DOUBLE)"), true);
});

Deno.test("a spec is refined in the directive's words", () => {
  const first = specOf({ filter: "guess = 4", columns: "id, score_6 + score_9 as loops" }, PREDICTIONS);
  const { spec, problems } = refineSpec(
    first,
    { filter: "loops > 1 or loops < 0", columns: "id", sort: "loops desc" },
    PREDICTIONS,
  );
  equal(problems, []);
  equal(spec.filter, "guess = 4 and (loops > 1 or loops < 0)");
  equal(spec.columns, [{ name: "id" }, { name: "loops", expr: "score_6 + score_9", hidden: true }]);
  equal(spec.sort, [{ by: "loops", dir: "desc" }]);
  const wrong = refineSpec(first, { sort: "id, loop" }, PREDICTIONS);
  equal(wrong.problems.map(({ code, at }) => [code, at]), [
    ["column-unknown", { option: "sort", start: 4, end: 8 }],
  ]);
  equal(wrong.spec, first);
});

Deno.test("a derived column's problem is in its own text", () => {
  const first = specOf({ columns: "id" }, PREDICTIONS);
  equal(deriveColumn(first, "twice", "2 * guess", PREDICTIONS).spec.columns, [
    { name: "id" },
    { name: "twice", expr: "2 * guess" },
  ]);
  const { problems } = deriveColumn(first, "twice", "2 * gues", PREDICTIONS);
  equal(problems.map(({ at }) => at), [{ option: "columns", start: 4, end: 8 }]);
});
