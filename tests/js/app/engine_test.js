/** The engine as pages get it, linked by the script that stands before its own: it begins opened, shut in and locked. */

// @ts-types="../arrow.d.ts"
import { tableFromIPC } from "@uwdata/flechette";
import { workerPrefix } from "../../../reportgen/client/app/engine/worker_prefix.js";
import { equal } from "../assert.js";

/** @type {any} */
const scope = globalThis;
const VENDOR = new URL("../../../reportgen/client/vendor/duckdb/", import.meta.url);
const [wasm, extension, script] = await Promise.all(
  ["duckdb-eh.wasm.gz", "parquet.duckdb_extension.wasm.gz", "duckdb-browser-eh.worker.js.gz"].map(inflated),
);
const module = new WebAssembly.Module(wasm);
const reader = new WebAssembly.Module(extension);
const { console: spoken, fetch: asked, addEventListener: listen, WebAssembly: { instantiateStreaming } } =
  scope;

/** @param {string} name */
async function inflated(name) {
  const { body } = await fetch(new URL(name, VENDOR));
  return await new Response(body?.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
}

/**
 * Starts an engine in this thread, as if it were a worker.
 * @param {number} limit of its memory (MB)
 * @returns {Promise<(sql: string) => Promise<any[]>>} asks it; the answer's rows, or an error
 */
async function started(limit) {
  /** @type {((message: any) => void)[]} */
  const waiting = [];
  /** @type {((event: any) => void)[]} */
  const before = [];
  const { process } = scope;
  delete scope.process;
  Object.assign(scope, { self: scope, console: {}, location: { href: "http://localhost/" } });
  scope.addEventListener = (/** @type {string} */ type, /** @type {any} */ heard) => {
    if (type === "message") before.push(heard);
  };
  scope.postMessage = (/** @type {any} */ message) => {
    if (!["INSTANTIATE_PROGRESS", "LOG"].includes(message.type)) waiting.shift()?.(message);
  };
  (0, eval)(workerPrefix() + new TextDecoder().decode(script));
  const receive = scope.onmessage;
  const tell = (/** @type {any} */ data) => {
    let taken = false;
    for (const heard of before) heard({ data, stopImmediatePropagation: () => taken = true });
    if (!taken) receive({ data });
  };
  /** @param {string} type @param {any} [data] @returns {Promise<any>} */
  const ask = async (type, data = null) => {
    const message = await new Promise((resolve) => {
      waiting.push(resolve);
      tell({ messageId: 1, type, data });
    });
    if (message.type === "ERROR") throw new Error(message.data.message);
    return message.data;
  };
  const instantiated = ask("INSTANTIATE", ["http://localhost/engine.wasm", null]);
  tell({ type: "REPORTGEN_ENGINE", data: { module, reader, limit } });
  await instantiated;
  Object.assign(scope, { process, console: spoken, fetch: asked, addEventListener: listen });
  WebAssembly.instantiateStreaming = instantiateStreaming;
  const connection = await ask("CONNECT");
  return async (sql) => [...tableFromIPC(await ask("RUN_QUERY", [connection, sql]))];
}

Deno.test("an engine begins locked, with the limit that was chosen, and its chance is its own", async () => {
  const drawn = new Set();
  for (
    const [limit, said] of /** @type {[number, string][]} */ ([
      [3000, "2.7 GiB"],
      [2000, "1.8 GiB"],
      [1000, "953.6 MiB"],
      [800, "762.9 MiB"],
    ])
  ) {
    const query = await started(limit);
    const [settings] = await query(
      "SELECT current_setting('memory_limit') AS memory, current_setting('lock_configuration') AS locked," +
        " current_setting('enable_external_access') AS outside, random() AS drawn",
    );
    equal([settings.memory, settings.locked, settings.outside], [said, true, false]);
    drawn.add(settings.drawn);
  }
  equal(drawn.size, 4);
});

Deno.test("nothing but files of the page can be read or written, and no setting changes that", async () => {
  const query = await started(2000);
  for (
    const sql of [
      "SET memory_limit='3GB'",
      "SET enable_external_access=true",
      "RESET allowed_directories",
      "LOAD json",
      "ATTACH 'other.db'",
      "SELECT * FROM read_csv('http://localhost/a.csv')",
      "SELECT * FROM read_parquet('elsewhere/a.parquet')",
      "COPY (SELECT 1) TO 'elsewhere/a.parquet'",
    ]
  ) {
    const refused = await query(sql).then(() => "", (error) => error.message);
    if (!/^(Permission|Invalid Input|IO) Error/.test(refused)) {
      throw new Error(`${sql}: ${refused || "allowed"}`);
    }
  }
});

Deno.test("the Parquet reader gives back what its writer was given", async () => {
  const query = await started(2000);
  const values =
    "i::INTEGER AS whole, i / 7 AS part, i + 9007199254740993 AS large, 'name ' || i % 5 AS text, [i, i + 1] AS list," +
    " CASE WHEN i % 3 = 0 THEN NULL ELSE i % 2 = 0 END AS flag, DATE '2000-01-01' + i::INTEGER AS day";
  for (const codec of ["zstd", "snappy", "gzip", "uncompressed", "brotli", "lz4_raw"]) {
    const made = `SELECT ${values} FROM range(5000) t(i)`;
    await query(`COPY (${made}) TO 'data/${codec}.parquet' (FORMAT parquet, COMPRESSION ${codec})`);
    const [{ differing }] = await query(
      `SELECT count(*) AS differing FROM ((${made}) EXCEPT ALL (SELECT * FROM 'data/${codec}.parquet'))`,
    );
    equal(Number(differing), 0, codec);
    const [{ kept }] = await query(`SELECT count(*) AS kept FROM 'data/${codec}.parquet' WHERE whole > 10`);
    equal(Number(kept), 4989, codec);
  }
});
