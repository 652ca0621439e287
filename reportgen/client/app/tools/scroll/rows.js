/** The rows of a view that a reader has scrolled to: asked for where they are missing, and kept for a while. */

import { isWhole, rowCells, rowPlaces } from "../../../core/index.js";
import { isAbort } from "../../engine/errors.js";

/**
 * @typedef {import("../../table/panel.js").LivePanel} LivePanel
 * @typedef {import("../../table/panel.js").Answer} Answer
 * @typedef {{id: number, row: unknown[]}} Known
 * @typedef {{
 *   window: (first: number, count: number) => {ids: number[], rows: unknown[][]} | null,
 *   want: (first: number, count: number) => void, prepare: () => void, close: () => void,
 * }} RowCache `window` is null where rows are missing; `want` asks for them and for those around them, `prepare` for
 *   what every question needs
 */

/** So many rows are kept, unless they are heavy. */
const KEPT_ROWS = 2000;
/** Characters of the rows that are kept, about. */
const KEPT_TEXT = 16 << 20;

/**
 * @param {LivePanel} live
 * @param {Answer} answer the first one, whose rows are known
 * @param {{arrived: (rows: unknown[][]) => void, failed: (error: unknown) => void}} events
 * @returns {RowCache}
 */
export function cacheRows(live, answer, { arrived, failed }) {
  const { spec } = live.view();
  const closing = new AbortController();
  /** @type {Map<number, Known>} */
  const known = new Map();
  /** @type {{first: number, count: number} | null} */
  let wanted = null;
  let busy = false;
  /** @type {Promise<number[] | null> | null} */
  let places = null;
  const keep = (/** @type {number[]} */ at, /** @type {number[]} */ ids, /** @type {unknown[][]} */ rows) =>
    rows.forEach((row, index) => known.set(at[index], { id: ids[index], row }));
  keep(answer.rows.map((_, index) => answer.offset + index), answer.ids ?? [], answer.rows);
  const most = Math.min(KEPT_ROWS, Math.ceil(KEPT_TEXT / weight(answer.rows)));

  /** @template T @param {(schema: any) => Generator<string[], T, any[]>} question */
  const ask = (question) => live.source.ask(live.schema.relation, spec, question, closing.signal);

  /** The numbers of all rows, asked for once; null where each stands at its own. */
  function order() {
    places ??= isWhole(spec) ? Promise.resolve(null) : ask((schema) => rowPlaces(spec, schema));
    places.catch(() => places = null);
    return places;
  }

  /** Asks for what is wanted last, one question after another. */
  async function work() {
    if (busy) return;
    busy = true;
    try {
      while (next().length) {
        const all = await order();
        const now = next();
        if (now.length) await load(now, all);
      }
    } catch (error) {
      wanted = null;
      if (!isAbort(error)) failed(error);
    }
    busy = false;
  }

  /** The places of rows that are wanted and missing: first those in sight, then those around them. */
  function next() {
    if (!wanted || closing.signal.aborted) return [];
    const inSight = missing(wanted);
    return inSight.length ? inSight : missing(around(wanted));
  }

  /** @param {{first: number, count: number}} part */
  function missing({ first, count }) {
    const all = Array.from({ length: count }, (_, index) => first + index);
    return all.filter((place) => !known.has(place));
  }

  /**
   * A frame before and one after, in steps of a frame, so that not every row is a question; heavy rows come alone.
   * @param {{first: number, count: number}} inSight
   */
  function around(inSight) {
    const { first, count } = inSight;
    if (!count || most < 6 * count) return inSight;
    const from = Math.max(0, (Math.floor(first / count) - 1) * count);
    return { first: from, count: Math.min(answer.filtered - from, 4 * count) };
  }

  /** @param {number[]} at @param {number[] | null} all */
  async function load(at, all) {
    const ids = all ? at.map((place) => all[place]) : at;
    const rows = await ask((schema) => rowCells(spec, schema, ids));
    keep(at, ids, rows);
    forget();
    arrived(rows);
  }

  /** Lets go of the rows that came first, but not of those in sight. */
  function forget() {
    for (const place of known.keys()) {
      if (known.size <= most) return;
      const near = wanted && around(wanted);
      if (!near || place < near.first || place >= near.first + near.count) known.delete(place);
    }
  }

  return {
    window(first, count) {
      const found = Array.from({ length: count }, (_, index) => known.get(first + index));
      if (found.includes(undefined)) return null;
      const there = /** @type {Known[]} */ (found);
      return { ids: there.map(({ id }) => id), rows: there.map(({ row }) => row) };
    },
    want(first, count) {
      wanted = { first, count };
      work();
    },
    prepare: () => void order().catch(() => {}), // asked for again when it is needed
    close: () => closing.abort(),
  };
}

/**
 * Characters of a row, about.
 * @param {unknown[][]} rows
 */
function weight(rows) {
  let sum = 0;
  for (const row of rows) {
    for (const value of row) sum += typeof value === "string" ? value.length : 20;
  }
  return Math.max(1, sum / Math.max(1, rows.length));
}
