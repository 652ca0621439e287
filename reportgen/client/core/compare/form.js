/** Questions about comparisons: ordinary ones, whose statements are made whole on their way to the engine. */

/**
 * @typedef {import("../frame.js").Frame} Frame
 */

/**
 * @template T
 * @param {{fill: (statement: string) => string}} form
 * @param {Generator<string[], T, Frame[]>} question
 * @returns {Generator<string[], T, Frame[]>}
 */
export function* asking({ fill }, question) {
  let step = question.next();
  while (!step.done) step = question.next(yield step.value.map(fill));
  return step.value;
}
