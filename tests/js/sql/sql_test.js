import { installPivot } from "../../../reportgen/client/core/cells/pivot/install.js";
import { decodeFrame } from "../../../reportgen/client/core/frame.js";
import { installPlots } from "../../../reportgen/client/core/plots/install.js";
import { answerPanel } from "../../../reportgen/client/core/sql/answer.js";
import { factQuery } from "../../../reportgen/client/core/sql/fact.js";
import { galleryPage } from "../../../reportgen/client/core/sql/gallery.js";
import { panelSql } from "../../../reportgen/client/core/sql/print.js";
import { specFromOptions } from "../../../reportgen/client/core/spec/options.js";
import { statusText } from "../../../reportgen/client/core/spec/status.js";
import { equal } from "../assert.js";
import { ODD, PREDICTIONS } from "../tables.js";

/** @typedef {import("../../../reportgen/client/core/spec/types.js").TableSchema} TableSchema */

/** @param {Record<string, string>} options @param {TableSchema} schema */
function specOf(options, schema) {
  const { spec, problems } = specFromOptions(options, schema);
  equal(problems, []);
  return spec;
}

/** @type {[string, TableSchema, Record<string, string>, string][]} */
const PANELS = [
  [
    "filtered and sorted rows",
    PREDICTIONS,
    { columns: "id, score_9", filter: "guess = 4", sort: "score_9 desc" },
    `SELECT "id", "score_9"
FROM "predictions:v4"
WHERE "guess" = 4
ORDER BY CAST("score_9" AS DOUBLE) DESC NULLS LAST, "__row__"
LIMIT 10`,
  ],
  [
    "derived columns",
    PREDICTIONS,
    { columns: "lower(b) as c, upper(id) as b", rows: "3" },
    `SELECT "c", "b"
FROM (SELECT *, lower("b") AS "c" FROM (SELECT *, upper("id") AS "b" FROM "predictions:v4"))
ORDER BY "__row__"
LIMIT 3`,
  ],
  [
    "groups",
    PREDICTIONS,
    { columns: "image, avg(score_9) as mean", group: "guess", sort: "count desc" },
    `SELECT "guess", count(*) AS "count", avg(CAST("score_9" AS DOUBLE)) AS "mean"
FROM "predictions:v4"
GROUP BY 1
ORDER BY count(*) DESC NULLS LAST, "guess" ASC NULLS LAST
LIMIT 10`,
  ],
  [
    "odd names",
    ODD,
    { columns: 'a, "two words", "", upper("") as C0', filter: '"quo""te"' },
    `SELECT "a 2" AS "a", "two words", "column 4" AS "unnamed", "C0_2" AS "C0"
FROM (SELECT *, upper("column 4") AS "C0_2" FROM "an ""odd"" table")
WHERE "quo""te"
ORDER BY "__row__"
LIMIT 10`,
  ],
];

/** @type {typeof PANELS} */
const DRAWN = [
  [
    "a pivot has all of its cells",
    PREDICTIONS,
    {
      columns: "id, max(score_9) as top",
      group: "truth",
      pivot: "guess",
      cell: "top",
      sort: "count desc, truth desc",
    },
    `SELECT "truth", "guess", count(*) AS "count", max(CAST("score_9" AS DOUBLE)) AS "top"
FROM "predictions:v4"
GROUP BY 1, 2
ORDER BY "truth" DESC NULLS LAST, "truth" ASC NULLS LAST, "guess" ASC NULLS LAST`,
  ],
  [
    "a pivot of shares has the counts",
    PREDICTIONS,
    { group: "truth", pivot: "guess", cell: "share of row" },
    `SELECT "truth", "guess", count(*) AS "count"
FROM "predictions:v4"
GROUP BY 1, 2
ORDER BY "truth" ASC NULLS LAST, "guess" ASC NULLS LAST`,
  ],
  [
    "a plot of rows has its points",
    PREDICTIONS,
    { layout: "scatter", x: "score_0", y: "score_6 * 2", color: "truth", filter: "guess = 4" },
    `SELECT CAST("score_0" AS DOUBLE) AS "score_0", CAST("score_6" AS DOUBLE) * 2e0 AS "score_6 * 2", "truth"
FROM "predictions:v4"
WHERE "guess" = 4`,
  ],
  [
    "a plot of groups has their aggregates",
    PREDICTIONS,
    { layout: "scatter", x: "avg(score_0)", y: "count()", group: "truth" },
    `SELECT "truth", avg(CAST("score_0" AS DOUBLE)) AS "avg(score_0)", count(*) AS "count()"
FROM "predictions:v4"
GROUP BY 1
ORDER BY 1`,
  ],
  [
    "a plot of aggregates has them by its keys",
    PREDICTIONS,
    { layout: "bar", x: "truth", y: "score_9", color: "truth" },
    `SELECT "truth", CAST(avg(CAST("score_9" AS DOUBLE)) AS DOUBLE) AS "mean score_9"
FROM "predictions:v4"
GROUP BY 1
ORDER BY 1`,
  ],
];

installPivot();
installPlots();

for (const [name, schema, options, sql] of [...PANELS, ...DRAWN]) {
  Deno.test(`panelSql: ${name}`, () => equal(panelSql(specOf(options, schema), schema), sql));
}

