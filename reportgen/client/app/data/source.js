/** The page's data: one engine and the tables that its panels ask. */

import { decodeFrame } from "../../core/index.js";
import { isAbort, isFatal } from "../engine/errors.js";
import { createHost } from "./host.js";
import { openTable } from "./table.js";

/**
 * @typedef {import("./table.js").Schema} Schema
 * @typedef {import("./table.js").TableSource} TableSource
 * @typedef {{done: number, total: number, label: string}} Progress
 * @typedef {Generator<string[], any, any[]>} Question what core asks: lists of SQL out, Frames in
 * @typedef {{
 *   root: string, tables: Record<string, Schema>, engine: {worker: string, wasm: string, parquet: string},
 * }} Page
 * @typedef {{
 *   open: (relation: string) => Promise<import("./table.js").Engine>,
 *   ask: <T>(relation: string, spec: object, question: (schema: Schema) => Generator<string[], T, any[]>,
 *            signal: AbortSignal) => Promise<T>,
 *   improve: (relation: string, specs: object[]) => void,
 *   progress: (relation: string) => Progress,
 *   onProgress: (relation: string, listener: () => void) => void,
 * }} Source
 */

/**
 * @param {Page} page
 * @returns {Source}
 */
export function createSource(page) {
  const address = (/** @type {string} */ path) => new URL(page.root + path, document.baseURI).href;
  const { worker, wasm, parquet } = page.engine;
  const host = createHost({ worker: address(worker), wasm: address(wasm), parquet: address(parquet) });
  /** @type {Map<string, TableSource>} */
  const tables = new Map();

  /** @param {string} relation */
  function table(relation) {
    let found = tables.get(relation);
    if (!found) tables.set(relation, found = openTable(host, page.tables[relation], address));
    return found;
  }

  return {
    open: (relation) => table(relation).open(),
    async ask(relation, spec, question, signal) {
      const asked = table(relation);
      const fast = asked.schemaFor(spec);
      try {
        return await answered(asked, question(fast), signal);
      } catch (error) {
        // Whatever the copy in memory cannot answer, the files can.
        if (fast === asked.schema || isAbort(error) || isFatal(error)) throw error;
        const answer = await answered(asked, question(asked.schema), signal);
        asked.distrust(fast);
        return answer;
      }
    },
    improve(relation, specs) {
      // The copy is only a gain in speed: without it the files go on answering.
      table(relation).improve(specs).catch(() => {});
    },
    progress(relation) {
      const engine = host.progress();
      const data = table(relation).progress();
      const label = engine.total && engine.done >= engine.total ? "Loading the data" : "Loading the engine";
      return { done: engine.done + data.done, total: engine.total && engine.total + data.total, label };
    },
    onProgress(relation, listener) {
      host.onProgress(listener);
      table(relation).onProgress(listener);
    },
  };
}

/**
 * Runs a question to its end.
 * @template T
 * @param {TableSource} table
 * @param {Generator<string[], T, any[]>} question
 * @param {AbortSignal} signal
 * @returns {Promise<T>}
 */
async function answered(table, question, signal) {
  const engine = await table.open();
  let step = question.next();
  while (!step.done) {
    const frames = [];
    for (const sql of step.value) frames.push(decodeFrame(await engine.query(sql, { signal })));
    step = question.next(frames);
  }
  return step.value;
}
