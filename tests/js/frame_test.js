// @ts-types="./arrow.d.ts"
import * as arrow from "@uwdata/flechette";
import { decodeFrame } from "../../reportgen/client/core/frame.js";
import { equal } from "./assert.js";

const { list, struct, timestamp, dateDay, timeMicrosecond, decimal, binary, map, utf8, int64, float64 } =
  arrow;

/** @type {[string, any, any[], any[]][]} What is written, of which type, and the cells that are read. */
const COLUMNS = [
  ["integers", int64(), [1n, 2n ** 53n, -(2n ** 53n), null], [1, 2n ** 53n, -(2n ** 53n), null]],
  ["floats", float64(), [0.1, NaN, -Infinity, null], [0.1, NaN, -Infinity, null]],
  ["texts", utf8(), ["é😀", "", "null", null], ["é😀", "", "null", null]],
  ["timestamps", timestamp(2, null), [0, -0.001, 1709209800500, null], [
    "1970-01-01 00:00:00",
    "1969-12-31 23:59:59.999999",
    "2024-02-29 12:30:00.5",
    null,
  ]],
  ["milliseconds", timestamp(1, null), [1709209800500], ["2024-02-29 12:30:00.5"]],
  ["dates", dateDay(), [0, new Date("1900-03-01"), new Date("0001-01-01"), null], [
    "1970-01-01",
    "1900-03-01",
    "0001-01-01",
    null,
  ]],
  ["times", timeMicrosecond(), [0n, 86399120000n], ["00:00:00", "23:59:59.12"]],
  ["decimals", decimal(20, 2, 128), [125n, -5n, 0n], ["1.25", "-0.05", "0.00"]],
  ["bytes", binary(), [Uint8Array.of(1, 2), Uint8Array.of()], [{ binary: 2 }, { binary: 0 }]],
  ["lists", list(timestamp(2, null)), [[0, null], [], null], [["1970-01-01 00:00:00", null], [], null]],
  ["structs", struct({ a: int64(), "b c": list(utf8()) }), [{ a: 5n, "b c": ["x", null] }, null], [
    { a: 5, "b c": ["x", null] },
    null,
  ]],
  ["maps", map(utf8(), int64()), [[["k", 1n]], []], [[["k", 1]], []]],
];

for (const [name, type, values, cells] of COLUMNS) {
  Deno.test(`frame of ${name}`, () => {
    const options = { useBigInt: true, useDecimalInt: true, useBigIntTimestamp: true };
    const column = arrow.columnFromArray(values, type, options);
    const bytes = arrow.tableToIPC(arrow.tableFromColumns({ [name]: column }), { format: "stream" });
    equal(decodeFrame(/** @type {Uint8Array} */ (bytes)), {
      names: [name],
      columns: [cells],
      length: values.length,
    });
  });
}
