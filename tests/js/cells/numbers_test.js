/** How numbers are written, alone and in columns. */

import { columnFormat, formatNumber, formatShort } from "../../../reportgen/client/core/cells/numbers.js";
import { formatDuration } from "../../../reportgen/client/core/cells/moment.js";
import { equal } from "../assert.js";

/** @type {[number | bigint, string][]} */
const ALONE = [
  [0, "0"],
  [1797, "1,797"],
  [-1234567, "-1,234,567"],
  [0.5, "0.5"],
  [1234.5, "1,234.5"],
  [9007199254740993n, "9,007,199,254,740,993"],
  [-9007199254740993n, "-9,007,199,254,740,993"],
  [1e21, "1e21"],
  [1.5e-9, "1.5e-9"],
  [NaN, "NaN"],
  [Infinity, "∞"],
  [-Infinity, "-∞"],
];

for (const [value, text] of ALONE) {
  Deno.test(`number ${value} is written ${text}`, () => equal(formatNumber(value), text));
}

/** Values of one column, and how they stand in it. @type {[unknown[], string[]][]} */
const COLUMNS = [
  [[0.5, 0.25, 1], ["0.50", "0.25", "1.00"]],
  [[0.98765432, 0.1, 0.00001, 0], ["0.9877", "0.1000", "<0.0001", "0.0000"]],
  [[-0.00001, 0.5123], [">-0.0001", "0.5123"]],
  [[2021, 1999], ["2021", "1999"]],
  [[2195, 67336], ["2,195", "67,336"]],
  [[123.456, 7.1], ["123.5", "7.1"]],
  [[1e-9, 2.5e-8], ["1e-9", "2.5e-8"]],
  [[3e18, 1], ["3e18", "1e0"]],
  [[NaN, null, 1.5], ["NaN", "1.5"]],
  [[-0.00000001, 1], [">-0.0001", "1.0000"]],
];

for (const [values, texts] of COLUMNS) {
  Deno.test(`column ${JSON.stringify(values)}`, () => {
    const format = columnFormat(values);
    const numbers = /** @type {number[]} */ (values.filter((value) => typeof value === "number"));
    equal(numbers.map((value) => formatNumber(value, format)), texts);
  });
}

/** @type {[number, string][]} */
const SHORT = [[0, "0"], [0.43217, "0.432"], [1797, "1,797"], [1797.4, "1,797"], [0.00001234, "1.234e-5"], [
  12.5,
  "12.5",
]];

for (const [value, text] of SHORT) {
  Deno.test(`short ${value} is ${text}`, () => equal(formatShort(value), text));
}

/** @type {[number, string][]} */
const DURATIONS = [
  [0, "0 s"],
  [12, "12 µs"],
  [1500, "1.5 ms"],
  [1500000, "1.5 s"],
  [7384000000, "2 h 3 min 4 s"],
  [-90000000, "-1 min 30 s"],
  [3 * 86400e6, "3 d"],
];

for (const [value, text] of DURATIONS) {
  Deno.test(`${value} µs is ${text}`, () => equal(formatDuration(value), text));
}