Deno.test("an answer asks first for the page and the number of rows", () => {
  const spec = specOf({ columns: "c0, a", filter: '"quo""te"' }, ODD);
  const answering = answerPanel(spec, ODD, { offset: 20 });
  equal(answering.next().value, [
    `SELECT "__row__" AS c_0, CAST("c0" AS VARCHAR) AS c_1, "a 2" AS c_2
FROM "an ""odd"" table"
WHERE "quo""te"
ORDER BY "__row__"
LIMIT 10
OFFSET 20`,
    `SELECT count(*)
FROM "an ""odd"" table"
WHERE "quo""te"`,
  ]);
});

Deno.test("a page behind the end becomes the last one", () => {
  const spec = specOf({ columns: "a", filter: '"quo""te"', rows: "2" }, ODD);
  const answering = answerPanel(spec, ODD, { offset: 20 });
  answering.next();
  const empty = { names: ["r", "a"], columns: [[], []], length: 0 };
  const again = answering.next([empty, { names: ["n"], columns: [[3]], length: 1 }]);
  equal(/** @type {string[]} */ (again.value)[0].endsWith("OFFSET 2"), true);
  const { value, done } = answering.next([{ names: ["r", "a"], columns: [[4], [7]], length: 1 }]);
  equal(done, true);
  const answer = /** @type {import("../../../reportgen/client/core/spec/types.js").Answer} */ (value);
  equal([answer.offset, answer.filtered, answer.ids, answer.rows], [2, 3, [4], [[7]]]);
  equal(statusText(answer), "3 of 5 rows");
});

Deno.test("the pages of a large table are found by row numbers", () => {
  const large = { ...PREDICTIONS, rows: 1_000_000 };
  const spec = specOf({ columns: "id, score_9", sort: "score_9 desc", rows: "2" }, large);
  const answering = answerPanel(spec, large, { offset: 4 });
  equal(answering.next().value, [
    `SELECT "__row__" AS c0
FROM "predictions:v4"
ORDER BY CAST("score_9" AS DOUBLE) DESC NULLS LAST, "__row__"
LIMIT 2
OFFSET 4`,
  ]);
  equal(answering.next([{ names: ["c0"], columns: [[70, 3]], length: 2 }]).value, [
    `SELECT "__row__" AS c0, CAST("id" AS VARCHAR) AS c1, CAST("score_9" AS DOUBLE) AS c2
FROM "predictions:v4"
WHERE "__row__" IN (70, 3)`,
  ]);
  const cells = { names: ["c0", "c1", "c2"], columns: [[3, 70], ["x", "y"], [0.5, 0.75]], length: 2 };
  const answer = /** @type {any} */ (answering.next([cells]).value);
  equal(answer.rows, [["y", 0.75], ["x", 0.5]]);
});

Deno.test("the rows of a large table that stand in their own order are counted and found in one scan", () => {
  const large = { ...PREDICTIONS, rows: 1_000_000 };
  const spec = specOf({ columns: "score_9", filter: "score_9 > 0.5", rows: "2" }, large);
  const answering = answerPanel(spec, large, { offset: 4 });
  equal(answering.next().value, [
    `SELECT count(*), min("__row__", 6)
FROM "predictions:v4"
WHERE CAST("score_9" AS DOUBLE) > 0.5e0`,
  ]);
  // Only three rows are there: the last page is shown.
  equal(answering.next([{ names: ["n", "ids"], columns: [[3], [[5, 70, 800]]], length: 1 }]).value, [
    `SELECT "__row__" AS c0, CAST("score_9" AS DOUBLE) AS c1
FROM "predictions:v4"
WHERE "__row__" IN (800)`,
  ]);
  const answer = /** @type {any} */ (answering.next([
    { names: ["c0", "c1"], columns: [[800], [2.5]], length: 1 },
  ]).value);
  equal([answer.offset, answer.filtered, answer.ids, answer.rows], [2, 3, [800], [[2.5]]]);
});

Deno.test("a fact is one aggregate of the filtered rows", () => {
  const asking = factQuery("truth != guess", "count", PREDICTIONS);
  equal(asking.next().value, [
    `SELECT count(*) AS c0
FROM "predictions:v4"
WHERE "truth" IS DISTINCT FROM "guess"`,
  ]);
  equal(asking.next([{ names: ["c0"], columns: [[152]], length: 1 }]).value, 152);
});

Deno.test("a page of a gallery", () => {
  const spec = specOf({ columns: "image", group: "guess", sort: "score_9 desc" }, PREDICTIONS);
  const asking = galleryPage(spec, PREDICTIONS, [null], "image", { offset: 12, limit: 6 });
  equal(asking.next().value, [
    `SELECT "image" AS c0
FROM "predictions:v4"
WHERE ("image" IS NOT NULL) AND ("guess" IS NOT DISTINCT FROM CAST(NULL AS BIGINT))
ORDER BY CAST("score_9" AS DOUBLE) DESC NULLS LAST, "__row__"
LIMIT 6
OFFSET 12`,
    `SELECT count(*)
FROM "predictions:v4"
WHERE ("image" IS NOT NULL) AND ("guess" IS NOT DISTINCT FROM CAST(NULL AS BIGINT))`,
  ]);
});

Deno.test("bytes that are no Arrow are refused", () => {
  let refused = false;
  try {
    decodeFrame(Uint8Array.of(1, 2, 3));
  } catch {
    refused = true;
  }
  equal(refused, true);
});
