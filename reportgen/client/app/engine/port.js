/** Requests to the engine's worker and their answers. */

import { fatalError, statementError } from "./errors.js";

/**
 * @typedef {{resolve: (data: any) => void, reject: (error: Error) => void}} Waiting
 * @typedef {{
 *   request: (type: string, data?: any, transfer?: Transferable[]) => Promise<any>,
 *   tell: (type: string, data: any, transfer?: Transferable[]) => void,
 *   close: (error?: Error) => void,
 * }} Port
 */

/**
 * Wraps a worker. After a fatal error, or `close`, every request that waits and every later one is rejected: a
 * worker that was ended never answers.
 * @param {Worker} worker
 * @param {{onFatal?: (error: Error) => void}} events
 * @returns {Port}
 */
export function openPort(worker, { onFatal }) {
  /** @type {Map<number, Waiting>} */
  const waiting = new Map();
  /** @type {Error | null} */
  let ended = null;
  let lastId = 0;

  /** @param {Error} error */
  function close(error = fatalError("the engine was closed")) {
    if (ended) return;
    ended = error;
    worker.terminate();
    for (const { reject } of waiting.values()) reject(error);
    waiting.clear();
  }

  /** @param {Error} error */
  function fail(error) {
    if (ended) return;
    close(error);
    onFatal?.(error);
  }

  /** @param {any} message */
  function receive({ type, requestId, data }) {
    if (type === "REPORTGEN_FATAL") return fail(fatalError(String(data)));
    const request = waiting.get(requestId);
    if (!request || type === "INSTANTIATE_PROGRESS") return;
    waiting.delete(requestId);
    if (type !== "ERROR") return request.resolve(data);
    const error = statementError(String(data?.message ?? data));
    request.reject(error);
    if ("fatal" in error) fail(error);
  }

  worker.onmessage = (event) => receive(event.data);
  worker.onerror = (event) => {
    event.preventDefault();
    fail(fatalError(event.message || "the engine's script could not be started"));
  };

  return {
    request(type, data = null, transfer = []) {
      if (ended) return Promise.reject(ended);
      return new Promise((resolve, reject) => {
        const messageId = ++lastId;
        waiting.set(messageId, { resolve, reject });
        worker.postMessage({ messageId, type, data }, transfer);
      });
    },
    tell(type, data, transfer = []) {
      if (!ended) worker.postMessage({ type, data }, transfer);
    },
    close,
  };
}
