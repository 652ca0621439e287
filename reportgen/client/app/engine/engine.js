/** DuckDB in a worker: started from the site's own files, locked down, asked in SQL. */

import { download, downloadModule } from "./download.js";
import { fatalError } from "./errors.js";
import { openLane } from "./lane.js";
import { openPort } from "./port.js";
import { workerPrefix } from "./worker_prefix.js";

/**
 * @typedef {{done: number, total: number}} Progress
 * @typedef {{worker: string, wasm: string, parquet: string}} EngineFiles addresses
 * @typedef {{signal?: AbortSignal, background?: boolean}} QueryOptions
 * @typedef {{
 *   query: (sql: string, options?: QueryOptions) => Promise<Uint8Array>,
 *   register: (name: string, bytes: ArrayBuffer) => Promise<void>,
 *   drop: (name: string) => Promise<void>,
 *   bytes: (name: string) => Promise<Uint8Array>,
 *   close: () => void,
 * }} Engine `query` answers with an Arrow IPC stream; `background` work gives way to all other; `bytes` are those of a
 *   file that a statement has written
 */

/** The folder that registered files stand under; the engine can read nothing else. */
export const DATA_FOLDER = "data/";

const BROWSER_FILEREADER = 2;
/** Files up to this size are copied into the engine's memory, where scans are faster. */
const SMALL_FILE = 8 << 20;
/** An engine that shows no sign of life for so long (ms) will not start. */
const START_PATIENCE = 30_000;

/**
 * Starts an engine.
 * @param {EngineFiles} files
 * @param {{
 *   onProgress?: (progress: Progress) => void, onCompiled?: () => void, onFatal?: (error: Error) => void,
 * }} [events] `onCompiled` also comes when compiling has failed
 * @returns {Promise<Engine>}
 */
export async function startEngine(files, { onProgress, onCompiled, onFatal } = {}) {
  const missing = missingFeature();
  if (missing) throw fatalError(`this browser has no ${missing}`);
  const abort = new AbortController();
  const { signal } = abort;
  const patience = watchdog(START_PATIENCE, () => abort.abort(fatalError(startFailure())));
  // The worker reads its script while the module is compiled; the other way round it would wait for a free core.
  const script = download(files.worker, { signal, inflate: true, progress: patience.renew });
  const worker = script.then(scriptWorker);
  const module = downloadModule(files.wasm, {
    signal,
    after: worker,
    progress(progress) {
      patience.renew();
      onProgress?.(progress);
    },
  });
  const extension = download(files.parquet, { signal, inflate: true, after: module });
  module.catch(() => {}).then(onCompiled);
  // Compiled here while the engine opens: its own loader would do it where all else has to wait for it.
  const reader = extension.then((bytes) => WebAssembly.compile(bytes));
  reader.catch(() => {}); // looked at below; an earlier failure must not make it unhandled
  try {
    const port = openPort(await worker, { onFatal });
    signal.addEventListener("abort", () => port.close(signal.reason));
    const instantiated = port.request("INSTANTIATE", [absolute(files.wasm), null]);
    instantiated.catch(() => {});
    port.tell("REPORTGEN_ENGINE", { module: await module });
    await instantiated;
    const parquet = await extension;
    port.tell("REPORTGEN_ENGINE", { parquet, reader: await reader }, [parquet]);
    return await openDatabase(port);
  } catch (error) {
    abort.abort(error);
    throw error;
  } finally {
    patience.stop();
  }
}

/**
 * Opens the database, closes every way out of it, and connects.
 * @param {import("./port.js").Port} port
 * @returns {Promise<Engine>}
 */
async function openDatabase(port) {
  await port.request("OPEN", { path: ":memory:", query: { castBigIntToDouble: false } });
  const front = await port.request("CONNECT");
  // The order matters: once locked, nothing can be set, and what is open stays open.
  for (const statement of lockDown()) await port.request("RUN_QUERY", [front, statement]);
  port.tell("REPORTGEN_ENGINE", { parquet: null, reader: null });
  const back = await port.request("CONNECT");
  const gate = openGate();
  const lanes = {
    front: openLane(port, front, { onBusy: gate.set }),
    back: openLane(port, back, { before: gate.open }),
  };
  return {
    query: (sql, { signal, background } = {}) => (background ? lanes.back : lanes.front).run(sql, signal),
    async register(name, bytes) {
      if (bytes.byteLength > SMALL_FILE) {
        await port.request("REGISTER_FILE_HANDLE", [name, bytes, BROWSER_FILEREADER, true], [bytes]);
      } else {
        await port.request("REGISTER_FILE_BUFFER", [name, new Uint8Array(bytes)], [bytes]);
      }
    },
    drop: (name) => port.request("DROP_FILE", name),
    bytes: (name) => port.request("COPY_FILE_TO_BUFFER", name),
    close: () => port.close(),
  };
}

/** @returns {string[]} */
function lockDown() {
  return [
    "LOAD parquet",
    // A registered file never changes: its footer is read once.
    "SET parquet_metadata_cache=true",
    `SET memory_limit='${memoryLimit()}MB'`,
    "SET autoinstall_known_extensions=false",
    "SET autoload_known_extensions=false",
    `SET allowed_directories=['${DATA_FOLDER}']`,
    "SET enable_external_access=false",
    "SET lock_configuration=true",
  ];
}

/** Megabytes: at most 3,000 of wasm's 4,096, less on a small device. */
function memoryLimit() {
  const device = /** @type {{deviceMemory?: number}} */ (navigator).deviceMemory ?? 4;
  return Math.min(3000, Math.max(800, device * 500));
}

/** @returns {string | null} */
function missingFeature() {
  if (typeof WebAssembly === "undefined") return "WebAssembly";
  if (typeof DecompressionStream === "undefined") return "DecompressionStream";
  if (typeof Worker === "undefined") return "workers";
  return null;
}

function startFailure() {
  return `the engine did not start within ${
    START_PATIENCE / 1000
  } seconds; the site's host may forbid WebAssembly`;
}

/** @param {ArrayBuffer} script */
function scriptWorker(script) {
  const url = URL.createObjectURL(new Blob([workerPrefix(), script], { type: "text/javascript" }));
  const worker = new Worker(url);
  // The worker has taken the script by its first turn; until then the address must live.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
  return worker;
}

/** @param {string} url */
function absolute(url) {
  return new URL(url, document.baseURI).href;
}

/**
 * @param {number} patience
 * @param {() => void} bark
 */
function watchdog(patience, bark) {
  let timer = setTimeout(bark, patience);
  return {
    renew() {
      clearTimeout(timer);
      timer = setTimeout(bark, patience);
    },
    stop: () => clearTimeout(timer),
  };
}

/** A gate that is shut while there is interactive work. */
function openGate() {
  /** @type {(() => void)[]} */
  let waiting = [];
  let shut = false;
  return {
    /** @param {boolean} busy */
    set(busy) {
      shut = busy;
      if (shut) return;
      for (const go of waiting) go();
      waiting = [];
    },
    async open() {
      while (shut) await new Promise((/** @type {(value?: any) => void} */ resolve) => waiting.push(resolve));
    },
  };
}
