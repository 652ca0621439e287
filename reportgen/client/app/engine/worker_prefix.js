/** What stands before the engine's own script in its worker. */

import { counted, inflated } from "./streams.js";

/**
 * The script that is put before the engine's own.
 * @returns {string}
 */
export function workerPrefix() {
  return `"use strict";(${prefix})(${inflated},${counted});\n`;
}

/**
 * Runs inside the worker; its text is sent there, so it can name nothing outside.
 *
 * The engine asks for its module and its Parquet reader at addresses of its vendor's choosing: here they are answered
 * with the site's own files, and every other request is refused. Bytes of large files stay in an ArrayBuffer outside
 * the wasm heap, behind the engine's protocol for browser files.
 * @param {typeof inflated} inflate
 * @param {typeof counted} count
 */
function prefix(inflate, count) {
  /** @type {any} */
  const scope = self;
  const fetchNative = scope.fetch.bind(scope);
  const NativeReader = scope.FileReaderSync;
  /** @type {{wasm: string, parquet: ArrayBuffer | null}} */
  const engine = { wasm: "", parquet: null };

  scope.fetch = async function (/** @type {any} */ request) {
    const url = typeof request === "string" ? request : request.url;
    if (url !== engine.wasm) throw new TypeError("requests are switched off");
    const response = await fetchNative(url, { credentials: "same-origin" });
    if (!response.ok) throw new Error("the engine could not be loaded (status " + response.status + ")");
    const known = !response.headers.get("content-encoding");
    const total = known ? Number(response.headers.get("content-length")) || 0 : 0;
    let told = 0;
    const body = count(response.body, (done) => {
      if (done - told < 65536 && done !== total) return;
      told = done;
      scope.postMessage({ type: "REPORTGEN_PROGRESS", data: { done, total } });
    });
    return new Response(await inflate(body), { headers: { "content-type": "application/wasm" } });
  };

  scope.XMLHttpRequest = function () {
    let url = "";
    return {
      status: 0,
      response: new ArrayBuffer(0),
      open(/** @type {string} */ _method, /** @type {string} */ address) {
        url = address;
      },
      setRequestHeader() {},
      getResponseHeader: () => null,
      getAllResponseHeaders: () => "",
      send() {
        if (!engine.parquet || !/\/parquet\.duckdb_extension\.wasm$/.test(url)) {
          throw new Error("requests are switched off");
        }
        this.status = 200;
        this.response = engine.parquet;
      },
    };
  };

  scope.FileReaderSync = function () {
    return {
      readAsArrayBuffer: (/** @type {any} */ part) =>
        part instanceof ArrayBuffer ? part : new NativeReader().readAsArrayBuffer(part),
    };
  };

  scope.addEventListener("message", (/** @type {MessageEvent} */ event) => {
    const message = event.data;
    if (message?.type === "REPORTGEN_ENGINE") {
      Object.assign(engine, message.data);
      event.stopImmediatePropagation();
    } else if (message?.type === "REGISTER_FILE_HANDLE" && message.data[1] instanceof ArrayBuffer) {
      const bytes = message.data[1];
      message.data[1] = {
        size: bytes.byteLength,
        slice: (/** @type {number} */ from, /** @type {number} */ to) => bytes.slice(from, to),
      };
    }
  });

  /** @param {unknown} reason */
  const fatal = (reason) => {
    const text = /** @type {any} */ (reason)?.message ?? String(reason);
    scope.postMessage({ type: "REPORTGEN_FATAL", data: text });
  };
  scope.addEventListener("unhandledrejection", (/** @type {any} */ event) => {
    event.preventDefault();
    fatal(event.reason);
  });
  scope.addEventListener("error", (/** @type {any} */ event) => {
    event.preventDefault();
    fatal(event.message);
  });
  // The engine prints every failed statement; the page shows failures itself.
  scope.console.log = scope.console.warn = scope.console.error = function () {};
}
