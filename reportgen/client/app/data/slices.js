/** Long work of a page in short slices, between which it paints and listens. */

import { abortError } from "../engine/errors.js";

/** So long (ms) the page may be held up at a time. */
const SLICE = 8;

/**
 * Runs a generator to its end.
 * @template T
 * @param {Generator<void, T, void>} work
 * @param {AbortSignal} [signal]
 * @returns {Promise<T>}
 */
export async function inSlices(work, signal) {
  let began = performance.now();
  for (;;) {
    if (signal?.aborted) throw abortError();
    const step = work.next();
    if (step.done) return step.value;
    if (performance.now() - began < SLICE) continue;
    await turn();
    began = performance.now();
  }
}

/** Lets the page do what it has to. @returns {Promise<void>} */
function turn() {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
