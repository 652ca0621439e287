/**
 * Columns of a table's copy in memory that are kept in the page too: what is asked again and again of the same columns,
 * as headers and linked histograms do, is counted here. The engine says once which rows a filter keeps.
 *
 * A column is read in the background after it was first asked for; until then, and where it cannot be kept, SQL
 * answers.
 */

import {
  countFrame,
  formOf,
  isCountable,
  keptCodes,
  keptNumbers,
  listSql,
  orderSql,
  refsOf,
  rowsSql,
  tellsApart,
  valuesSql,
} from "../../core/index.js";
import { abortError, isAbort, isFatal } from "../engine/errors.js";
import { inSlices } from "./slices.js";

/**
 * @typedef {import("../../core/count/types.d.ts").Kept} Kept
 * @typedef {import("../../core/count/types.d.ts").Noted} Noted
 * @typedef {import("../../core/count/types.d.ts").Ref} Ref
 * @typedef {import("../../core/frame.js").Frame} Frame
 *
 * @typedef {object} Context
 * @property {number} rows of the table
 * @property {string} relation its copy in memory, as SQL names it
 * @property {(sql: string, options: {signal?: AbortSignal, background?: boolean}) => Promise<Uint8Array>} query
 * @property {(bytes: Uint8Array) => Frame} decodeFrame
 * @property {(bytes: Uint8Array) => {values: any, nulls: Uint8Array | null}[]} decodeLists
 *
 * @typedef {object} Counting
 * @property {(ask: Noted, signal: AbortSignal) => Promise<Frame | null>} count null where SQL has to say it
 * @property {() => void} close gives up what is kept
 */

/** Smaller tables gain nothing: SQL answers about them as fast. */
const LEAST_ROWS = 5_000;
/** A row of a kept column takes about so much room: its value, its number among the different ones, its slots. */
const ROW_BYTES = 12;
/** Of so many filters, the rows are remembered. */
const FILTERS = 4;

/** What is kept of the columns of all tables, in bytes. */
let held = 0;

/** How many bytes may be kept: 64 MB for each GB that the device says it has. */
function room() {
  return (/** @type {{deviceMemory?: number}} */ (navigator).deviceMemory ?? 4) * (64 << 20);
}

/**
 * @param {Context} context
 * @returns {Counting}
 */
export function openCounting(context) {
  /** Null is what cannot be kept. @type {Map<string, Kept | null>} */
  const columns = new Map();
  /** @type {Map<string, {ref: Ref, from: string}>} */
  const wanted = new Map();
  const rowsOf = rowLists(context);
  const bytes = context.rows * ROW_BYTES;
  let reading = false;
  let closed = false;

  async function readWanted() {
    if (reading) return;
    reading = true;
    for (const [name, { ref, from }] of wanted) {
      if (closed) break;
      held += bytes;
      const kept = held > room() ? null : await read(context, ref, from).catch(() => null);
      if (!kept || closed) held -= bytes;
      if (!closed) columns.set(name, kept);
      wanted.delete(name);
    }
    reading = false;
  }

  /** @param {Ref[]} refs @returns {Kept[] | null} null as long as they are not all there */
  function keptOf(refs) {
    const missing = refs.filter((ref) => !columns.has(nameOf(ref)));
    for (const ref of missing) wanted.set(nameOf(ref), { ref, from: ref.from ?? context.relation });
    if (missing.length) readWanted();
    const kept = refs.map((ref) => columns.get(nameOf(ref)));
    return kept.every(Boolean) ? /** @type {Kept[]} */ (kept) : null;
  }

  return {
    async count(ask, signal) {
      const asked = refsOf(ask);
      const [counted, keys] = [keptOf(asked.columns), keptOf(asked.keys)];
      const isInUse = [...columns.values()].some(Boolean);
      if (!counted || !keys || !isInUse || !isCountable(ask, counted, keys)) return null;
      try {
        const rows = await rowsOf(ask, signal);
        return await inSlices(countFrame(ask, counted, keys, rows), signal);
      } catch (error) {
        if (isAbort(error) || isFatal(error)) throw error;
        return null;
      }
    },
    close() {
      closed = true;
      held -= bytes * [...columns.values()].filter(Boolean).length;
      columns.clear();
    },
  };
}

/** @param {Ref} ref */
function nameOf({ sql, from }) {
  return `${sql} ${from ?? ""}`;
}

/**
 * @param {Context} context
 * @param {Ref} ref
 * @param {string} from
 * @returns {Promise<Kept | null>}
 */
async function read({ rows, relation, query, decodeFrame, decodeLists }, ref, from) {
  const form = formOf(ref);
  if (!form || rows < LEAST_ROWS) return null;
  const ask = (/** @type {string} */ sql) => query(sql, { background: true });
  // Rows are counted by their places.
  if (decodeFrame(await ask(orderSql(relation))).columns[0][0]) return null;
  const [{ values, nulls }] = decodeLists(await ask(valuesSql(ref, from)));
  if (form === "boolean") return keptCodes(values, nulls, [false, true]);
  if (form === "enum") {
    return keptCodes(values, nulls, decodeFrame(await ask(listSql(ref, from))).columns[0][0]);
  }
  return tellsApart(ref.type, values, nulls) ? await inSlices(keptNumbers(values, nulls)) : null;
}

/**
 * The rows that a filter keeps: asked once, and remembered for a while.
 * @param {Context} context
 * @returns {(ask: Noted, signal: AbortSignal) => Promise<Uint32Array>}
 */
function rowLists({ rows, query, decodeLists }) {
  /** @type {Uint32Array | null} */
  let all = null;
  /** @type {Map<string, Promise<Uint32Array>>} */
  const lists = new Map();

  /** @param {string} from @param {string} where @param {AbortSignal} signal */
  async function ask(from, where, signal) {
    const [{ values }] = decodeLists(await query(rowsSql(from, where), { signal }));
    return new Uint32Array(values.buffer, values.byteOffset, values.length);
  }

  return async ({ from, where }, signal) => {
    if (where === null) return all ??= Uint32Array.from({ length: rows }, (_, row) => row);
    const name = `${from} ${where}`;
    for (;;) {
      const known = lists.get(name);
      const list = known ?? ask(from, where, signal);
      lists.delete(name);
      lists.set(name, list);
      const [oldest] = lists.keys();
      if (lists.size > FILTERS) lists.delete(oldest);
      try {
        const found = await list;
        if (signal.aborted) throw abortError();
        return found;
      } catch (error) {
        if (lists.get(name) === list && !signal.aborted) lists.delete(name);
        // Whoever asked first has given up.
        if (!known || !isAbort(error) || signal.aborted) throw error;
      }
    }
  };
}
