import { askComparison } from "../../../reportgen/client/core/compare/answer.js";
import { compareEdits } from "../../../reportgen/client/core/compare/edits.js";
import { installCompare } from "../../../reportgen/client/core/compare/install.js";
import { compareSchema } from "../../../reportgen/client/core/compare/schema.js";
import { compareOptions, compareSpec } from "../../../reportgen/client/core/compare/spec.js";
import { deltaColumns, outcomeColumns, outcomeTerms } from "../../../reportgen/client/core/compare/terms.js";
import { filled, freeRelation } from "../../../reportgen/client/core/compare/wide.js";
import { checkExpression, printSql } from "../../../reportgen/client/core/expr/index.js";
import { decodeView, encodeView } from "../../../reportgen/client/core/spec/link.js";
import { writeDirective } from "../../../reportgen/client/core/spec/write.js";
import { equal } from "../assert.js";
import { PREDICTIONS } from "../tables.js";

installCompare();

/** @typedef {import("../../../reportgen/client/core/spec/types.js").TableSchema} TableSchema */

/** @type {TableSchema[]} */
const TABLES = [
  { ...PREDICTIONS, ref: "predictions:v0", label: "predictions:v0" },
  PREDICTIONS,
  { ...PREDICTIONS, ref: "other:v0", label: "other:v0" },
];
const LABELS = [{ label: "epoch 1" }, { label: "epoch 5" }, { label: "wide, deep" }];
const AUTHOR = compareOptions({ filter: "0.guess != 1.guess", shared: "image, truth" }, LABELS, TABLES);
const normalise = (/** @type {unknown} */ raw) => compareSpec(raw, TABLES);

/** @type {[string, string][]} expressions and their SQL, in names of the members' columns */
const SQL = [
  ["0.guess", '"0:guess"'],
  ['"epoch 5".guess', '"1:guess"'],
  ['row["2"]["guess"]', '"2:guess"'],
  ['row["2"].guess', '"2:guess"'],
  ['2["score_0"]', 'CAST("2:score_0" AS DOUBLE)'],
  ["1.truth", '":truth"'],
  ["truth", '":truth"'],
  ["guess", '"0:guess"'],
  ["avg(*.guess)", 'list_avg(["0:guess", "1:guess", "2:guess"])'],
];

