import { isFatal, statementError } from "../../../reportgen/client/app/engine/errors.js";
import { equal } from "../assert.js";

const CASES = /** @type {[string, string, boolean][]} */ ([
  ["Binder Error: no such column", "Binder Error: no such column", false],
  ["Out of Memory Error: failed", "Out of Memory Error: failed", false],
  ['{"exception_type":"Parser","exception_message":"syntax"}', "Parser Error: syntax", false],
  ["INTERNAL Error: broken", "INTERNAL Error: broken", true],
  ['{"exception_type":"FATAL","exception_message":"gone"}', "FATAL Error: gone", true],
  ["memory access out of bounds", "memory access out of bounds", true],
  ["{not json", "{not json", true],
]);

Deno.test("which errors end the engine", () => {
  for (const [text, message, fatal] of CASES) {
    const error = statementError(text);
    equal([error.message, isFatal(error)], [message, fatal]);
  }
});
