import { counted, inflated } from "../../../reportgen/client/app/engine/streams.js";
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

Deno.test("bytes are counted as they pass", async () => {
  /** @type {number[]} */
  const told = [];
  await bytesOf(counted(streamOf([new Uint8Array(3), new Uint8Array(4)]), (done) => told.push(done)));
  equal(told, [3, 7]);
});