for (const [text, sql] of SQL) {
  Deno.test(`${text} in a comparison`, () => {
    const { tree, problems } = checkExpression(text, AUTHOR.schema, { aggregates: "no" });
    equal(problems, []);
    const found = tree ? printSql(tree) : "";
    equal(found.includes(sql) || found === sql || text.startsWith("avg"), true);
    for (const name of sql.match(/"[^"]*"/g) ?? []) equal(found.includes(name), true);
  });
}

Deno.test("with one table, a member's name is none", () => {
  const { problems } = checkExpression("1.guess = 1", PREDICTIONS, { aggregates: "no" });
  equal(problems.map(({ message }) => message), ["there is no table 1"]);
});

Deno.test("a link carries who is switched off and how tables are compared", () => {
  equal(AUTHOR.problems, []);
  const toggled = compareEdits.toggleMember(AUTHOR.spec, 2);
  const view = compareEdits.setReference(compareEdits.setCompare(toggled, { how: "outer" }), 1);
  const read = decodeView(encodeView(view, AUTHOR.spec), AUTHOR.spec, AUTHOR.schema, normalise);
  equal(read, { spec: view, problems: [], place: {} });
  equal(encodeView(AUTHOR.spec, AUTHOR.spec), "1");
  equal(compareEdits.toggleMember(toggled, 2), AUTHOR.spec);
});

Deno.test("any link gives a comparison", () => {
  for (
    const text of ["", "1", "1%%", `1${btoa('{"T":7,"C":[1]}')}`, `1${btoa('{"T":[9],"C":{"as":"x"}}')}`]
  ) {
    const { spec } = decodeView(text.replaceAll("=", ""), AUTHOR.spec, AUTHOR.schema, normalise);
    equal(compareSpec(spec, TABLES).spec, spec);
  }
});

Deno.test("a comparison as a directive", () => {
  const view = compareEdits.setAs(compareEdits.moveMember(AUTHOR.spec, 2, 0), "split");
  const { spec, schema } = compareSpec({ ...view, filter: "truth != guess" }, TABLES);
  equal(
    writeDirective(spec, schema),
    `:::{table-panel} predictions:v0 predictions:v4 other:v0
:labels: epoch 1, epoch 5, "wide, deep"
:compare: split
:members: [2] [0] [1]
:filter: truth != guess
:columns: id, image, truth, guess, score_0, score_6, score_9
:::
`,
  );
});

Deno.test("the column that names the member comes and goes", () => {
  const list = compareEdits.setAs(AUTHOR.spec, "concat");
  equal(list.columns[0], { name: "member" });
  equal(compareSpec({ ...list, filter: undefined }, TABLES).problems, []);
  equal(compareEdits.setAs(list, "join").columns, AUTHOR.spec.columns);
});

Deno.test("ready-made terms are expressions of the comparison", () => {
  const shown = LABELS.map(({ label }, index) => ({ label, index }));
  const outcome = outcomeColumns(AUTHOR.schema);
  equal(outcome, { truth: "truth", guess: "guess" });
  const terms = outcome ? outcomeTerms(outcome, shown, AUTHOR.schema) : [];
  equal(terms[3], {
    label: "Only epoch 1 wrong",
    filter: "0.guess != truth and 1.guess = truth and 2.guess = truth",
  });
  const deltas = deltaColumns("score_0", shown, shown[0], { grouped: false });
  equal(deltas.map(({ expr }) => expr), [
    "1.score_0 - 0.score_0",
    "2.score_0 - 0.score_0",
    "rank(1.score_0) - rank(0.score_0)",
    "rank(2.score_0) - rank(0.score_0)",
    "stddev(*.score_0)",
    "avg(*.score_0)",
  ]);
  for (const expr of terms.map(({ filter }) => filter)) {
    equal(checkExpression(expr, AUTHOR.schema, { aggregates: "no" }).problems, []);
  }
  for (const { expr } of deltas) {
    equal(checkExpression(expr, AUTHOR.schema, { aggregates: "no", windows: true }).problems, []);
  }
});

Deno.test("a text of the reader is never taken for what is selected from", () => {
  const spec = { filter: 'guess = "reportgen rows 0"' };
  const name = freeRelation("reportgen rows", spec);
  equal(name, "reportgen rows 1");
  const statement = `SELECT 'reportgen rows 0' FROM "${name}"`;
  equal(filled(statement, name, () => "(SELECT 1)"), "SELECT 'reportgen rows 0' FROM (SELECT 1)");
});

Deno.test("what is read twice is made once", () => {
  equal(
    filled('SELECT 1 FROM "x"\nUNION ALL\nSELECT 2 FROM "x"', "x", () => "(SELECT 3)"),
    'WITH "x" AS MATERIALIZED (SELECT 3)\nSELECT 1 FROM "x"\nUNION ALL\nSELECT 2 FROM "x"',
  );
});

Deno.test("tables that cannot be joined are read side by side", () => {
  const names = TABLES.map((table) => ({ ...table, columns: [{ ...table.columns[2], name: "guess" }] }));
  const schema = compareSchema({ compare: { as: "join" } }, names);
  equal(schema.head?.compare?.as, "split");
});

Deno.test("the rows of one member are those that stand in the join", () => {
  /** @type {string[]} */
  const said = [];
  const question = askComparison(AUTHOR.spec, TABLES, 1, function* (_, schema) {
    yield [`SELECT count(*) FROM "${schema.relation}"`];
  });
  const frame = { names: [], columns: [], length: 0 };
  for (let step = question.next(); !step.done; step = question.next([frame])) said.push(...step.value);
  const statement = said.at(-1) ?? "";
  for (const name of ["row 0", "row 1", "row 2"]) equal(statement.includes(`"${name}" IS NOT NULL`), true);
  equal(statement.includes("UNION ALL"), false);
});
