import { checkExpression } from "../../../reportgen/client/core/expr/index.js";
import { equal } from "../assert.js";
import { SCHEMA } from "./schema.js";

const COLUMNS_HELP =
  "the columns are 'id', 'n', 'guess', 'truth', 'score_9', 'loss', 'price', 'at', 'day', 'took', " +
  "'ok', 'tags', …";

/** What is wrong, and exactly what is said: code, message, the text it is about, help. @type {[string, string, string, string, string?][]} */
const ROWS = [
  ["trut = 'a'", "column-unknown", "there is no column 'trut'", "trut", "did you mean 'truth'?"],
  ["xyz_abc = 1", "column-unknown", "there is no column 'xyz_abc'", "xyz_abc", COLUMNS_HELP],
  [`"mycol"`, "column-unknown", "there is no column 'mycol'", `"mycol"`, "did you mean 'my col'?"],
  [`"los" > 1`, "column-unknown", "there is no column 'los'", `"los"`, "did you mean 'loss'?"],
  ["meta.kye", "column-unknown", "there is no field 'kye'", "meta.kye", "did you mean 'key'?"],
  ["1.guess = 0.guess", "column-unknown", "there is no table 1", "1.guess", "with one table, its alias is 0"],
  ["sqr(4)", "expression-function", "there is no function 'sqr'", "sqr(4)", "did you mean 'sqrt'?"],
  ["guess.lowr", "expression-function", "there is no function 'lowr'", "guess.lowr", "did you mean 'lower'?"],
  [
    "read_csv('x')",
    "expression-function",
    "there is no function 'read_csv'",
    "read_csv('x')",
    "completion in the filter box lists the functions",
  ],
  [
    "len()",
    "expression-function",
    "len() takes 1 value, not 0",
    "len()",
    "len(x): The number of a text's characters or of a list's items.",
  ],
  [
    "id = '5'",
    "expression-type",
    "'=' does not go with a number and text",
    "'5'",
    "write the number without quotes: 5",
  ],
  [
    "guess > 5",
    "expression-type",
    "'>' does not go with text and a number",
    "5",
    "write the text in quotes: '5'",
  ],
  [
    "guess + 1",
    "expression-type",
    "'+' does not go with text and a number",
    "guess + 1",
    "toString(x) makes a text of a value",
  ],
  [
    "sqrt(guess)",
    "expression-type",
    "sqrt() takes a number as 'x', not text",
    "guess",
    "toNumber(text) reads a number from a text",
  ],
  [
    "loss and ok",
    "expression-type",
    "a condition is true or false, not a number",
    "loss",
    "compare it, as in: x > 0",
  ],
  [
    "loss like 'a'",
    "expression-type",
    "'like' compares texts, not a number",
    "loss",
    "toString(x) makes a text of it",
  ],
  [
    "image < image",
    "expression-type",
    "an image has no order for '<'",
    "image < image",
    "only = and != compare it",
  ],
  ["id::txt", "expression-type", "there is no type 'txt' to cast to", "id::txt", "did you mean 'text'?"],
  [
    "at > 'yesterday'",
    "expression-type",
    "this is not a timestamp like '2024-05-06 07:08:09'",
    "'yesterday'",
  ],
  ["day = '2024-02-30'", "expression-type", "this is not a date like '2024-05-06'", "'2024-02-30'"],
  [
    "took > 'long'",
    "expression-type",
    "this is not a duration like '1h 30min', '2.5s' or '01:30:00'",
    "'long'",
  ],
  [
    "date_trunc('mnth', at)",
    "expression-function",
    "date_trunc() knows no unit 'mnth'",
    "'mnth'",
    "did you mean 'month'?",
  ],
  ["matches(guess, '(a')", "expression-function", "the pattern has a '(' without a ')'", "'(a'"],
  [
    "matches(guess, truth)",
    "expression-function",
    "matches() needs its 'pattern' written out, not computed",
    "truth",
  ],
  [
    "avg(loss) > 1",
    "expression-function",
    "avg gives one value for many rows, and here is one row",
    "avg(loss)",
    "group the rows, and add it as a column",
  ],
  ["guess in 5", "expression-type", "after 'in' stands a list", "5", "write: x in ('a', 'b')"],
  ["1e999 < loss", "expression-syntax", "the number is too large", "1e999", "the largest is about 1.8e308"],
  [
    "sqrt(".repeat(20) + "loss" + ")".repeat(20),
    "expression-syntax",
    "the expression is too complex",
    "sqrt(".repeat(20) + "loss" + ")".repeat(20),
  ],
];

