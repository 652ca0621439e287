/**
 * Links in fewer letters: version 2 is version 1's JSON, deflated (RFC 1951) by the browser, as base64 for addresses.
 */

import { fromBase64, toBase64 } from "../../../core/index.js";

const PLAIN = "1";
const PACKED = "2";
/** No link says more, whatever its letters could be inflated to. */
const MOST = 100_000;

/**
 * @param {string} text of version 1
 * @returns {Promise<string>} the shorter of both versions
 */
export async function packLink(text) {
  const json = text.startsWith(PLAIN) ? fromBase64(text.slice(1)) : null;
  if (!json) return text;
  const stream = new Blob([json]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  const packed = PACKED + letters(bytes);
  return packed.length < text.length ? packed : text;
}

/**
 * Any text gives a text.
 * @param {string} text of any version
 * @returns {Promise<string>} of version 1; what cannot be read stays as it is, for the reader of version 1 to say so
 */
export async function unpackLink(text) {
  if (!text.startsWith(PACKED)) return text;
  const json = await inflated(text.slice(1)).catch(() => null);
  return json === null ? PLAIN + "!" : PLAIN + toBase64(json);
}

/** @param {string} packed */
async function inflated(packed) {
  if (!/^[\w-]*$/.test(packed)) return null;
  const bytes = Uint8Array.from(
    atob(packed.replaceAll("-", "+").replaceAll("_", "/")),
    (one) => one.charCodeAt(0),
  );
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const reader = stream.pipeThrough(new TextDecoderStream("utf-8", { fatal: true })).getReader();
  let json = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return json;
    json += value;
    if (json.length > MOST) {
      await reader.cancel();
      return null;
    }
  }
}

/** @param {Uint8Array} bytes */
function letters(bytes) {
  const text = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
  return text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
