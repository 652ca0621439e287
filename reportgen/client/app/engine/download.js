/** Fetches whole files of the site, with progress. */

import { gathered, inflated } from "./streams.js";

/**
 * @typedef {{done: number, total: number}} Progress bytes so far and in all (0 when not known)
 * @typedef {{
 *   signal?: AbortSignal, progress?: (progress: Progress) => void, inflate?: boolean, total?: number,
 *   after?: Promise<unknown>,
 * }} Options
 */

/**
 * The bytes of a file.
 * @param {string} url
 * @param {Options} [options] `inflate` for files that are stored gzipped; `total` when the size is known beforehand;
 *   `after` is what comes first: the file is asked for at once, but its bytes are taken only then
 * @returns {Promise<ArrayBuffer>}
 */
export async function download(url, options = {}) {
  const { body, total, report } = await opened(url, options);
  if (!options.inflate) return await gathered(body, total, report);
  return await new Response(await inflated(body, report)).arrayBuffer();
}

/**
 * A WebAssembly module, compiled while its gzipped file comes in.
 * @param {string} url
 * @param {Options} [options]
 * @returns {Promise<WebAssembly.Module>}
 */
export async function downloadModule(url, options = {}) {
  const { body, report } = await opened(url, options);
  const headers = { "content-type": "application/wasm" };
  return await WebAssembly.compileStreaming(new Response(await inflated(body, report), { headers }));
}

/**
 * @param {string} url
 * @param {Options} options
 */
async function opened(url, options) {
  const response = await fetch(url, { signal: options.signal, credentials: "same-origin" });
  if (!response.ok || !response.body) {
    throw new Error(`${fileName(url)} could not be loaded (status ${response.status})`);
  }
  await options.after;
  const total = options.total ?? announcedSize(response);
  const report = (/** @type {number} */ done) => options.progress?.({ done, total });
  return { body: response.body, total, report };
}

/**
 * The size that the host announces; a compressed answer's length is not that of its bytes.
 * @param {Response} response
 */
function announcedSize(response) {
  if (response.headers.get("content-encoding")) return 0;
  return Number(response.headers.get("content-length")) || 0;
}

/** @param {string} url */
function fileName(url) {
  return new URL(url, location.href).pathname.split("/").pop() ?? url;
}
