import { pack, unpack } from "../../reportgen/client/core/wire.js";
import { equal } from "./assert.js";

/** @type {[unknown, string][]} */
const TEXTS = [
  [{ a: [1, "é", null, true, 0.5] }, '{"a":[1,"é",null,true,0.5]}'],
  [2n ** 63n, '{"$int":"9223372036854775808"}'],
  [[NaN, Infinity, -Infinity], '[{"$num":"NaN"},{"$num":"Infinity"},{"$num":"-Infinity"}]'],
  [9007199254740992, '{"$num":"9007199254740992"}'],
  [-0, '{"$num":"-0"}'],
  [{ $int: "1", "": { $$: 2 } }, '{"$$int":"1","":{"$$$":2}}'],
];

for (const [value, text] of TEXTS) {
  Deno.test(`pack ${text}`, () => {
    equal(pack(value), text);
    equal(unpack(text), value);
  });
}
