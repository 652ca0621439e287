import { matchGlob, parseList, printExpression } from "../../../reportgen/client/core/expr/index.js";
import { equal } from "../assert.js";

/** @type {["group" | "sort" | "columns", string, string[]][]} */
const LISTS = [
  ["group", "", []],
  ["group", `guess, meta.key, "my col", f(a, b)`, ["guess", "meta.key", `"my col"`, "f(a, b)"]],
  ["sort", "a, b desc, c asc nulls last", ["a", "b desc", "c asc nulls last"]],
  ["sort", "desc, count desc nulls first", ["`desc`", "count desc nulls first"]],
  ["columns", "image, score_*, *, -x, -score_*", ["image", "glob score_*", "glob *", "-x", "-glob score_*"]],
  ["columns", `"my col" as z, a + b as "the sum", -a + b`, [`"my col" as z`, "a + b as the sum", "-a + b"]],
  ["columns", "%_*, %_a as share, -%_b", ["glob %_*", "`%_a` as share", "-`%_b`"]],
  ["columns", `-"my col", a * b,`, [`-"my col"`, "a * b"]],
];

/** @type {["group" | "sort" | "columns", string, string, number][]} */
const PROBLEMS = [
  ["group", "a,, b", "there is nothing before this comma", 2],
  ["group", "a as b", "expected an operator before 'as'", 2],
  ["sort", "a nulls middle", "expected 'first' or 'last' after 'nulls'", 8],
  ["columns", "a, b + as c", "expected a value after '+'", 7],
  ["columns", "a as 'b'", "expected a name after 'as'", 5],
  ["columns", "a, 'b", "the text that starts here has no closing '", 3],
];

Deno.test("lists are read item by item", () => {
  for (const [kind, text, wanted] of LISTS) {
    const { items, problems } = parseList(text, { kind });
    equal(problems, [], text);
    equal(items.map(shown), wanted, text);
    for (const item of items) equal(text.slice(item.start, item.end), item.text);
  }
});

Deno.test("an item that cannot be read is explained", () => {
  for (const [kind, text, message, start] of PROBLEMS) {
    const { problems } = parseList(text, { kind });
    equal(problems.map((one) => [one.message, one.start]), [[message, start]], text);
  }
});

Deno.test("patterns of names", () => {
  const names = ["score_0", "score_1", "my score", "id", "a.b"];
  equal(matchGlob("score_*", names), ["score_0", "score_1"]);
  equal(matchGlob("*", names), names);
  equal(matchGlob("score_?", names), ["score_0", "score_1"]);
  equal(matchGlob("*s*e*", names), ["score_0", "score_1", "my score"]);
  equal(matchGlob("a.b*", names), ["a.b"]);
  equal(matchGlob("*".repeat(50) + "z", ["a".repeat(5000)]), []);
});

/** @param {import("../../../reportgen/client/core/expr/parse_list.js").Item} item */
function shown({ tree, glob, exclude, alias, dir, nulls }) {
  const what = tree ? printExpression(tree) : `glob ${glob}`;
  const more = [alias && `as ${alias}`, dir, nulls && `nulls ${nulls}`].filter(Boolean);
  return [`${exclude ? "-" : ""}${what}`, ...more].join(" ");
}
