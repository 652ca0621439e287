import { histogramTerm, valueTerm } from "../../../reportgen/client/app/table/terms.js";
import { readAddress } from "../../../reportgen/client/app/table/links.js";
import { equal } from "../assert.js";

/**
 * @param {string} name
 * @param {string} kind
 * @param {import("../../../reportgen/client/core/cells/types/view.d.ts").Domain} [domain]
 */
function column(name, kind, domain) {
  return {
    name,
    label: name,
    type: { kind },
    domain,
    role: /** @type {const} */ ("value"),
    show: /** @type {const} */ ("histogram"),
  };
}

Deno.test("what a bar adds to the filter", () => {
  const day = 86_400_000_000;
  const score = column("score", "float", { lo: 0, hi: 1, bins: 20, integer: false });
  const age = column("my age", "integer", { lo: 3, hi: 7, bins: 5, integer: true });
  const when = column("when", "timestamp", { lo: 0, hi: 20 * day, bins: 20, integer: false });
  const date = column("day", "date", { lo: 0, hi: 30 * day, bins: 20, integer: false });
  equal(histogramTerm(score, 0.35), "score >= 0.35 and score < 0.4");
  equal(histogramTerm(age, 5), '"my age" = 5');
  equal(
    histogramTerm(when, 2 * day),
    `"when" >= '1970-01-03 00:00:00.000000' and "when" < '1970-01-04 00:00:00.000000'`,
  );
  equal(histogramTerm(date, 1.5 * day), "day >= '1970-01-03' and day < '1970-01-04'");
  equal(histogramTerm(column("none", "float"), 0), null);
});

const VALUES = /** @type {[string, string, unknown, string | null][]} */ ([
  ["guess", "text", "it's", "guess = 'it''s'"],
  ["guess", "text", null, "guess is null"],
  ["a b", "boolean", true, '"a b" = true'],
  ["n", "integer", 9007199254740993n, "n = 9007199254740993"],
  ["n", "float", 0.1, "n = 0.1"],
  ["tags", "list", "[1, 2]", "cast(tags as text) = '[1, 2]'"],
  ["pair", "struct", {}, null],
]);

Deno.test("what a value adds to the filter", () => {
  for (const [name, kind, value, expected] of VALUES) equal(valueTerm(column(name, kind), value), expected);
});

Deno.test("addresses that speak of a view", () => {
  equal(readAddress("#by-guess~1abc"), { id: "by-guess", text: "1abc" });
  equal(readAddress("#a%20b~1"), { id: "a b", text: "1" });
  equal(readAddress("#%zz~1"), { id: "%zz", text: "1" });
  for (const hash of ["", "#", "#by-guess", "#~1abc"]) equal(readAddress(hash), null, hash);
});
