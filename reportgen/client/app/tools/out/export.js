/** The rows or groups of a view, or the selected rows, as a file. */

import {
  address,
  answerPanel,
  quoteText,
  rowIds,
  rowsById,
  tableForm,
  viewQuery,
} from "../../../core/index.js";
import { DATA_FOLDER } from "../../engine/engine.js";
import { flatGroups } from "./flat_groups.js";
import { mediaFiles } from "./media_files.js";
import { WRITERS } from "./write.js";
import { zipped } from "./zip.js";

/**
 * @typedef {import("../../table/panel.js").LivePanel} LivePanel
 * @typedef {import("../../../core/spec/types.js").Spec} Spec
 * @typedef {import("../../../core/cells/types/view.d.ts").AnswerColumn} AnswerColumn
 * @typedef {"csv" | "jsonl" | "parquet" | "zip"} Form
 * @typedef {"shown" | "selected"} What `shown` are all rows or groups of the view
 * @typedef {{what: What, form: Form, signal: AbortSignal, progress: (done: number, total: number) => void}} Order
 * @typedef {{columns: AnswerColumn[], rows: unknown[][], done: number, total: number}} Part
 */

/** Rows that are asked for at once. */
const PART = 20_000;
/** More groups than any page shows. */
const ALL_GROUPS = 10_000_000;

/**
 * @param {LivePanel} live
 * @param {Order} order
 * @returns {Promise<{blob: Blob, ending: string}>}
 */
export async function exported(live, order) {
  if (order.form === "parquet") return { blob: await parquet(live, order), ending: "parquet" };
  if (order.form === "zip") return { blob: await zipped(withMedia(live, order)), ending: "zip" };
  const { ending, type } = WRITERS[order.form];
  const texts = [];
  for await (const text of textParts(live, order, order.form)) texts.push(text);
  return { blob: new Blob(texts, { type }), ending };
}

/**
 * @param {LivePanel} live
 * @param {Order} order
 * @param {string} form
 */
async function* textParts(live, order, form) {
  const writer = WRITERS[form];
  let first = true;
  for await (const { columns, rows, done, total } of parts(live, order)) {
    if (first) yield writer.head(columns);
    first = false;
    yield writer.rows(columns, rows);
    order.progress(done, total);
  }
}

/**
 * @param {LivePanel} live
 * @param {Order} order
 * @returns {AsyncGenerator<Part>}
 */
async function* parts(live, { what, signal }) {
  const { spec, selected } = live.view();
  const { relation } = live.schema;
  if (what === "shown" && spec.group?.length) {
    const question = (/** @type {any} */ schema) =>
      answerPanel({ ...tableForm(spec, schema), rows: ALL_GROUPS }, schema);
    const answer = await live.source.ask(relation, spec, question, signal);
    const { columns, rows } = flatGroups(/** @type {any} */ (answer));
    return yield { columns, rows, done: rows.length, total: rows.length };
  }
  const all = await live.source.ask(relation, spec, (schema, own = spec) => rowIds(own, schema), signal);
  const ids = what === "selected" ? ordered(all, selected ?? new Set()) : all;
  for (let at = 0; at === 0 || at < ids.length; at += PART) {
    const some = ids.slice(at, at + PART);
    const question = (/** @type {any} */ schema, own = spec) => rowsById(own, schema, some);
    const { columns, rows } = await live.source.ask(relation, spec, question, signal);
    yield {
      columns: /** @type {AnswerColumn[]} */ (columns),
      rows,
      done: Math.min(at + PART, ids.length),
      total: ids.length,
    };
  }
}

/**
 * The selected rows in the view's order; those that its filter leaves out come last.
 * @param {number[]} all
 * @param {ReadonlySet<number>} selected
 */
export function ordered(all, selected) {
  const inside = all.filter((id) => selected.has(id));
  const there = new Set(inside);
  return [...inside, ...[...selected].filter((id) => !there.has(id)).sort((a, b) => a - b)];
}

/**
 * The engine writes the file itself: the values keep their types.
 * @param {LivePanel} live
 * @param {Order} order
 */
async function parquet(live, { what, signal, progress }) {
  const { spec, selected } = live.view();
  const { relation } = live.schema;
  const rows = what === "selected" ? [...selected ?? []] : undefined;
  const of = rows ? { ...spec, filter: undefined, search: undefined, group: [] } : spec;
  const engine = await live.source.open(relation);
  // The files, not the copy in memory: that has other types.
  const question = () => viewQuery(of, live.schema, { rows });
  const { sql } = await live.source.ask(relation, of, question, signal);
  const name = `${DATA_FOLDER}out-${Math.random().toString(36).slice(2)}.parquet`;
  try {
    await engine.query(`COPY (${sql}) TO ${quoteText(name)} (FORMAT parquet, COMPRESSION zstd)`, {
      signal,
    });
    const bytes = /** @type {Uint8Array<ArrayBuffer>} */ (await engine.bytes(name));
    progress(1, 1);
    return new Blob([bytes], { type: "application/vnd.apache.parquet" });
  } finally {
    engine.drop(name).catch(() => {}); // nothing was written
  }
}

/**
 * The rows as CSV and the files that they name.
 * @param {LivePanel} live
 * @param {Order} order
 */
async function* withMedia(live, order) {
  const { csv } = WRITERS;
  /** @type {Set<string>} */
  const files = new Set();
  const texts = [];
  for await (const { columns, rows } of parts(live, order)) {
    if (!texts.length) texts.push(csv.head(columns));
    texts.push(csv.rows(columns, rows));
    for (const file of mediaFiles(columns, rows)) files.add(file);
  }
  yield { name: "rows.csv", blob: new Blob(texts, { type: csv.type }) };
  let done = 0;
  for (const file of files) {
    const response = await fetch(address(live.view().media, file), { signal: order.signal });
    if (!response.ok) throw new Error(`${file} could not be loaded`);
    yield { name: `media/${file}`, blob: await response.blob() };
    order.progress(++done, files.size);
  }
}
