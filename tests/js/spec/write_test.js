/** Specs in the words of reports and programs: what is written reads back as the same spec. */

import { specFromOptions } from "../../../reportgen/client/core/spec/options.js";
import { writeDirective, writeOptions, writePython } from "../../../reportgen/client/core/spec/write.js";
import { normaliseSpec } from "../../../reportgen/client/core/spec/normalise.js";
import { equal } from "../assert.js";
import { ODD, PREDICTIONS } from "../tables.js";

/** @type {Record<string, string>[]} */
const OPTIONS = [
  {},
  { filter: "truth != guess and id = 'a, b'", search: "bee, 'x'" },
  { group: "guess, round(score_0, 1)", sort: "count desc, guess nulls first" },
  { columns: 'image, guess as "the guess", score_0 + score_6 as loops, avg(score_9) as "mean, of 9"' },
  {
    columns: "score_9, *",
    sort: "score_9 desc nulls last",
    rows: "25",
    "row-height": "small",
    height: "300",
  },
  { pinned: "3, 17", columns: "-id" },
  {
    columns: "guess, score_0",
    widths: "score_0: 120",
    "pin-columns": "guess",
    format: "score_0: percent(1)",
  },
  { group: "truth", columns: "score_*", show: "score_0: mean", summaries: "true" },
  { group: "truth", pivot: "guess" },
];

for (const options of OPTIONS) {
  Deno.test(`written options ${JSON.stringify(options)}`, () => {
    const { spec, problems } = specFromOptions(options, PREDICTIONS);
    equal(problems, []);
    equal(specFromOptions(writeOptions(spec, PREDICTIONS), PREDICTIONS), { spec, problems: [] });
  });
}

Deno.test("any names of columns can be written", () => {
  const columns = ODD.columns.toReversed().map(({ name }, index) =>
    index % 2 ? { name } : { name, label: `${name}, *` }
  );
  const { spec, problems } = normaliseSpec({ columns }, ODD);
  equal(problems, []);
  equal(specFromOptions(writeOptions(spec, ODD), ODD), { spec, problems: [] });
});

Deno.test("line ends in an expression do not end an option", () => {
  const { spec } = normaliseSpec({ filter: "truth\n=\n4", search: "a\nb" }, PREDICTIONS);
  equal(writeOptions(spec, PREDICTIONS), { filter: "truth = 4", search: "a b" });
});

Deno.test("derived columns that are hidden are shown, for something may need them", () => {
  const columns = [{ name: "id" }, { name: "x", expr: "guess + 1", hidden: true }];
  const { spec } = normaliseSpec({ columns, filter: "x > 3" }, PREDICTIONS);
  const again = specFromOptions(writeOptions(spec, PREDICTIONS), PREDICTIONS);
  equal(again.problems, []);
  equal(again.spec.columns, [{ name: "id" }, { name: "x", expr: "guess + 1" }]);
});

Deno.test("a directive and a query", () => {
  const { spec } = specFromOptions({
    filter: "truth != guess",
    columns: "id, a + 1 as b, guess as a",
    rows: "5",
  }, {
    ...PREDICTIONS,
    columns: [...PREDICTIONS.columns, { name: "a", type: { kind: "float", bits: 64 } }],
  });
  equal(
    writeDirective({ ...spec, columns: [{ name: "id" }, { name: "my b", expr: "guess + 1" }] }, PREDICTIONS),
    ':::{table-panel} predictions:v4\n:filter: truth != guess\n:columns: id, guess + 1 as "my b"\n:rows: 5\n:::\n',
  );
  equal(
    writePython({ ...spec, columns: [{ name: "id" }, { name: "my b", expr: "guess + 1" }] }, PREDICTIONS),
    `from reportgen import open_project

query = (
    open_project(".")
    .table("predictions:v4")
    .derive(**{"my b": "guess + 1"})
    .filter("truth != guess")
    .columns("id, \\"my b\\"")
)
print(query.to_pandas())
`,
  );
});
