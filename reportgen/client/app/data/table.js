/** One table of the page: its files in the engine, as a view; later also a faster copy in memory. */

import { decodeFrame, decodeLists, quoteIdentifier } from "../../core/index.js";
import { DATA_FOLDER } from "../engine/engine.js";
import { download } from "../engine/download.js";
import { isFatal } from "../engine/errors.js";
import { forget, registered, rowsSource } from "./apart.js";
import { buildMemory, dropMemory } from "./memory.js";
import { columnsInUse } from "./columns.js";
import { SOURCES } from "./waiting.js";

/**
 * @typedef {import("../engine/engine.js").Engine} Engine
 * @typedef {import("./host.js").Host} Host
 * @typedef {import("./host.js").Progress} Progress
 * @typedef {import("./memory.js").Memory} Memory
 * @typedef {import("../../core/expr/types.js").Column} Column
 * @typedef {import("../../core/frame.js").Frame} Frame
 * @typedef {import("../../core/spec/types.js").TableSchema} TableSchema
 * @typedef {TableSchema & {files: import("./apart.js").File[], media?: string}} Schema
 * @typedef {{
 *   schema: Schema,
 *   open: () => Promise<Engine>,
 *   schemaFor: (spec: object) => Schema,
 *   improve: (specs: object[]) => Promise<void>,
 *   distrust: (asked: Schema) => void,
 *   count: (asked: Schema, sql: string, signal: AbortSignal) => Promise<Frame | null>,
 *   progress: () => Progress,
 *   onProgress: (listener: () => void) => void,
 * }} TableSource `count` gives what a statement would, where that is counted in the page, else null
 */

/**
 * @param {Host} host
 * @param {Schema} schema
 * @param {(path: string) => string} address of a file of the site
 * @returns {TableSource}
 */
export function openTable(host, schema, address) {
  const loading = fileLoader(schema, address, host.compiled);
  let place = emptyPlace(null);
  let attempts = 0;

  /** What belongs to the running engine; a new engine starts with nothing. */
  function current() {
    if (place.lease !== host.lease()) {
      place.memory?.counting?.close();
      place = emptyPlace(host.lease());
    }
    return place;
  }

  async function setUp() {
    const files = loading.bytes();
    files.catch(() => {}); // awaited below, after the engine
    const engine = await host.engine();
    const beside = schema.files.filter(({ column }) => column !== undefined);
    const apart = Promise.all(beside.map((file) => registered(engine, file, loading.load)));
    apart.catch(() => {}); // as above
    const names = [];
    attempts++;
    for (const { path, bytes } of await files) {
      // The engine remembers what it has read of a file by its name: each attempt has names of its own.
      const name = `${DATA_FOLDER}${attempts}-${path.split("/").pop()}`;
      await engine.register(name, bytes);
      names.push(name);
    }
    const source = `SELECT * FROM ${rowsSource(names, await apart)}`;
    const view = `CREATE OR REPLACE VIEW ${quoteIdentifier(schema.relation)} AS ${source}`;
    await engine.query(view).catch((error) => {
      forget(engine, beside);
      return unreadable(error);
    });
    return engine;
  }

  return {
    schema,
    open() {
      host.engine().catch(() => {}); // so that the lease is there
      const here = current();
      if (here.done) return here.done;
      const done = setUp();
      here.done = done;
      done.catch(() => here.done = null);
      return done;
    },
    schemaFor(spec) {
      const { memory } = current();
      if (!memory || columnsInUse(spec, schema).some((name) => !memory.columns.has(name))) return schema;
      const counts = SOURCES.counting ? new Map() : undefined;
      return { ...schema, relation: memory.relation, counts };
    },
    async improve(specs) {
      const here = current();
      if (!here.done || here.copying) return;
      here.copying = true; // stays so after a failure: what did not fit once is not tried again
      const engine = await here.done;
      const old = here.memory;
      here.memory = await buildMemory(engine, schema, specs, old, here);
      here.copying = false;
      if (old && old !== here.memory) await dropMemory(engine, old);
    },
    async count({ relation, counts }, sql, signal) {
      const { memory, done } = current();
      const ask = counts?.get(sql);
      if (!ask || !done || memory?.relation !== relation) return null;
      memory.counting ??= countingOf(await done, schema.rows, relation);
      return await memory.counting?.count(ask, signal) ?? null;
    },
    /** Gives up a copy that could not answer what the files could; the next one keeps text as it is. */
    distrust({ relation }) {
      const here = current();
      const { memory, done } = here;
      if (memory?.relation !== relation) return;
      here.memory = null;
      here.enums = false;
      done?.then((engine) => dropMemory(engine, memory)).catch(() => {}); // room that is not needed, no more
    },
    progress: loading.progress,
    onProgress: loading.onProgress,
  };
}

/**
 * @param {Engine} engine
 * @param {number} rows
 * @param {string} relation
 */
function countingOf({ query }, rows, relation) {
  return SOURCES.counting?.({ rows, relation: quoteIdentifier(relation), query, decodeFrame, decodeLists });
}

/**
 * Files that are not what they should be: no question is at fault.
 * @param {Error} error
 * @returns {never}
 */
function unreadable(error) {
  throw isFatal(error) ? error : new Error(error.message);
}

/**
 * @typedef {{
 *   lease: object | null, done: Promise<Engine> | null, memory: Memory | null, copying: boolean, enums: boolean,
 * }} Place
 */

/**
 * @param {object | null} lease
 * @returns {Place}
 */
function emptyPlace(lease) {
  return { lease, done: null, memory: null, copying: false, enums: true };
}

/**
 * Fetches a table's files, counting bytes.
 * @param {Schema} schema
 * @param {(path: string) => string} address
 * @param {Promise<void>} after what comes before the files' bytes are taken
 */
function fileLoader(schema, address, after) {
  const total = schema.files.reduce((sum, file) => sum + file.bytes, 0);
  /** @type {(() => void)[]} */
  const listeners = [];
  /** @type {Map<string, number>} */
  const done = new Map();

  /** @param {{path: string, bytes: number}} file */
  async function load({ path, bytes }) {
    const content = await download(address(path), {
      total: bytes,
      after,
      progress(progress) {
        done.set(path, progress.done);
        for (const listener of listeners) listener();
      },
    });
    return { path, bytes: content };
  }

  return {
    load,
    bytes: () => Promise.all(schema.files.filter(({ column }) => column === undefined).map(load)),
    progress: () => ({ done: [...done.values()].reduce((sum, bytes) => sum + bytes, 0), total }),
    onProgress: (/** @type {() => void} */ listener) => void listeners.push(listener),
  };
}
