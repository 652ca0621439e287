/** DuckDB in a worker: started from the site's own files, locked down, asked in SQL. */

import { download, downloadModule } from "./download.js";
import { fatalError, staticError } from "./errors.js";
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
/** The limits of memory (MB) that the engine was started with (scripts/snapshot_engine.py), the largest first. */
const LIMITS = [3000, 2000, 1000, 800];
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
  if (missing) {
    throw staticError(`this browser has no ${missing}, without which no other view can be computed`);
  }
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
  const reader = downloadModule(files.parquet, { signal, after: worker });
  reader.catch(() => {}); // looked at below; an earlier failure must not make it unhandled
  module.catch(() => {}).then(onCompiled);
  try {
    const port = openPort(await worker, { onFatal });
    signal.addEventListener("abort", () => port.close(signal.reason));
    const instantiated = port.request("INSTANTIATE", [absolute(files.wasm), null]);
    instantiated.catch(() => {});
    port.tell("REPORTGEN_ENGINE", { module: await module, reader: await reader, limit: memoryLimit() });
    await instantiated;
    return await openDatabase(port);
  } catch (error) {
    abort.abort(error);
    throw error;
  } finally {
    patience.stop();
  }
}

/**
 * Connects to the database: the engine begins with it open, shut in and locked (scripts/snapshot_engine.js).
 * @param {import("./port.js").Port} port
 * @returns {Promise<Engine>}
 */
async function openDatabase(port) {
  const [front, back] = await Promise.all([port.request("CONNECT"), port.request("CONNECT")]);
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

/** The largest of the engine's limits (MB) that the device has room for: at most 3,000 of wasm's 4,096. */
function memoryLimit() {
  const device = /** @type {{deviceMemory?: number}} */ (navigator).deviceMemory ?? 4;
  return LIMITS.find((limit) => limit <= device * 500) ?? 800;
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
