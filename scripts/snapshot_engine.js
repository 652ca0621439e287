/**
 * Starts the engine once and writes down the state that it is then in: `deno run … snapshot_engine.js FOLDER LIMIT CHANCE`.
 *
 * The folder has `engine.wasm` (every global exported as `global:N`), `worker.js` and `parquet.wasm`; it gets
 * `memory.bin` and `state.json`. Clock, chance and language are the same in every run, so the bytes are, too.
 */

/**
 * @typedef {{
 *   globals: number[], symbols: Record<string, number>,
 *   reader: {memoryBase: number, tableBase: number, tableLength: number, symbols: number[]},
 * }} State `globals` by number; `symbols` are the addresses that the engine's linker knows, the reader's in the order
 *   of its imports; the table's length is that with the reader
 */

const [folder, limit, chance] = Deno.args;
/** What shuts the engine in. The order matters: once locked, nothing can be set, and what is open stays open. */
const STATEMENTS = [
  "LOAD parquet",
  // A registered file never changes: its footer is read once.
  "SET parquet_metadata_cache=true",
  `SET memory_limit='${limit}MB'`,
  "SET autoinstall_known_extensions=false",
  "SET autoload_known_extensions=false",
  "SET allowed_directories=['data/']",
  "SET enable_external_access=false",
  "SET lock_configuration=true",
];

const read = (/** @type {string} */ name) => Deno.readFileSync(`${folder}/${name}`);
const script = new TextDecoder().decode(read("worker.js"));
const engine = new WebAssembly.Module(read("engine.wasm"));
const extension = read("parquet.wasm");

/** @type {any} */
const scope = globalThis;
/** What instantiation of the engine, and later of its reader, was given and gave. @type {any[]} */
const linked = [];
/** The answers that are waited for. @type {((message: any) => void)[]} */
const waiting = [];
/** The table's length before anything was linked: so far it is filled by the engine itself. */
let tableLength = 0;
/** Where the engine describes the reader that it has linked. */
let library = 0;

surroundings();
(0, eval)(script);
await ask("INSTANTIATE", ["http://localhost/engine.wasm", null]);
const [{ imports: given, exports: engineExports }] = linked;
const before = [given.env.__stack_pointer.value, ...addresses(engine, given)];
await ask("OPEN", { path: ":memory:", query: { castBigIntToDouble: false } });
const connection = await ask("CONNECT");
for (const statement of STATEMENTS) await ask("RUN_QUERY", [connection, statement]);
await ask("DISCONNECT", connection);
const after = [given.env.__stack_pointer.value, ...addresses(engine, given)];
if (String(before) !== String(after)) throw new Error("what the engine is linked by has moved");
if (linked.length !== 2) {
  throw new Error(`${linked.length} modules were linked, not the engine and its reader`);
}
compareTable();
forget();
clear();
Deno.writeFileSync(`${folder}/memory.bin`, image());
Deno.writeTextFileSync(`${folder}/state.json`, JSON.stringify(state()));
Deno.exit(0);

/** Makes this a worker whose page sends it the engine and nothing else. */
function surroundings() {
  delete scope.process;
  scope.self = scope;
  scope.location = { href: "http://localhost/" };
  Object.defineProperty(scope, "navigator", { value: { languages: ["en"], language: "en" } });
  scope.console.log = scope.console.warn = scope.console.error = () => {};
  scope.postMessage = (/** @type {any} */ message) => {
    if (message.type !== "INSTANTIATE_PROGRESS" && message.type !== "LOG") waiting.shift()?.(message);
  };
  withoutChance();
  watchLinking();
  scope.fetch = () => Promise.reject(new TypeError("there is no network"));
  scope.XMLHttpRequest = function () {
    return {
      status: 200,
      response: extension.buffer,
      open() {},
      send() {},
      setRequestHeader() {},
      getResponseHeader: () => null,
      getAllResponseHeaders: () => "",
    };
  };
}

/** Gives the engine its module, and keeps what it and its reader are linked with. */
function watchLinking() {
  const { Instance, Module } = WebAssembly;
  scope.WebAssembly.instantiateStreaming = (/** @type {any} */ source, /** @type {any} */ imports) => {
    Promise.resolve(source).catch(() => {});
    const { _dlopen_js: open, __indirect_function_table: table } = imports.env;
    tableLength = table.length;
    imports.env._dlopen_js = (/** @type {number} */ handle) => open(library = handle);
    const instance = new Instance(engine, imports);
    linked.push({ module: engine, imports, exports: instance.exports });
    const shown = Object.entries(instance.exports).filter(([name]) => !name.startsWith("global:"));
    return Promise.resolve({ module: engine, instance: { exports: Object.fromEntries(shown) } });
  };
  scope.WebAssembly.Instance = function (
    /** @type {WebAssembly.Module} */ module,
    /** @type {any} */ imports,
  ) {
    const instance = new Instance(module, imports);
    if (Module.imports(module).length > 100) linked.push({ module, imports, exports: instance.exports });
    return instance;
  };
}

