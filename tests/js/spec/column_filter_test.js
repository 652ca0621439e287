import { readColumnFilter, writeColumnFilter } from "../../../reportgen/client/core/spec/column_filter.js";
import { equal } from "../assert.js";

const limit = (/** @type {string} */ text, open = false) => ({ text, open });

/** @type {[string, string, object, string[]][]} filter, column, what it says of the column, the other terms */
const READ = [
  ["", "a", {}, []],
  ["a >= 1.5 and a < -3", "a", { least: limit("1.5"), most: limit("-3", true) }, []],
  ["2 < a and b = 1", "a", { least: limit("2", true) }, ["b = 1"]],
  ["a between 1 and 2", "a", { least: limit("1"), most: limit("2") }, []],
  ["day >= '2024-01-02'", "day", { least: limit("'2024-01-02'") }, []],
  ["a in ('x', 'y')", "a", { values: { list: ["'x'", "'y'"], exclude: false } }, []],
  ["a != 3", "a", { values: { list: ["3"], exclude: true } }, []],
  [
    "a in ('x', 'y') or a is null",
    "a",
    { values: { list: ["'x'", "'y'"], exclude: false }, nulls: "too" },
    [],
  ],
  ["a is not null and b", "a", { nulls: "none" }, ["b"]],
  ['"my col" is null', "my col", { nulls: "only" }, []],
  ["contains(lower(a), 'cat')", "a", { match: { way: "contains", text: "cat", insensitive: true } }, []],
  ["matches(a, '(?i)^c')", "a", { match: { way: "matches", text: "^c", insensitive: true } }, []],
  ["a > b", "a", {}, ["a > b"]],
  ["a > 1 and a > 2", "a", { least: limit("1", true) }, ["a > 2"]],
  ["a = 1 or b = 2", "a", {}, ["(a = 1 or b = 2)"]],
];

Deno.test("what a filter says of a column", () => {
  for (const [filter, name, said, rest] of READ) {
    equal(readColumnFilter(filter, name), { said, rest });
  }
});

Deno.test("what was read and is written again says the same", () => {
  // Of two terms for one end the first is understood, and written last.
  const once = READ.filter(([filter]) => filter !== "a > 1 and a > 2");
  for (const [filter, name, said, rest] of once) {
    const written = writeColumnFilter(filter, name, said);
    const again = readColumnFilter(written, name);
    equal(again.said, said);
    equal([...again.rest].sort(), [...rest].sort());
  }
});

Deno.test("a column's terms are replaced, the others stay", () => {
  const said = { least: limit("0.5"), nulls: /** @type {const} */ ("none") };
  equal(writeColumnFilter("b = 1 and a < 3", "a", said), "b = 1 and a >= 0.5 and a is not null");
  equal(writeColumnFilter("b = 1 and a < 3", "a", {}), "b = 1");
});
