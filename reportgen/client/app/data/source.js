/** The page's data: one engine and the tables that its panels ask. */

import { decodeFrame, located } from "../../core/index.js";
import { isAbort, isFatal } from "../engine/errors.js";
import { createHost } from "./host.js";
import { openTable } from "./table.js";

/**
 * @typedef {import("./table.js").Schema} Schema
 * @typedef {import("./table.js").TableSource} TableSource
 * @typedef {import("../engine/engine.js").QueryOptions} QueryOptions
 * @typedef {{done: number, total: number, label: string}} Progress
 * @typedef {Generator<string[], any, any[]>} Question what core asks: lists of SQL out, Frames in
 * @typedef {{
 *   root: string, tables: Record<string, Schema>, engine: {script: string, worker: string, wasm: string, parquet: string},
 * }} Page
 * @typedef {{
 *   open: (relation: string) => Promise<import("./table.js").Engine>,
 *   ask: <T>(relation: string, spec: object, question: (schema: Schema, own?: any) => Generator<string[], T, any[]>,
 *            signal: AbortSignal, form?: "rows" | "long" | number) => Promise<T>,
 *   askAll: <T>(relations: string[], spec: object, question: (schemas: Schema[]) => Generator<string[], T, any[]>,
 *            signal: AbortSignal, background?: boolean) => Promise<T>,
 *   improve: (relation: string, specs: object[]) => Promise<void> | void,
 *   progress: (relation: string) => Progress,
 *   onProgress: (relation: string, listener: () => void) => void,
 * }} Source of comparisons, a question is given its own spec too, and `form` says which rows it is about: joined ones,
 *   one of each member, or those of one member
 */

/**
 * @param {Page} page
 * @returns {Source}
 */
export function createSource(page) {
  const address = (/** @type {string} */ path) => new URL(located(page.root + path), document.baseURI).href;
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

  /**
   * @template T
   * @param {string[]} relations
   * @param {object} spec
   * @param {(schemas: Schema[]) => Generator<string[], T, any[]>} question
   * @param {AbortSignal} signal
   * @param {boolean} [background]
   * @returns {Promise<T>}
   */
  async function ask(relations, spec, question, signal, background) {
    const asked = relations.map(table);
    const files = asked.map(({ schema }) => schema);
    const fast = asked.map((one) => one.schemaFor(spec));
    const how = { signal, background };
    try {
      return await answered(asked, question(fast), how, (sql) => counted(asked, fast, sql, signal));
    } catch (error) {
      // Whatever the copies in memory cannot answer, the files can.
      if (fast.every((one, index) => one === files[index]) || isAbort(error) || isFatal(error)) throw error;
      const answer = await answered(asked, question(files), how);
      asked.forEach((one, index) => one.distrust(fast[index]));
      return answer;
    }
  }

  return {
    open: (relation) => table(relation).open(),
    ask: (relation, spec, question, signal) => ask([relation], spec, ([schema]) => question(schema), signal),
    askAll: ask,
    improve(relation, specs) {
      // The copy is only a gain in speed: without it the files go on answering.
      return table(relation).improve(specs).catch(() => {});
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
 * @param {TableSource[]} tables
 * @param {Generator<string[], T, any[]>} question
 * @param {QueryOptions} how
 * @param {(sql: string) => Promise<import("../../core/frame.js").Frame | null>} [count]
 * @returns {Promise<T>}
 */
async function answered(tables, question, how, count) {
  const [engine] = await Promise.all(tables.map((table) => table.open()));
  let step = question.next();
  while (!step.done) {
    const frames = [];
    for (const sql of step.value) frames.push(await count?.(sql) ?? await frameOf(engine, sql, how));
    step = question.next(frames);
  }
  return step.value;
}

/**
 * What a statement would give, where one of the tables is counted in the page.
 * @param {TableSource[]} tables
 * @param {Schema[]} schemas as they were asked about
 * @param {string} sql
 * @param {AbortSignal} signal
 */
async function counted(tables, schemas, sql, signal) {
  const at = schemas.findIndex(({ counts }) => counts?.has(sql));
  return at < 0 ? null : await tables[at].count(schemas[at], sql, signal);
}

/**
 * The tables that each engine has made on the way to answers, by name.
 * @type {WeakMap<import("./table.js").Engine, Set<string>>}
 */
const MADE = new WeakMap();
const MAKES = /^CREATE TABLE IF NOT EXISTS ("(?:[^"]|"")+") /;

/**
 * A statement's frame. What makes a table that is there is not asked again: the engine would plan all of it.
 * @param {import("./table.js").Engine} engine
 * @param {string} sql
 * @param {QueryOptions} how
 */
async function frameOf(engine, sql, how) {
  const name = MAKES.exec(sql)?.[1];
  const made = MADE.get(engine) ?? new Set();
  if (name && made.has(name)) return { names: [], columns: [], length: 0 };
  const frame = decodeFrame(await engine.query(sql, how));
  if (name) MADE.set(engine, made.add(name));
  return frame;
}
