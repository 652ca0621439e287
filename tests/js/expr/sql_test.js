import { checkExpression, printSql } from "../../../reportgen/client/core/expr/index.js";
import { equal } from "../assert.js";
import { SCHEMA } from "./schema.js";

/** As a filter. @type {[string, string][]} */
const FILTERS = [
  ["truth != guess", `"truth" IS DISTINCT FROM "guess"`],
  [`row["truth"] = "Plantae" && guess != 'x'`, `("truth" = 'Plantae') AND ("guess" IS DISTINCT FROM 'x')`],
  ["truth = guess", `"truth" IS NOT DISTINCT FROM "guess"`],
  ["not (guess = 'x')", `NOT ("guess" IS NOT DISTINCT FROM 'x')`],
  ["guess = null", `"guess" IS NULL`],
  ["null != guess", `"guess" IS NOT NULL`],
  [`"id" = -5`, `"id" = -5`],
  ["id = 9007199254740993", `"id" = 9007199254740993`],
  ["id = 99999999999999999999", `CAST("id" AS HUGEINT) = 99999999999999999999`],
  ["score_9 > 0.3", `CAST("score_9" AS DOUBLE) > 0.3e0`],
  ["price = 1.10", `"price" = 1.10`],
  ["at >= '2024-05-06T10:00+02:00'", `"at" >= TIMESTAMP '2024-05-06 08:00:00'`],
  ["day = '2024-05-06'", `"day" = DATE '2024-05-06'`],
  ["day < at", `TRY_CAST("day" AS TIMESTAMP) < "at"`],
  ["took > '1h 30min'", `"took" > 5400000000`],
  ["guess in ('a', 'b')", `"guess" IN ('a', 'b')`],
  ["guess not in ('a', 'b')", `NOT coalesce("guess" IN ('a', 'b'), FALSE)`],
  ["guess in ('a', null)", `coalesce("guess" IN ('a'), TRUE)`],
  ["guess in (truth, 'a')", `"guess" IS NOT DISTINCT FROM "truth" OR "guess" IS NOT DISTINCT FROM 'a'`],
  ["'x' in tags", `coalesce(list_contains("tags", 'x'), FALSE)`],
  ["guess like 'a%'", `"guess" LIKE 'a%'`],
  ["guess = 'it''s \"x\"'", `"guess" = 'it''s "x"'`],
  ["loss not between 1 and 2", `"loss" NOT BETWEEN 1e0 AND 2e0`],
  ["image = image", `struct_extract("image", 'file') IS NOT DISTINCT FROM struct_extract("image", 'file')`],
  ["mixed = 5", `TRY_CAST("mixed" AS DOUBLE) = 5e0`],
  ["mixed = 'a'", `"mixed" = '"a"'`],
];

/** As a value. @type {[string, string][]} */
const VALUES = [
  ["guess = 'a'", `"guess" IS NOT DISTINCT FROM 'a'`],
  ["id + 1", `TRY_CAST(CAST("id" AS HUGEINT) + 1 AS BIGINT)`],
  ["n + 1", `CAST("n" AS BIGINT) + 1`],
  ["n / 2", `CAST("n" AS DOUBLE) / 2e0`],
  ["n % 2", `CAST("n" AS BIGINT) % 2`],
  ["2 ** n", `pow(2e0, CAST("n" AS DOUBLE))`],
  ["guess + truth", `"guess" || "truth"`],
  ["guess.lower.len", `CAST(len(lower("guess")) AS BIGINT)`],
  ["meta.key", `struct_extract("meta", 'key')`],
  ["opts.k", `list_extract(map_extract("opts", 'k'), 1)`],
  ["config.lr", `"config.lr"`],
  ["tags[0]", `list_extract("tags", 1)`],
  ["tags[-1]", `list_extract("tags", -1)`],
  ["logits.max", `list_max(CAST("logits" AS DOUBLE[]))`],
  [
    "at - day",
    `TRY_CAST(CAST(epoch_us(TRY_CAST("at" AS TIMESTAMP)) AS HUGEINT) - ` +
    `epoch_us(TRY_CAST("day" AS TIMESTAMP)) AS BIGINT)`,
  ],
  [
    "case guess when 'a' then 1 else 0.5 end",
    `CASE WHEN "guess" IS NOT DISTINCT FROM 'a' THEN 1e0 ELSE 0.5e0 END`,
  ],
  ["log(loss)", `CASE WHEN "loss" > 0 THEN ln("loss") END`],
  ["guess::integer", `TRY_CAST("guess" AS BIGINT)`],
];

/** Over a group. @type {[string, string][]} */
const AGGREGATES = [
  ["count", "count(*)"],
  ["row.count", "count(*)"],
  ["guess.count", `count("guess")`],
  ["count(distinct guess)", `count(DISTINCT "guess")`],
  ["score_9.avg", `avg(CAST("score_9" AS DOUBLE))`],
  ["share(truth != guess)", `avg(CAST(("truth" IS DISTINCT FROM "guess") AS INTEGER))`],
  ["sum(id) / count", `CAST(sum("id") AS DOUBLE) / CAST(count(*) AS DOUBLE)`],
  ["avg(logits.max)", `avg(list_max(CAST("logits" AS DOUBLE[])))`],
];

Deno.test("filters", () => {
  for (const [text, sql] of FILTERS) equal(printed(text, "no", true), sql, text);
});

Deno.test("values", () => {
  for (const [text, sql] of VALUES) equal(printed(text, "no", false), sql, text);
});

Deno.test("aggregates", () => {
  for (const [text, sql] of AGGREGATES) equal(printed(text, "only", false), sql, text);
});

Deno.test("a column is read under its name in the file", () => {
  const columns = [{ name: "a", sql: "c0", type: /** @type {const} */ ({ kind: "text" }) }];
  const { tree, columns: used } = checkExpression("a = 'x'", { columns });
  equal(tree && printSql(tree, { filter: true }), `"c0" = 'x'`);
  equal(used, ["a"]);
});

Deno.test("the columns that are read are known", () => {
  equal(checkExpression("guess = truth or guess = 'id'", SCHEMA).columns, ["guess", "truth"]);
});

Deno.test("keys may stand beside aggregates", () => {
  /** @type {import("../../../reportgen/client/core/expr/check.js").Options} */
  const options = { aggregates: "yes", keys: ["guess", "lower(truth)"] };
  equal(checkExpression("guess + toString(count) + truth.lower", SCHEMA, options).problems, []);
  equal(checkExpression("loss", SCHEMA, options).aggregate, false);
});

/** @param {string} text @param {"no" | "only"} aggregates @param {boolean} filter */
function printed(text, aggregates, filter) {
  const { tree, problems } = checkExpression(text, SCHEMA, { aggregates, filter });
  equal(problems, [], text);
  return tree && printSql(tree, { filter });
}
