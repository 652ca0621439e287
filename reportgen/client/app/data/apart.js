/** Columns that have files of their own since several tables have them: each file is fetched and kept once. */

import { quoteText } from "../../core/index.js";
import { DATA_FOLDER } from "../engine/engine.js";

/**
 * @typedef {import("../engine/engine.js").Engine} Engine
 * @typedef {{path: string, bytes: number, rows: number, column?: string}} File with `column` it is that column alone
 */

/**
 * What each engine has, by path.
 * @type {WeakMap<Engine, Map<string, Promise<string>>>}
 */
const KEPT = new WeakMap();
let attempts = 0;

/**
 * The name under which the engine has a file; a file that could not be had is asked for again the next time.
 * @param {Engine} engine
 * @param {File} file
 * @param {(file: File) => Promise<{bytes: ArrayBuffer}>} load
 * @returns {Promise<string>}
 */
export function registered(engine, file, load) {
  const kept = KEPT.get(engine) ?? new Map();
  KEPT.set(engine, kept);
  const known = kept.get(file.path);
  if (known) return known;
  const name = `${DATA_FOLDER}apart${++attempts}-${file.path.split("/").pop()}`;
  const made = load(file).then(({ bytes }) => engine.register(name, bytes)).then(() => name);
  kept.set(file.path, made);
  made.catch(() => kept.delete(file.path));
  return made;
}

/** Forgets files that a statement could not read. @param {Engine} engine @param {File[]} files */
export function forget(engine, files) {
  for (const { path } of files) KEPT.get(engine)?.delete(path);
}

/**
 * What a table's rows are selected from: its own files, one after another, and beside them those of single columns.
 * @param {string[]} own names of files
 * @param {string[]} apart
 */
export function rowsSource(own, apart) {
  const read = (/** @type {string[]} */ names) => `read_parquet([${names.map(quoteText).join(", ")}])`;
  return [own, ...apart.map((name) => [name])].map(read).join(" POSITIONAL JOIN ");
}
