import { specFromOptions } from "../../../reportgen/client/core/spec/options.js";
import { equal } from "../assert.js";
import { ODD, PREDICTIONS } from "../tables.js";

/** @typedef {Record<string, string>} Options */

/** @type {[Options, Record<string, unknown>][]} What the options add to the spec of no options. */
const SPECS = [
  [{ filter: " truth != guess " }, { filter: "truth != guess" }],
  [{ filter: "" }, {}],
  [{ group: "guess, truth, guess" }, { group: ["guess", "truth"] }],
  [{ group: 'score_0>0.5, "truth"' }, { group: ["score_0 > 0.5", "truth"] }],
  [{ sort: "score_9 desc, id asc nulls first, truth" }, {
    sort: [{ by: "score_9", dir: "desc" }, { by: "id", dir: "asc", nulls: "first" }, {
      by: "truth",
      dir: "asc",
    }],
  }],
  [{ sort: "score_9 desc nulls last, score_9" }, { sort: [{ by: "score_9", dir: "desc" }] }],
  [{ group: "guess", sort: "count desc, avg(score_9)" }, {
    group: ["guess"],
    sort: [{ by: "count", dir: "desc" }, { by: "avg(score_9)", dir: "asc" }],
  }],
  [{ rows: "25", "row-height": "xlarge", height: "400px" }, { rows: 25, row_height: "xlarge", height: 400 }],
];

const PLAIN = specFromOptions({}, PREDICTIONS).spec;

for (const [options, added] of SPECS) {
  Deno.test(`options ${JSON.stringify(options)}`, () => {
    const { spec, problems } = specFromOptions(options, PREDICTIONS);
    equal(problems, []);
    const { v, tables, filter, group, sort, ...rest } = { ...PLAIN, ...added };
    const first = Object.entries({ v, tables, filter, group, sort }).filter(([, value]) =>
      value !== undefined
    );
    equal(spec, { ...Object.fromEntries(first), ...rest });
  });
}

/** @type {[string, unknown[]][]} */
const COLUMNS = [
  ["image, guess", ["image", "guess"]],
  ["guess, *", ["guess", "id", "image", "truth", "score_0", "score_6", "score_9"]],
  ["*, guess", ["id", "image", "truth", "score_0", "score_6", "score_9", "guess"]],
  ["score_*, id", ["score_0", "score_6", "score_9", "id"]],
  ["score_9, score_*", ["score_9", "score_0", "score_6"]],
  ["-score_*, -id", ["image", "guess", "truth"]],
  ["*, -score_*", ["id", "image", "guess", "truth"]],
  ['id, guess as "Model\'s guess"', ["id", { name: "guess", label: "Model's guess" }]],
  ["score_0 + score_6 as loops", [{ name: "loops", expr: "score_0 + score_6" }]],
  ["score_0+score_6", [{ name: "score_0+score_6", expr: "score_0 + score_6" }]],
  ['"q""" as "r""", id as "x""", upper(id) as "q"""', [
    { name: 'r"', expr: '"q"""' },
    { name: "id", label: 'x"' },
    { name: 'q"', expr: "upper(id)" },
  ]],
  ["b + 1 as c, guess + 1 as b", [{ name: "c", expr: "b + 1" }, { name: "b", expr: "guess + 1" }]],
  ["avg(score_9) as mean, count", [{ name: "mean", expr: "avg(score_9)" }, { name: "count", expr: "count" }]],
  ['row["guess"], `truth`', ["guess", "truth"]],
];

for (const [text, names] of COLUMNS) {
  Deno.test(`columns ${text}`, () => {
    const { spec, problems } = specFromOptions({ columns: text, group: "id" }, PREDICTIONS);
    equal(problems, []);
    equal(spec.columns, names.map((name) => typeof name === "string" ? { name } : name));
  });
}

/** @type {[Options, string, string, string | undefined, [number, number]][]} code, message, help, place */
const PROBLEMS = [
  [{ colums: "id" }, "option-unknown", "unknown option 'colums'", "did you mean 'columns'?", [0, 2]],
  [{ rows: " 0" }, "option-value", "'0' is not a number of rows", "give a whole number from 1 to 1000", [
    1,
    2,
  ]],
  [{ rows: "1e2" }, "option-value", "'1e2' is not a number of rows", "give a whole number from 1 to 1000", [
    0,
    3,
  ]],
  [{ "row-height": "larg" }, "option-value", "'larg' is not a row height", "did you mean 'large'?", [0, 4]],
  [
    { "row-height": "56px" },
    "option-value",
    "'56px' is not a row height",
    "the row heights are 'small', 'medium', 'large', 'xlarge'",
    [0, 4],
  ],
  [{ layout: "cards" }, "option-value", "'cards' is not a layout", "the only layout is 'table'", [0, 5]],
  [{ columns: "id, scor_*" }, "column-unknown", "no column matches 'scor_*'", "did you mean 'score_*'?", [
    4,
    10,
  ]],
  [{ columns: "-scor_9, id" }, "column-unknown", "there is no column 'scor_9'", "did you mean 'score_9'?", [
    0,
    7,
  ]],
  [{ columns: "id, id" }, "option-value", "the column 'id' is listed twice", undefined, [4, 6]],
  [
    { columns: "id, guess + 1 as truth" },
    "option-value",
    "the table has a column 'truth' already",
    "give the derived column another name",
    [4, 22],
  ],
  [
    { columns: "a + 1 as b, b + 1 as a" },
    "expression-type",
    "'b' uses the derived column 'a', which cannot be computed or uses 'b'",
    undefined,
    [0, 1],
  ],
  [{ columns: "x + 1 as x" }, "expression-type", "the derived column 'x' uses itself", undefined, [0, 1]],
];

for (const [options, code, message, help, [start, end]] of PROBLEMS) {
  Deno.test(`problem ${JSON.stringify(options)}`, () => {
    const { problems } = specFromOptions(options, PREDICTIONS);
    const at = { option: Object.keys(options)[0], start, end };
    equal(problems[0], help === undefined ? { code, message, at } : { code, message, help, at });
  });
}

/** @type {[Options, [number, number]][]} Problems of expressions stand where the expression is wrong. */
const PLACES = [
  [{ filter: "truth != gues" }, [9, 13]],
  [{ filter: "  gues = 1" }, [2, 6]],
  [{ sort: "id, scor_9 desc" }, [4, 10]],
  [{ group: "id,gues" }, [3, 7]],
  [{ columns: "id, gues" }, [4, 8]],
  [{ columns: "id, nofunction(guess) as x" }, [4, 21]],
];

for (const [options, [start, end]] of PLACES) {
  Deno.test(`place of ${JSON.stringify(options)}`, () => {
    const { problems, spec } = specFromOptions(options, PREDICTIONS);
    const { at } = problems[0];
    equal([at.start, at.end], [start, end], JSON.stringify(problems));
    equal(problems.length, 1);
    // What is left is a spec without the wrong part.
    equal(specFromOptions({}, PREDICTIONS).spec.filter, spec.filter);
  });
}

Deno.test("odd names", () => {
  const { spec, problems } = specFromOptions({ columns: '"two words", A, a, ""', sort: '"quo""te"' }, ODD);
  equal(problems, []);
  equal(spec.columns, [{ name: "two words" }, { name: "A" }, { name: "a" }, { name: "" }]);
});
