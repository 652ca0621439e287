import {
  completions,
  didYouMean,
  quoteIdentifier,
  quoteText,
  toCellSql,
  toKeySql,
  writeName,
} from "../../../reportgen/client/core/expr/index.js";
import { readMoment } from "../../../reportgen/client/core/expr/literals.js";
import {
  formatProblem,
  patternProblem,
  replacementProblem,
} from "../../../reportgen/client/core/expr/pattern.js";
import { equal } from "../assert.js";
import { SCHEMA } from "./schema.js";

Deno.test("quotes", () => {
  equal(quoteIdentifier(`a"b`), `"a""b"`);
  equal(quoteText("it's"), "'it''s'");
  equal(quoteText("a\0b"), "('a' || chr(0) || 'b')");
  equal(["guess", "größe", "my col", "end", "count", "1a", `a"b`].map(writeName), [
    "guess",
    "größe",
    `"my col"`,
    `"end"`,
    `"count"`,
    `"1a"`,
    `"a""b"`,
  ]);
});

Deno.test("cells and keys", () => {
  equal(toCellSql("x", { kind: "timestamp" }), "CAST(x AS VARCHAR)");
  equal(toCellSql("x", { kind: "integer", bits: 128, unsigned: false }), "CAST(x AS VARCHAR)");
  equal(toCellSql("x", { kind: "float", bits: 32 }), "CAST(x AS DOUBLE)");
  equal(toCellSql("x", { kind: "text" }), "CAST(x AS VARCHAR)");
  equal(toCellSql("x", { kind: "boolean" }), "x");
  equal(toKeySql("x", { kind: "image" }), "struct_extract(x, 'file')");
  equal(toKeySql("x", { kind: "list", item: { kind: "text" } }), "CAST(x AS VARCHAR)");
});

/** Text, cursor, the stretch that is replaced, the first words. @type {[string, number, [number, number], string[]][]} */
const COMPLETIONS = [
  ["sco", 3, [0, 3], ["score_9"]],
  ["guess ", 6, [6, 6], ["and", "or", "in", "not in"]],
  ["guess = 'a' an", 14, [12, 14], ["and"]],
  ["guess = 'a", 10, [10, 10], []],
  [`"my`, 3, [0, 3], [`"my col"`]],
  ["avg(scor", 8, [4, 8], ["score_9"]],
  ["guess.low", 9, [6, 9], ["lower"]],
  ["gue = 1", 2, [0, 3], ["guess"]],
  ["startsW", 7, [0, 7], ["startsWith("]],
  ["guess = tru", 11, [8, 11], ["truth", "trunc(", "true"]],
];

Deno.test("completions", () => {
  for (const [text, cursor, [from, to], wanted] of COMPLETIONS) {
    const found = completions(text, cursor, SCHEMA);
    equal([found.from, found.to], [from, to], text);
    equal(found.items.slice(0, wanted.length || 1).map(({ insert }) => insert), wanted, text);
  }
  const [first] = completions("roun", 4, SCHEMA).items;
  equal(first.detail.startsWith("round(x, [digits]): Rounded"), true);
  const grouped = completions("av", 2, SCHEMA, { aggregates: "yes" }).items.map(({ label }) => label);
  equal(grouped[0], "avg");
  equal(completions("av", 2, SCHEMA).items.some(({ label }) => label === "avg"), false);
});

/** Of two compared tables. @type {[string, string[]][]} */
const ADDRESSES = [
  ["0.", ["guess", "loss"]],
  ["score > 1 and 0.lo", ["loss"]],
  ["1.gu", ["guess"]],
  [`"epoch 5".`, ["guess"]],
  ["avg(*.", ["guess", "loss"]],
  ["epo", [`"epoch 1".`, `"epoch 5".`]],
  [`"epoch 5`, [`"epoch 5".`]],
  ["guess * ", ["guess", "epoch 1"]],
  ["guess.low", ["lower"]],
];

Deno.test("completions name compared tables and their columns", () => {
  const guess = { name: "guess", type: /** @type {const} */ ({ kind: "text" }) };
  const loss = { name: "loss", type: /** @type {const} */ ({ kind: "float", bits: 64 }) };
  const members = {
    names: { "epoch 1": 0, "epoch 5": 1, 0: 0, 1: 1 },
    shown: [0, 1],
    columns: [[guess, loss], [guess]],
  };
  for (const [text, wanted] of ADDRESSES) {
    const { items } = completions(text, text.length, { columns: [guess], members });
    const said = items.slice(0, wanted.length).map(({ insert, label }) =>
      wanted.includes(label) ? label : insert
    );
    equal(said, wanted, text);
  }
});

Deno.test("suggestions", () => {
  equal(didYouMean("guss", ["guess", "truth"], "column"), "did you mean 'guess'?");
  equal(didYouMean("x", ["guess", "truth"], "column"), "the columns are 'guess', 'truth'");
  equal(didYouMean("xyz", ["guess"], "column"), "the only column is 'guess'");
  equal(didYouMean("xyz", [], "column"), "there is no column");
});

Deno.test("patterns that the engine would refuse are refused here", () => {
  const good = [
    "",
    "a|b",
    "^(a|b)*c+?$",
    "[^a-z\\d_]{2,3}",
    "(?i)x",
    "(?P<n>a)",
    "\\pL+",
    "[[:alpha:]]",
    "\\.\\(",
    "a-z]",
  ];
  for (const pattern of good) equal(patternProblem(pattern), null, pattern);
  const bad = [
    "(",
    ")",
    "[a",
    "[z-a]",
    "a**",
    "*a",
    "a{3,2}",
    "(?=a)",
    "(?<n>a)",
    "\\1",
    "\\",
    "\\Q",
    "((a{99}){99}){9}",
    "a{",
  ];
  for (const pattern of bad) equal(typeof patternProblem(pattern), "string", pattern);
  equal([replacementProblem("\\0 \\\\ \\1"), typeof replacementProblem("\\x")], [null, "string"]);
  equal([formatProblem("%Y-%m-%d %-H"), typeof formatProblem("%Q"), typeof formatProblem("%")], [
    null,
    "string",
    "string",
  ]);
});

Deno.test("dates and durations", () => {
  equal(readMoment("2024-02-29", "date"), { value: "2024-02-29" });
  equal(readMoment("2023-02-29", "date"), { expected: "a date like '2024-05-06'" });
  equal(readMoment("2024-01-01 00:30:00.25+01:00", "timestamp"), { value: "2023-12-31 23:30:00.25" });
  equal(readMoment("2024-01-01T7:05Z", "timestamp"), { value: "2024-01-01 07:05:00" });
  equal(readMoment("24:00", "time"), { expected: "a time like '07:08:09'" });
  equal(readMoment("1h 30min", "duration"), { value: "5400000000" });
  equal(readMoment("-00:00:01.5", "duration"), { value: "-1500000" });
});
