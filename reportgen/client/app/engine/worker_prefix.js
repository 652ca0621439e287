/** What stands before the engine's own script in its worker. */

/**
 * @typedef {{module: WebAssembly.Module, reader: WebAssembly.Module, limit: number}} Modules the engine and its Parquet
 *   reader; the limit of their memory (MB)
 * @typedef {{
 *   symbols: Record<string, number>, limits: Record<number, number[]>,
 *   reader: {memoryBase: number, bytes: number, tableBase: number, tableLength: number, symbols: number[]},
 * }} State how the two were linked. `symbols` are the addresses that the engine's linker knows, the reader's in the
 *   order of its imports; the reader's data are `bytes` long, from `memoryBase` on; `limits` are the words of the
 *   memory that depend on its limit, each after its address
 */

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
 * The engine asks for its module at an address: here that is answered with what the page has sent, and every other
 * request is refused. The module carries the state that it has after its start, with the Parquet reader linked to it
 * (docs/decisions/0029-snapshot.md): here the two are linked as they were then, and no start is run. Bytes of large
 * files stay in an ArrayBuffer outside the wasm heap, behind the engine's protocol for browser files.
 */
function prefix() {
  /** @type {any} */
  const scope = self;
  const NativeReader = scope.FileReaderSync;
  /** @type {(modules: Modules) => void} */
  let modulesArrive = () => {};
  /** @type {Promise<Modules>} */
  const modules = new Promise((resolve) => modulesArrive = resolve);

  scope.fetch = () => Promise.reject(new TypeError("requests are switched off"));
  scope.XMLHttpRequest = function () {
    throw new TypeError("requests are switched off");
  };
  WebAssembly.instantiateStreaming = async (source, imports) => {
    Promise.resolve(source).catch(() => {}); // the engine's own request for its module, refused like all others
    const given = await modules;
    const instance = await WebAssembly.instantiate(given.module, imports);
    return { module: given.module, instance: { exports: linked(given, instance.exports, imports) } };
  };

  /**
   * Links the reader to the engine as it was when the state was taken.
   * @param {Modules} modules
   * @param {Record<string, any>} own the engine's exports
   * @param {any} imports the engine's
   * @returns {Record<string, any>} those of the engine's exports that its script uses
   */
  function linked({ module, reader, limit }, own, imports) {
    const [text] = WebAssembly.Module.customSections(module, "reportgen.state");
    /** @type {State} */
    const state = JSON.parse(new TextDecoder().decode(text));
    const { memory, __indirect_function_table: table } = imports.env;
    // Linking writes the data of the reader's file; the state has what differs from it.
    const data = new Uint8Array(memory.buffer, state.reader.memoryBase, state.reader.bytes);
    const difference = data.slice();
    table.grow(state.reader.tableLength - table.length);
    linkReader(state.reader, own, reader, imports.env, passing(module));
    for (let i = 0; i < data.length; i++) data[i] ^= difference[i];
    const words = new Uint32Array(memory.buffer);
    const changes = state.limits[limit];
    for (let i = 0; i < changes.length; i += 2) words[changes[i] / 4] = changes[i + 1];
    /** @type {Record<string, any>} */
    const used = { __wasm_call_ctors() {}, __wasm_apply_data_relocs() {} };
    for (const [name, address] of Object.entries(state.symbols)) {
      if (address) imports["GOT.func"][name].value = address;
      if (name in own) used[name] = own[name];
    }
    return used;
  }

  /**
   * The functions by which the reader calls its own, and the table of these.
   * @param {WebAssembly.Module} module
   * @returns {Record<string, any>}
   */
  function passing(module) {
    const [bytes] = WebAssembly.Module.customSections(module, "reportgen.calls");
    return new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports;
  }

  /**
   * @param {State["reader"]} state
   * @param {Record<string, any>} own the engine's exports
   * @param {WebAssembly.Module} reader
   * @param {Record<string, any>} env what the engine's script offers
   * @param {Record<string, any>} calls
   */
  function linkReader({ memoryBase, tableBase, symbols }, own, reader, env, calls) {
    /** @type {Record<string, Record<string, any>>} */
    const given = {
      env: { __memory_base: memoryBase, __table_base: tableBase },
      "GOT.mem": {},
      "GOT.func": {},
    };
    const asked = WebAssembly.Module.imports(reader);
    let place = 0;
    for (const { module, name } of asked) {
      if (module === "env") given.env[name] ??= env[name] ?? own[name] ?? calls[name];
      else given[module][name] = new WebAssembly.Global({ value: "i32", mutable: true }, symbols[place++]);
    }
    /** @type {Record<string, any>} */
    const theirs = new WebAssembly.Instance(reader, given).exports;
    Object.keys(calls).slice(1).forEach((name, slot) => calls.table.set(slot, theirs[name]));
    const table = env.__indirect_function_table;
    for (const [name, { value }] of Object.entries(given["GOT.func"])) {
      const plain = "orig$" + name; // what has integers of 64 bits is offered to JavaScript in another form
      if (!table.get(value)) table.set(value, theirs[plain] ?? own[plain] ?? own[name] ?? theirs[name]);
    }
  }

  scope.FileReaderSync = function () {
    return {
      readAsArrayBuffer: (/** @type {any} */ part) =>
        part instanceof ArrayBuffer ? part : new NativeReader().readAsArrayBuffer(part),
    };
  };

  scope.addEventListener("message", (/** @type {MessageEvent} */ event) => {
    const message = event.data;
    if (message?.type === "REPORTGEN_ENGINE") {
      modulesArrive(message.data);
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
