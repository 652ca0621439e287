/** The page's one engine: started when first needed, started again after it broke. */

import { startEngine } from "../engine/engine.js";

/**
 * @typedef {import("../engine/engine.js").Engine} Engine
 * @typedef {import("../engine/engine.js").EngineFiles} EngineFiles
 * @typedef {{done: number, total: number}} Progress
 * @typedef {{
 *   engine: () => Promise<Engine>,
 *   lease: () => object | null,
 *   compiled: Promise<void>,
 *   progress: () => Progress,
 *   onProgress: (listener: () => void) => void,
 * }} Host `lease` names the running engine: what was set up in one engine is gone when the lease changes;
 *   `compiled` settles when the first engine has its code, or will not have it: other work may use the processor
 */

/**
 * @param {EngineFiles} files
 * @returns {Host}
 */
export function createHost(files) {
  /** @type {Promise<Engine> | null} */
  let starting = null;
  /** @type {object | null} */
  let lease = null;
  /** @type {Progress} */
  let progress = { done: 0, total: 0 };
  /** @type {(() => void)[]} */
  const listeners = [];

  let tellCompiled = () => {};
  /** @type {Promise<void>} */
  const compiled = new Promise((resolve) => tellCompiled = resolve);

  function start() {
    const mine = {};
    const forget = () => {
      if (lease !== mine) return;
      lease = null;
      starting = null;
    };
    lease = mine;
    const started = startEngine(files, {
      onFatal: forget,
      onCompiled: tellCompiled,
      onProgress(value) {
        progress = value;
        for (const listener of listeners) listener();
      },
    });
    started.catch(forget);
    return started;
  }

  return {
    engine: () => starting ??= start(),
    lease: () => lease,
    compiled,
    progress: () => progress,
    onProgress: (listener) => void listeners.push(listener),
  };
}
