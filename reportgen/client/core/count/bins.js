/** Histograms of kept columns: how many rows of each group lie in each bin, and what they sum up to. */

import { fillSlots, slotBin } from "./bin.js";
import { groupsOf } from "./groups.js";
import { SLICE } from "./numbers.js";

/**
 * @typedef {import("./types.d.ts").Kept} Kept
 * @typedef {import("./groups.js").Groups} Groups
 * @typedef {import("../spec/types.js").Domain} Domain
 * @typedef {{counts: Uint32Array, sums: Float64Array, lows: Float64Array, highs: Float64Array}} Tally
 */

/** So many scales of a column are remembered. */
const SCALES = 2;

/**
 * @param {Extract<import("./types.d.ts").Ask, {kind: "bins"}>} ask
 * @param {Kept[]} columns
 * @param {Kept[]} keys
 * @param {Uint32Array} rows
 * @returns {import("./types.d.ts").Slices<unknown[][]>} `index, …keys, bin, count, least, greatest, sum`
 */
export function* countBins({ columns: asked, bare }, columns, keys, rows) {
  const groups = yield* groupsOf(keys, rows);
  /** @type {unknown[][]} */
  const frame = Array.from({ length: keys.length + 6 }, () => []);
  for (const [index, { domain }] of asked.entries()) {
    const slots = yield* slotsOf(columns[index], domain);
    const bins = domain?.bins ?? 0;
    const tally = yield* tallied(
      bare ? null : columns[index].values,
      { slots, size: bins + 3 },
      groups,
      rows,
    );
    for (let at = 0; at < tally.counts.length; at++) {
      if (!tally.counts[at]) continue;
      const group = Math.floor(at / (bins + 3));
      const numbers = bare ? [null, null, null] : [tally.lows[at], tally.highs[at], tally.sums[at]];
      const line = [
        index,
        ...groups.cells(group),
        slotBin(at % (bins + 3), bins),
        tally.counts[at],
        ...numbers,
      ];
      line.forEach((cell, column) => frame[column].push(cell));
    }
  }
  return frame;
}

/**
 * The slot of each row, of all rows: another filter leaves the scale of a header as it is.
 * @param {Kept} column
 * @param {Domain | undefined} domain
 * @returns {import("./types.d.ts").Slices<Uint8Array | Uint16Array>}
 */
function* slotsOf(column, domain) {
  const of = JSON.stringify(domain ?? null);
  const known = column.slots.find((one) => one.of === of);
  if (known) return known.slots;
  const { values, nulls } = column;
  if (!values) throw new Error("a histogram is of numbers");
  const slots = new ((domain?.bins ?? 0) < 250 ? Uint8Array : Uint16Array)(values.length);
  for (let from = 0; from < values.length; from += SLICE) {
    fillSlots(values, nulls, domain, { slots, from, to: Math.min(values.length, from + SLICE) });
    yield;
  }
  column.slots = [{ of, slots }, ...column.slots].slice(0, SCALES);
  return slots;
}

/**
 * @param {import("./types.d.ts").Numbers | null} values null where nothing but counts is wanted
 * @param {{slots: Uint8Array | Uint16Array, size: number}} scale
 * @param {Groups} groups
 * @param {Uint32Array} rows
 * @returns {import("./types.d.ts").Slices<Tally>}
 */
function* tallied(values, { slots, size }, { codes, size: groups }, rows) {
  const cells = groups * size;
  const tally = {
    counts: new Uint32Array(cells),
    sums: new Float64Array(cells),
    lows: new Float64Array(cells).fill(Infinity),
    highs: new Float64Array(cells).fill(-Infinity),
  };
  const places = new Uint32Array(Math.min(rows.length, SLICE));
  for (let from = 0; from < rows.length; from += SLICE) {
    const part = rows.subarray(from, from + SLICE);
    if (!codes && !values) count(tally.counts, slots, part);
    else {
      place(places, slots, codes && { codes, size }, part);
      for (let at = 0; at < part.length; at++) tally.counts[places[at]]++;
      if (values) add(tally, values, places, part);
    }
    yield;
  }
  return tally;
}

/**
 * Neighbours are counted apart: where many are alike, each would wait for the one before.
 * @param {Uint32Array} counts
 * @param {ArrayLike<number>} slots
 * @param {Uint32Array} rows
 */
function count(counts, slots, rows) {
  const size = counts.length;
  const apart = new Uint32Array(4 * size);
  const whole = rows.length - rows.length % 4;
  for (let at = 0; at < whole; at += 4) {
    apart[slots[rows[at]]]++;
    apart[size + slots[rows[at + 1]]]++;
    apart[2 * size + slots[rows[at + 2]]]++;
    apart[3 * size + slots[rows[at + 3]]]++;
  }
  for (let at = whole; at < rows.length; at++) apart[slots[rows[at]]]++;
  apart.forEach((n, at) => counts[at % size] += n);
}

/**
 * Where each row is counted.
 * @param {Uint32Array} places
 * @param {ArrayLike<number>} slots
 * @param {{codes: ArrayLike<number>, size: number} | null} groups
 * @param {Uint32Array} rows
 */
function place(places, slots, groups, rows) {
  for (let at = 0; at < rows.length; at++) places[at] = slots[rows[at]];
  if (groups) { for (let at = 0; at < rows.length; at++) places[at] += groups.codes[rows[at]] * groups.size; }
}

/**
 * @param {Tally} tally
 * @param {ArrayLike<number>} values
 * @param {Uint32Array} places
 * @param {Uint32Array} rows
 */
function add({ sums, lows, highs }, values, places, rows) {
  for (let at = 0; at < rows.length; at++) {
    const cell = places[at];
    const value = values[rows[at]];
    sums[cell] += value;
    if (value < lows[cell]) lows[cell] = value;
    if (value > highs[cell]) highs[cell] = value;
  }
}
