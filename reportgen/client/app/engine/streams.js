/**
 * Byte streams of downloads. Both functions are self-contained: their text is also sent into the engine's worker.
 */

/**
 * A stream of the inflated bytes. Hosts differ in whether they announce a `.gz` file as compressed, in which case
 * the browser has inflated it already; so the first two bytes decide.
 * @param {ReadableStream<Uint8Array<ArrayBuffer>>} stream
 * @returns {Promise<ReadableStream<Uint8Array<ArrayBuffer>>>}
 */
export async function inflated(stream) {
  const reader = stream.getReader();
  let head = new Uint8Array(0);
  let ended = false;
  while (head.length < 2 && !ended) {
    const { done, value } = await reader.read();
    if (value) head = head.length ? new Uint8Array([...head, ...value]) : value;
    ended = done;
  }
  const whole = new ReadableStream({
    start(controller) {
      if (head.length) controller.enqueue(head);
    },
    async pull(controller) {
      const { done, value } = await reader.read();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: (reason) => reader.cancel(reason),
  });
  const gzip = head[0] === 0x1f && head[1] === 0x8b;
  return gzip ? whole.pipeThrough(new DecompressionStream("gzip")) : whole;
}

/**
 * The same stream, telling how many bytes have passed.
 * @param {ReadableStream<Uint8Array<ArrayBuffer>>} stream
 * @param {(done: number) => void} report
 * @returns {ReadableStream<Uint8Array<ArrayBuffer>>}
 */
export function counted(stream, report) {
  let done = 0;
  return stream.pipeThrough(
    new TransformStream({
      transform(chunk, controller) {
        done += chunk.byteLength;
        report(done);
        controller.enqueue(chunk);
      },
    }),
  );
}
