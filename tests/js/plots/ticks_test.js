import { linearTicks, logTicks, niceEnds, shortNumber } from "../../../reportgen/client/core/plots/ticks.js";
import { durationTicks, timeTicks } from "../../../reportgen/client/core/plots/time.js";
import { equal } from "../assert.js";

/** @param {{label: string}[]} ticks */
const labels = (ticks) => ticks.map(({ label }) => label);

/** @type {[string, string[], string[]][]} */
const AXES = [
  ["a unit scale", labels(linearTicks(0, 1, 5)), ["0", "0.2", "0.4", "0.6", "0.8", "1.0"]],
  ["below nought", labels(linearTicks(-2.5, 3.1, 3)), ["-2", "0", "2"]],
  ["whole numbers only", labels(linearTicks(0, 2, 10, true)), ["0", "1", "2"]],
  ["millions", labels(linearTicks(0, 4e6, 4)), ["0", "1M", "2M", "3M", "4M"]],
  ["very small numbers", labels(linearTicks(0, 3e-6, 3)), ["0", "1e-6", "2e-6", "3e-6"]],
  ["one value", labels(linearTicks(7, 7, 5)), ["7"]],
  ["steps lost to rounding", labels(linearTicks(2 ** 53, 2 ** 53 + 2, 4)).slice(0, 1), ["9.007e15"]],
  ["decades", labels(logTicks(0.01, 1000, 10)), ["0.01", "0.1", "1", "10", "100", "1,000"]],
  ["part of a decade", labels(logTicks(1.5, 60, 8)), ["2", "5", "10", "20", "50"]],
  ["many decades", labels(logTicks(1e-12, 1e12, 5)), ["1e-12", "1e-7", "0.01", "1,000", "1e8"]],
  ["half a day", labels(timeTicks(0, 12 * 3600e6, 4)), ["1970-01-01", "03:00", "06:00", "09:00", "12:00"]],
  ["months", labels(timeTicks(0, 365 * 86400e6, 4)), ["1970-01", "1970-04", "1970-07", "1970-10", "1971-01"]],
  ["centuries", labels(timeTicks(-3e15, 3e15, 3)), ["1900", "2000"]],
  ["durations", labels(durationTicks(0, 90e6, 3)), ["0 s", "30 s", "1 min", "1 min 30 s"]],
];

for (const [name, found, wanted] of AXES) Deno.test(`ticks: ${name}`, () => equal(found, wanted));

Deno.test("the ends of a scale move out to ticks", () => {
  equal(niceEnds(0, 262, 6), [0, 300]);
  equal(niceEnds(-3, 7, 5), [-4, 8]);
  equal(niceEnds(0, 0, 5), [0, 1]);
  equal(niceEnds(5, 5, 5), [0, 10]);
});

Deno.test("numbers of an axis", () => {
  equal(
    [[1500, 500], [2.5e6, 5e5], [0.1, 0.1], [-0.25, 0.25]].map(([value, step]) => shortNumber(value, step)),
    [
      "1,500",
      "2.5M",
      "0.1",
      "-0.25",
    ],
  );
});
