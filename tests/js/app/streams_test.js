import { gathered, inflated } from "../../../reportgen/client/app/engine/streams.js";
import { equal } from "../assert.js";

const TEXT = "some bytes, some bytes, some bytes";

/** @param {Uint8Array<ArrayBuffer>[]} chunks */
function streamOf(chunks) {
  return /** @type {ReadableStream<Uint8Array<ArrayBuffer>>} */ (ReadableStream.from(chunks));
}

/** @param {ReadableStream} stream */
async function bytesOf(stream) {
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

Deno.test("gzipped bytes are inflated, others pass, however they are cut", async () => {
  const plain = new TextEncoder().encode(TEXT);
  const zipped = await bytesOf(new Blob([TEXT]).stream().pipeThrough(new CompressionStream("gzip")));
  for (const bytes of [plain, zipped]) {
    for (const size of [1, 2, 7, bytes.length]) {
      const chunks = [];
      for (let at = 0; at < bytes.length; at += size) chunks.push(bytes.slice(at, at + size));
      equal(
        new TextDecoder().decode(await bytesOf(await inflated(streamOf(chunks)))),
        TEXT,
        `chunks of ${size}`,
      );
    }
  }
  equal((await bytesOf(await inflated(streamOf([])))).length, 0);
});

Deno.test("bytes are counted as they come in", async () => {
  const zipped = await bytesOf(new Blob([TEXT]).stream().pipeThrough(new CompressionStream("gzip")));
  /** @type {number[]} */
  const told = [];
  await bytesOf(await inflated(streamOf([zipped.slice(0, 5), zipped.slice(5)]), (done) => told.push(done)));
  equal(told, [5, zipped.length]);
});

Deno.test("bytes are gathered, whatever their number was said to be", async () => {
  for (const size of [0, 1, 7, 100]) {
    /** @type {number[]} */
    const told = [];
    const chunks = [new Uint8Array([1, 2, 3]), new Uint8Array([4, 5, 6, 7])];
    const bytes = await gathered(streamOf(chunks), size, (done) => told.push(done));
    equal([...new Uint8Array(bytes)], [1, 2, 3, 4, 5, 6, 7], `said to be ${size}`);
    equal(told, [3, 7]);
  }
});
