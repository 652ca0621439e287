/** Ranges as groups: round widths, how their keys are written, and the filters that keep them. */

import { stepText } from "../../../reportgen/client/core/cells/steps.js";
import { keyRange } from "../../../reportgen/client/core/sql/range.js";
import { niceWidth } from "../../../reportgen/client/app/tools/groups/width.js";
import { columnTerms, keyTerm } from "../../../reportgen/client/app/tools/groups/terms.js";
import { equal } from "../assert.js";

Deno.test("bins have round widths, and there are about as many as asked for", () => {
  equal(niceWidth(0, 1, 10, false), 0.1);
  equal(niceWidth(0.003, 0.91, 10, false), 0.1);
  equal(niceWidth(-3, 1250, 20, false), 100);
  equal(niceWidth(0, 9, 10, true), 1);
  equal(niceWidth(0, 3, 50, true), 1);
  for (const count of [5, 10, 20, 50]) {
    const bins = Math.floor(0.77 / niceWidth(0.1, 0.77, count, false));
    equal(bins <= count + 1, true);
  }
});

Deno.test("a key says its range", () => {
  equal(stepText(0.30000000000000004, { width: 0.1, whole: false }), "0.3 to 0.4");
  equal(stepText(10, { width: 5, whole: true }), "10 to 14");
  equal(stepText(7, { width: 1, whole: true }), "7");
  equal(stepText(NaN, { width: 1, whole: false }), "NaN");
  equal(stepText("2024-05-01", { unit: "quarter" }), "2024 Q2");
  equal(stepText("2023-12-25", { unit: "week" }), "2023-12-25 to 2023-12-31");
  equal(stepText("-0044-03-01", { unit: "month" }), "-0044-03-01");
});

Deno.test("a bin's filter keeps what the bin holds", () => {
  equal(keyRange("bin(score, 5)", 15, 5), "score >= 15 and score < 20");
  equal(keyRange("bin(a + b, 0.5)", -0.5, 0.5), "(a + b) >= -0.5 and (a + b) < 0");
  for (const [width, digits] of [[0.1, 1], [0.3, 1], [2.5, 1], [1e-7, 7], [7, 0]]) {
    for (let bin = -40; bin <= 40; bin++) {
      // Decimals as people write them: what rounding leaves is no part of an edge.
      const [from, to] = [bin, bin + 1].map((one) => Number((one * width).toFixed(digits)) + 0);
      const term = keyRange(`bin(x, ${width})`, from, width);
      equal(term, `x >= ${from} and x < ${to}`);
    }
  }
  equal(keyRange("bin(score, 0.1)", 0.30000000000000004, 0.1), null);
  equal(keyRange("bin(x, 1)", Infinity, 1), null);
});

Deno.test("a pivot's column is a condition, and so is the column of all other values", () => {
  const text = { kind: "text" };
  equal(keyTerm("label", { type: text }, "it's"), "label = 'it''s'");
  equal(keyTerm("upper(label)", { type: text }, null), "(upper(label)) is null");
  const pivot = /** @type {any} */ ({ text: "label", type: text, values: ["a", "b", null] });
  equal(columnTerms(pivot, 1), ["label = 'b'"]);
  equal(columnTerms(pivot, 3), ["label not in ('a', 'b')", "label is not null"]);
});
