import { parseExpression } from "../../../reportgen/client/core/expr/parse.js";
import { printExpression } from "../../../reportgen/client/core/expr/print.js";
import { equal } from "../assert.js";

/** What people type, and the one spelling of it. @type {[string, string][]} */
const CANONICAL = [
  [`row["truth"] = "Plantae" and row["guess"] != "Plantae"`, `truth = "Plantae" and guess != "Plantae"`],
  [`row['truth'] == 'Mollusca' || row.truth === "Insecta"`, `truth = 'Mollusca' or truth = "Insecta"`],
  ["a==1 && (b or c) && !d.x", "a = 1 and (b or c) and not d.x"],
  ["(a and b) and (c and d)", "a and b and c and d"],
  ["a <> 1 or b !== 2 or c ≠ 3", "a != 1 or b != 2 or c != 3"],
  ["not a = b", "not a = b"],
  ["!a = b", "(not a) = b"],
  ["-2**-2**3", "-2 ** -2 ** 3"],
  ["(-2)^2", "(-2) ** 2"],
  ["a-(b-c)-d", "a - (b - c) - d"],
  ["- - 5", "-(-5)"],
  ["+a * -b", "a * -b"],
  ["x in (1,2)", "x in (1, 2)"],
  ["x not in [1]", "x not in (1)"],
  ["x in tags", "x in tags"],
  ["x between 1 and 2 and y", "x between 1 and 2 and y"],
  ["x not like 'a%' or x ilike 'b'", "x not like 'a%' or x ilike 'b'"],
  ["a is not null or b is distinct from c", "a is not null or b != c"],
  ["a is not distinct from b and ok is true", "a = b and ok = true"],
  ["a ? b : c ?? d", "if(a, b, coalesce(c, d))"],
  ["case x when 1 then 'a' ELSE 'b' END", "case x when 1 then 'a' else 'b' end"],
  ["cast(a+b as Double)", "(a + b)::double"],
  ["0.guess = *.truth", "0.guess = *.truth"],
  [`0["a b"].avg`, `0["a b"].avg`],
  ["row.count", "count"],
  [`row["a"].lower.len`, "a.lower.len"],
  ["`weird ``x`.contains('x')", "`weird ``x`.contains('x')"],
  [`row["end"]`, "`end`"],
  ["count(*) / count(distinct x)", "count(*) / count(distinct x)"],
  ["xs[0][-1]", "xs[0][-1]"],
  ["'it''s'", "'it''s'"],
  ["[1, .5, 1e-3, true, null, []]", "[1, .5, 1e-3, true, null, []]"],
  ["%_vegetation > 0.5 and a %b = 1", "`%_vegetation` > 0.5 and a % b = 1"],
  ["(%_a + %_b) %_c", "(`%_a` + `%_b`) % _c"],
  ["größe > 1 and 長さ < 2", "größe > 1 and 長さ < 2"],
];

/** What cannot be read, and exactly what is said: message, place, help. @type {[string, string, number, string?][]} */
const PROBLEMS = [
  ["", "expected a value", 0],
  ["a and", "expected a value after 'and'", 5],
  ["a = ", "expected a value after '='", 4],
  ["a < b < c", "comparisons do not chain", 6, "write 'a < b and b < c'"],
  ["a b", "expected an operator before 'b'", 2, "join conditions with 'and' or 'or'"],
  ["foo(1", "expected ')' after 1", 5],
  ["a)", "unexpected ')'", 1],
  ["()", "the parentheses are empty", 2],
  ["'abc", "the text that starts here has no closing '", 0],
  ["end = 1", "expected a value, found 'end'", 0, `a column of this name stands in double quotes: "end"`],
  ["a[1:2]", "a list is indexed by one number", 3, "for a part of a text write slice(text, start, end)"],
  ["a is", "expected 'null', 'true', 'false' or 'distinct from' after 'is'", 4],
  ["a not b", "expected 'in', 'between' or 'like' after 'not'", 6],
  ["a; drop table t", "unexpected character ';'", 1],
  ["(".repeat(300), "the expression is nested too deeply (more than 200 levels)", 200],
  ["1" + "+1".repeat(300), "the expression is nested too deeply (more than 200 levels)", 0],
  ["a".repeat(10_001), "the text is too long (10001 characters; at most 10000)", 10_000],
  ["'\ud800'", "the text holds half of a character", 1],
];

Deno.test("each meaning has one spelling, and it parses to the same tree", () => {
  for (const [text, canonical] of CANONICAL) {
    const { tree, problems } = parseExpression(text);
    equal(problems, [], text);
    if (!tree) continue;
    equal(printExpression(tree), canonical, text);
    equal(places(parseExpression(canonical).tree), places(tree), text);
  }
});

Deno.test("what cannot be read is explained, with its place", () => {
  for (const [text, message, start, help] of PROBLEMS) {
    const { tree, problems } = parseExpression(text);
    equal(tree, null, text);
    equal(problems.map((one) => [one.message, one.start]), [[message, start]], text);
    if (help) equal(problems[0].help, help, text);
    equal(problems[0].code, "expression-syntax", text);
  }
});

Deno.test("a long chain of conditions is not deep", () => {
  const text = Array.from({ length: 500 }, (_, i) => `id = ${i}`).join(" or ");
  equal(parseExpression(text).problems, []);
});

const PIECES = [
  ..."ab01'\"`()[],.:?+-*/%^=<>! ",
  ...[
    "and ",
    "or ",
    "not ",
    "in ",
    "is ",
    "null",
    "row",
    "case ",
    "when ",
    "then ",
    "end",
    "count(",
    "'a'",
    `"b"`,
  ],
  ...["between ", "like ", "::text", "[0]", ".len", "1e5", "é", "\ud83d\ude00", "\ud83d"],
];

Deno.test("no text makes the parser throw, and what it reads it can print", () => {
  const random = randoms(7);
  let read = 0;
  for (let i = 0; i < 20_000; i++) {
    const text = Array.from({ length: random(9) }, () => PIECES[random(PIECES.length)]).join("");
    const { tree, problems } = parseExpression(text);
    equal(tree === null, problems.length > 0, text);
    for (const { start, end } of problems) {
      equal(start >= 0 && start <= end && end <= text.length, true, text);
    }
    if (!tree) continue;
    read++;
    equal(places(parseExpression(printExpression(tree)).tree), places(tree), text);
  }
  equal(read > 300, true, `only ${read} texts could be read`);
});

/** A tree without the places in the text. @param {unknown} tree */
function places(tree) {
  return JSON.stringify(tree, (key, value) => key === "start" || key === "end" ? undefined : value);
}

/** Numbers that look random and are the same in every run. @param {number} seed */
function randoms(seed) {
  let state = seed;
  return (/** @type {number} */ below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor(state / 2 ** 32 * below);
  };
}
