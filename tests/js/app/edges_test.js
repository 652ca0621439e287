import { binOf } from "../../../reportgen/client/core/count/bin.js";
import { binTerm, lowerEdge } from "../../../reportgen/client/core/sql/plots/edges.js";
import { equal } from "../assert.js";

/** @param {number} lo @param {number} hi @param {number} bins @param {boolean} integer */
const domain = (lo, hi, bins = 20, integer = false) => ({ lo, hi, bins, integer });

const TERMS = /** @type {const} */ ([
  [domain(0, 1), 0, false, "x >= 0 and x < 0.05"],
  [domain(0, 1), 7, false, "x >= 0.35 and x < 0.4"],
  [domain(0, 1), 19, false, "x >= 0.95 and x <= 1"],
  [domain(-1, 1), 10, false, "x >= 0 and x < 0.1"],
  [domain(3, 7, 5, true), 2, true, "x = 5"],
  [domain(4, 4, 1, true), 0, true, "x = 4"],
  [domain(0, 100, 20, true), 3, true, "x >= 15 and x < 20"],
  [domain(0, 33, 20, true), 1, true, "x >= 2 and x < 4"],
  [domain(-1.5e308, 1.5e308), 10, false, "x >= 0 and x < 1.5e+307"],
]);

Deno.test("a bar's condition", () => {
  for (const [scale, bin, whole, expected] of TERMS) {
    equal(binTerm("x", scale, bin, String, whole), expected);
  }
});

Deno.test("a bar's condition keeps the values that the bar counts", () => {
  let seed = 7;
  const random = () => (seed = (seed * 48271) % 2147483647) / 2147483647;
  for (let round = 0; round < 300; round++) {
    const lo = (random() - 0.5) * 10 ** Math.floor(random() * 12 - 6);
    const scale = domain(lo, lo + random() * 10 ** Math.floor(random() * 12 - 6), 20);
    const values = Array.from({ length: 60 }, () => scale.lo + random() * (scale.hi - scale.lo));
    // Values that lie on the edges as people would write them are the hard ones.
    for (let bin = 1; bin < 20; bin++) values.push(scale.lo + bin * (scale.hi - scale.lo) / 20);
    for (let bin = 1; bin < 20; bin++) {
      const edge = lowerEdge(bin, scale);
      for (const value of values) {
        equal(value >= edge, binOf(value, scale) >= bin, `${value} in ${lo}, bin ${bin}`);
      }
    }
  }
});
