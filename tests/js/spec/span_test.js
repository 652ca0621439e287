import { covers, leadTerm, spanTerm, withTerm } from "../../../reportgen/client/core/spec/span.js";
import { equal } from "../assert.js";

/** @type {[string[], string][]} the conditions of bars side by side, and that of all of them */
const SPANS = [
  [[], ""],
  [["x = 3"], "x = 3"],
  [["x >= 0 and x < 1", "x >= 1 and x < 2"], "x >= 0 and x < 2"],
  [["x >= 0 and x < 1", "x >= 1 and x <= 2"], "x >= 0 and x <= 2"],
  [["x = 1", "x = 2", "x = 3"], "x in (1, 2, 3)"],
  [["kind = 'it''s'", "kind is null"], "kind in ('it''s', null)"],
  [["a = 1", "b = 2"], "(a = 1) or (b = 2)"],
  [["lower(x) = 'a'", "lower(x) = 'b'"], "lower(x) in ('a', 'b')"],
];

Deno.test("the conditions of neighbours become one", () => {
  for (const [terms, wanted] of SPANS) equal(spanTerm(terms), wanted);
});

Deno.test("of a bar on another only its place counts", () => {
  equal(leadTerm("x >= 0 and x < 1 and color = 'red'"), "x >= 0 and x < 1");
  equal(leadTerm("contains(x, 'a')"), "contains(x, 'a')");
});

Deno.test("what is picked takes the place of what was said of the same, and goes when it is picked again", () => {
  const first = withTerm("", "x >= 0 and x < 1");
  equal(first, "x >= 0 and x < 1");
  equal(withTerm(first, "x >= 1 and x < 2"), "x >= 1 and x < 2");
  const both = withTerm(first, "kind = 'a'");
  equal(both, "x >= 0 and x < 1 and kind = 'a'");
  equal(withTerm(both, "kind = 'b'"), "x >= 0 and x < 1 and kind = 'b'");
  equal(withTerm(both, "kind = 'a'", { toggle: true }), first);
  equal(withTerm(both, "kind = 'a'"), both);
});

/** @type {[string, string, boolean][]} what is selected, a bar, whether it is among that */
const COVERED = [
  ["x >= 0 and x < 2", "x >= 1 and x < 2", true],
  ["x >= 0 and x < 2", "x >= 1 and x <= 2", false],
  ["x >= 0 and x < 2", "x >= 2 and x < 3", false],
  ["x >= 10 and x < 20", "x >= 9 and x < 10", false],
  ["x >= 1 and x < 4", "x = 3", true],
  ["x >= 1 and x < 3", "x = 3", false],
  ["kind in ('a', 'b')", "kind = 'b'", true],
  ["kind in ('a', 'b')", "kind = 'c'", false],
  ["kind = 'a'", "x >= 0 and x < 1 and kind = 'a'", true],
  ["kind = 'a' and x >= 5", "x >= 0 and x < 1 and kind = 'a'", false],
  ["at >= '2024-01-02'", "at >= '2024-01-03 00:00:00' and at < '2024-01-04'", true],
  ["contains(x, 'a')", "x = 'a'", false],
];

Deno.test("bars know whether they are selected", () => {
  for (const [selects, term, wanted] of COVERED) {
    equal([selects, term, covers(selects, term)], [selects, term, wanted]);
  }
});
