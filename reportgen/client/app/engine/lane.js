/** One connection of the engine: statements run on it one after another and can be cancelled. */

import { abortError, isFatal } from "./errors.js";

/**
 * @typedef {import("./port.js").Port} Port
 * @typedef {{run: (sql: string, signal?: AbortSignal) => Promise<Uint8Array>}} Lane
 */

/**
 * @param {Port} port
 * @param {number} connection
 * @param {{before?: () => Promise<void> | void, onBusy?: (busy: boolean) => void}} [hooks] `before` is awaited before
 *   every slice of work, so that a lane can give way to another
 * @returns {Lane}
 */
export function openLane(port, connection, { before, onBusy } = {}) {
  let queue = Promise.resolve();
  let inLine = 0;

  /**
   * @param {string} sql
   * @param {AbortSignal | undefined} signal
   */
  async function execute(sql, signal) {
    await before?.();
    if (signal?.aborted) throw abortError();
    let header = await port.request("START_PENDING_QUERY", [connection, sql, false]);
    while (header === null) {
      await before?.();
      if (signal?.aborted) await cancel();
      header = await port.request("POLL_PENDING_QUERY", connection);
    }
    return await collect(header, signal);
  }

  async function cancel() {
    await port.request("CANCEL_PENDING_QUERY", connection);
    throw abortError();
  }

  /**
   * @param {Uint8Array} header
   * @param {AbortSignal | undefined} signal
   */
  async function collect(header, signal) {
    const parts = [header];
    for (;;) {
      if (signal?.aborted) await cancel();
      const part = await port.request("FETCH_QUERY_RESULTS", connection);
      if (part?.length === 0) return joined(parts);
      if (part) parts.push(part);
    }
  }

  return {
    async run(sql, signal) {
      if (signal?.aborted) throw abortError();
      const turn = queue;
      let leave = () => {};
      queue = new Promise((resolve) => leave = resolve);
      if (inLine++ === 0) onBusy?.(true);
      try {
        await turn;
        return await execute(sql, signal);
      } catch (error) {
        if (signal?.aborted && !isFatal(error)) throw abortError();
        throw error;
      } finally {
        if (--inLine === 0) onBusy?.(false);
        leave();
      }
    },
  };
}

/** @param {Uint8Array[]} parts */
function joined(parts) {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