/** A clock that stands still, and dice that always show the same. */
function withoutChance() {
  const moment = Date.UTC(2000 + Number(chance), 0, 1);
  const NativeDate = Date;
  scope.Date = class extends NativeDate {
    constructor() {
      super(moment);
    }
    /** @override */
    static now() {
      return moment;
    }
  };
  Object.defineProperty(performance, "now", { value: () => Number(chance) });
  Math.random = () => Number(chance) / 256;
  crypto.getRandomValues = (/** @type {any} */ array) => array.fill(Number(chance));
}

/**
 * @param {string} type
 * @param {any} [data]
 * @returns {Promise<any>}
 */
async function ask(type, data = null) {
  const message = await new Promise((resolve) => {
    waiting.push(resolve);
    scope.onmessage({ data: { messageId: 1, type, data } });
  });
  if (message.type === "ERROR") throw new Error(`${type} ${data}: ${message.data.message}`);
  return message.data;
}

/**
 * The addresses of what a module asks the linker for, in the order of its imports.
 * @param {WebAssembly.Module} module
 * @param {any} imports
 * @returns {number[]}
 */
function addresses(module, imports) {
  return symbols(module).map(({ module: from, name }) => imports[from][name].value);
}

/** @param {WebAssembly.Module} module */
function symbols(module) {
  return WebAssembly.Module.imports(module).filter(({ module: from }) => from.startsWith("GOT."));
}

/** Frees the reader's file, which is kept for threads that would link it again; there are none. */
function forget() {
  const [bytes, size] = new Uint32Array(given.env.memory.buffer, library + 28, 2);
  if (size !== extension.byteLength) throw new Error("the reader's file is not where it was");
  engineExports.free(bytes);
  new Uint32Array(given.env.memory.buffer, library + 28, 2).fill(0);
}

/** Overwrites what is free with zeros: below the stack's top, and on the heap all that can be had without growing. */
function clear() {
  const { memory, __stack_pointer: stack, __stack_low: low } = given.env;
  const bytes = new Uint8Array(memory.buffer);
  bytes.fill(0, low, stack.value);
  const held = [];
  const top = engineExports.sbrk(0);
  for (let size = 1 << 22; size >= 8; size >>= 1) {
    for (;;) {
      const at = engineExports.malloc(size);
      held.push(at);
      if (at + size > top) break;
      bytes.fill(0, at, at + size);
    }
    engineExports.free(held.pop());
  }
  for (const at of held) engineExports.free(at);
  if (memory.buffer !== bytes.buffer) throw new Error("the memory has grown");
}

/** The memory up to its last byte that is not zero. */
function image() {
  const bytes = new Uint8Array(given.env.memory.buffer);
  return bytes.slice(0, bytes.findLastIndex((byte) => byte !== 0) + 1);
}

/** Ends when the table is not filled as the page's script fills it again, which knows names and addresses only. */
function compareTable() {
  const { module, imports, exports: theirs } = linked[1];
  for (const { module: from, name } of symbols(module)) {
    if (from !== "GOT.func") continue;
    const address = imports[from][name].value;
    const plain = "orig$" + name;
    const again = theirs[plain] ?? engineExports[plain] ?? engineExports[name] ?? theirs[name];
    const found = given.env.__indirect_function_table.get(address);
    if (address >= tableLength && found !== again) {
      throw new Error(`${name} would be linked to something else`);
    }
  }
}

/** @returns {State} */
function state() {
  const { env } = given;
  const [, reader] = linked;
  const globals = Object.entries(engineExports).filter(([name]) => name.startsWith("global:"));
  const spelled = new Set(script.match(/[A-Za-z_$][\w$]*/g));
  const names = symbols(engine).map(({ name }) => name);
  for (const name of Object.keys(engineExports)) if (spelled.has(name)) names.push(name);
  return {
    globals: globals.map(([, { value }]) => value),
    symbols: Object.fromEntries(names.map((name) => [name, given["GOT.func"][name].value])),
    reader: {
      memoryBase: reader.imports.env.__memory_base,
      tableBase: reader.imports.env.__table_base,
      tableLength: env.__indirect_function_table.length,
      symbols: addresses(reader.module, reader.imports),
    },
  };
}
