/** What stands before the engine's own script in its worker. */

/**
 * The script that is put before the engine's own.
 * @returns {string}
 */
export function workerPrefix() {
  return `"use strict";(${prefix})();\n`;
}

/**
 * Runs inside the worker; its text is sent there, so it can name nothing outside.
 *
 * The engine asks for its module and its Parquet reader at addresses of its vendor's choosing: here both are answered
 * with what the page has sent, and every other request is refused. Bytes of large files stay in an ArrayBuffer
 * outside the wasm heap, behind the engine's protocol for browser files.
 */
function prefix() {
  /** @type {any} */
  const scope = self;
  const NativeReader = scope.FileReaderSync;
  /** @type {{parquet: ArrayBuffer | null, reader: WebAssembly.Module | null}} */
  const engine = { parquet: null, reader: null };
  const NativeModule = WebAssembly.Module;
  /** @type {(module: WebAssembly.Module) => void} */
  let moduleArrives = () => {};
  /** @type {Promise<WebAssembly.Module>} */
  const module = new Promise((resolve) => moduleArrives = resolve);

  scope.fetch = () => Promise.reject(new TypeError("requests are switched off"));
  WebAssembly.instantiateStreaming = async (source, imports) => {
    Promise.resolve(source).catch(() => {}); // the engine's own request for its module, refused like all others
    return { module: await module, instance: await WebAssembly.instantiate(await module, imports) };
  };

  /** The one large module that the engine compiles by itself is its Parquet reader, which the page has compiled. */
  const Module = function (/** @type {BufferSource} */ bytes) {
    return bytes.byteLength > 1e6 && engine.reader ? engine.reader : new NativeModule(bytes);
  };
  Module.prototype = NativeModule.prototype;
  Object.setPrototypeOf(Module, NativeModule);
  /** @type {any} */ (WebAssembly).Module = Module;

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
      if (message.data.module) moduleArrives(message.data.module);
      else Object.assign(engine, message.data);
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
