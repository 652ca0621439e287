/** Fetches whole files of the site, with progress. */

import { counted, inflated } from "./streams.js";

/**
 * @typedef {{done: number, total: number}} Progress bytes so far and in all (0 when not known)
 * @typedef {{signal?: AbortSignal, progress?: (progress: Progress) => void, inflate?: boolean, total?: number}} Options
 */

/**
 * The bytes of a file.
 * @param {string} url
 * @param {Options} [options] `inflate` for files that are stored gzipped; `total` when the size is known beforehand
 * @returns {Promise<ArrayBuffer>}
 */
export async function download(url, options = {}) {
  const response = await fetch(url, { signal: options.signal, credentials: "same-origin" });
  if (!response.ok || !response.body) {
    throw new Error(`${fileName(url)} could not be loaded (status ${response.status})`);
  }
  const total = options.total ?? announcedSize(response);
  let body = counted(response.body, (done) => options.progress?.({ done, total }));
  if (options.inflate) body = await inflated(body);
  return await new Response(body).arrayBuffer();
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
