/** Assertions for the tests of the client. */

/** Fails unless both values say the same. @param {unknown} actual @param {unknown} expected @param {string} [what] */
export function equal(actual, expected, what = "") {
  const [got, wanted] = [actual, expected].map((value) =>
    Deno.inspect(value, { depth: 12, iterableLimit: 1000, strAbbreviateSize: 1e6 })
  );
  if (got !== wanted) throw new Error(`${what}\n  got:    ${got}\n  wanted: ${wanted}`);
}
