/** Byte streams of downloads. */

/**
 * A stream of the inflated bytes, telling how many have come in. Hosts differ in whether they announce a `.gz` file
 * as compressed, in which case the browser has inflated it already; so the first two bytes decide.
 * @param {ReadableStream<Uint8Array<ArrayBuffer>>} stream
 * @param {(done: number) => void} [report]
 * @returns {Promise<ReadableStream<Uint8Array<ArrayBuffer>>>}
 */
export async function inflated(stream, report) {
  const reader = stream.getReader();
  let done = 0;
  async function read() {
    const { value } = await reader.read();
    if (value) report?.(done += value.byteLength);
    return value;
  }

  let head = await read();
  while (head && head.length < 2) {
    const next = await read();
    if (!next) break;
    head = new Uint8Array([...head, ...next]);
  }
  const whole = new ReadableStream({
    start(controller) {
      if (head) controller.enqueue(head);
      else controller.close();
    },
    async pull(controller) {
      const value = await read();
      if (value) controller.enqueue(value);
      else controller.close();
    },
    cancel: (reason) => reader.cancel(reason),
  });
  const gzip = head?.[0] === 0x1f && head[1] === 0x8b;
  return gzip ? whole.pipeThrough(new DecompressionStream("gzip")) : whole;
}

/**
 * All bytes of a stream, telling how many have come in.
 * @param {ReadableStream<Uint8Array<ArrayBuffer>>} stream
 * @param {number} size how many are expected; more or fewer are no mistake
 * @param {(done: number) => void} [report]
 * @returns {Promise<ArrayBuffer>}
 */
export async function gathered(stream, size, report) {
  const reader = stream.getReader();
  let bytes = new Uint8Array(size);
  let done = 0;
  for (;;) {
    const { value } = await reader.read();
    if (!value) break;
    if (done + value.length > bytes.length) {
      const larger = new Uint8Array(Math.max(2 * bytes.length, done + value.length));
      larger.set(bytes);
      bytes = larger;
    }
    bytes.set(value, done);
    report?.(done += value.length);
  }
  return done === bytes.length ? bytes.buffer : bytes.buffer.slice(0, done);
}