/** Where aggregates are allowed. @type {[string, string, string, string, string?][]} */
const GROUPS = [
  ["avg(max(loss))", "expression-function", "an aggregate cannot stand inside of another", "max(loss)"],
  [
    "loss - avg(loss)",
    "expression-function",
    "column 'loss' stands beside an aggregate, but has many values in a group",
    "loss - avg(loss)",
    "put it into an aggregate, such as avg, min, max or first",
  ],
  ["sum(*)", "expression-function", "sum() takes no '*'", "sum(*)", "only count(*) does"],
  [
    "frist(guess)",
    "expression-function",
    "there is no function 'frist'",
    "frist(guess)",
    "did you mean 'first'?",
  ],
];

/** Texts that could grow beyond all memory. */
const BOMBS = [
  Array(65).fill("guess").join(" + "),
  `replace(guess, 'a', '${"b".repeat(100)}')`,
  "replace(replace(replace(guess, 'a', 'bbbbbb'), 'b', 'cccccc'), 'c', 'dddddd')",
  `regexp_replace(guess, '', '${"x".repeat(40)}')`,
  `joinToStr(tags, '${"-".repeat(70)}')`,
  `concat(${Array(70).fill("guess").join(", ")})`,
];

Deno.test("what does not fit is explained", () => {
  for (const row of ROWS) check(row, "no");
  for (const row of GROUPS) check(row, "yes");
});

Deno.test("what must be one value says so", () => {
  check([
    "loss",
    "expression-function",
    "this must be one value for all rows",
    "loss",
    "for example count, or avg(x)",
  ], "only");
});

Deno.test("a filter must be true or false", () => {
  const { problems } = checkExpression("guess", SCHEMA, { filter: true });
  equal(problems.map(({ message }) => message), ["a filter must be true or false"]);
});

Deno.test("all problems are reported at once", () => {
  equal(checkExpression("foo = 1 and bar(2) = 3", SCHEMA).problems.length, 2);
});

Deno.test("no text can grow beyond bounds", () => {
  for (const text of BOMBS) {
    equal(checkExpression(text, SCHEMA).problems.map(({ message }) => message), [
      "this could make very long texts",
    ], text);
  }
});

Deno.test("nesting does not multiply the work", () => {
  const nested = (/** @type {string} */ open, /** @type {string} */ close) =>
    open.repeat(90) + "guess" + close.repeat(90);
  const texts = [
    nested("", ".lower"),
    nested("", ".replace('a', 'b')"),
    nested("concat(", ")"),
    nested("coalesce(", ", 'a')"),
  ];
  for (const text of texts) equal(checkExpression(text, SCHEMA).problems, [], text);
  const branching = nested("case ", " when 'a' then 'b' when 'c' then 'd' end");
  equal(checkExpression(branching, SCHEMA).problems.length, 1);
});

Deno.test("a derived column hands on how long its texts can be", () => {
  const columns = [{
    name: "d",
    type: /** @type {const} */ ({ kind: "text" }),
    growth: { cells: 40, chars: 0 },
  }];
  equal(checkExpression("d + d", { columns }).problems.length, 1);
});

/** @param {[string, string, string, string, string?]} row @param {"no" | "yes" | "only"} aggregates */
function check([text, code, message, about, help], aggregates) {
  const { tree, problems } = checkExpression(text, SCHEMA, { aggregates });
  equal(tree, null, text);
  const [first] = problems;
  equal([first.code, first.message, text.slice(first.start, first.end)], [code, message, about], text);
  if (help) equal(first.help, help, text);
}
