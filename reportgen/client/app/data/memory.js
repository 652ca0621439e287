/**
 * A copy of a table's columns in the engine's memory, where questions are answered several times faster than from
 * the Parquet file: text with few distinct values is kept as ENUM, whose order is that of the text.
 */

import { decodeFrame, quoteIdentifier } from "../../core/index.js";
import { columnsInUse } from "./columns.js";

/**
 * @typedef {import("../engine/engine.js").Engine} Engine
 * @typedef {import("./table.js").Schema} Schema
 * @typedef {import("./table.js").Column} Column
 * @typedef {{relation: string, columns: Set<string>, counting?: import("./counting.js").Counting}} Memory `counting`
 *   is what of it is kept in the page
 */

/** Tables of up to so many cells are copied whole, others by the columns in use. */
const WHOLE_CELLS = 30_000_000;
/** No copy of more cells than this is made. */
const MOST_CELLS = 80_000_000;
/** Below so many rows ENUMs gain nothing. */
const ENUM_ROWS = 5_000;
const ENUM_VALUES = 1_000;
const SAMPLE_ROWS = 20_000;
const ROW = "__row__";

let copies = 0;

/**
 * Builds the copy, in the background; the old one stays.
 * @param {Engine} engine
 * @param {Schema} schema
 * @param {object[]} specs the views that are open on the table
 * @param {Memory | null} old
 * @param {{enums: boolean}} how
 * @returns {Promise<Memory | null>}
 */
export async function buildMemory(engine, schema, specs, old, how) {
  const columns = chosenColumns(schema, specs, old);
  if (!columns.length || columns.every((column) => old?.columns.has(column.name))) return old;
  const relation = `reportgen memory ${++copies}`;
  const run = (/** @type {string} */ sql) => engine.query(sql, { background: true });
  const enums = how.enums ? await createEnums(run, schema, columns, relation) : new Map();
  const list = [quoteIdentifier(ROW), ...columns.map((column) => columnCopy(column, enums))];
  const source = quoteIdentifier(schema.relation);
  await run(`CREATE TABLE ${quoteIdentifier(relation)} AS SELECT ${list.join(", ")} FROM ${source}`);
  return { relation, columns: new Set(columns.map((column) => column.name)) };
}

/**
 * Frees a copy that another has replaced.
 * @param {Engine} engine
 * @param {Memory} memory
 */
export async function dropMemory(engine, memory) {
  memory.counting?.close();
  await engine.query(`DROP TABLE ${quoteIdentifier(memory.relation)}`, { background: true });
}

/**
 * @param {Schema} schema
 * @param {object[]} specs
 * @param {Memory | null} old
 */
function chosenColumns(schema, specs, old) {
  if (schema.rows * schema.columns.length <= WHOLE_CELLS) return schema.columns;
  const used = new Set([...(old?.columns ?? []), ...specs.flatMap((spec) => columnsInUse(spec, schema))]);
  const columns = schema.columns.filter((column) => used.has(column.name));
  return schema.rows * columns.length <= MOST_CELLS ? columns : [];
}

/**
 * An ENUM type for each text column that has few values.
 * @param {(sql: string) => Promise<Uint8Array>} run
 * @param {Schema} schema
 * @param {Column[]} columns
 * @param {string} prefix
 * @returns {Promise<Map<string, string>>} type names by column
 */
async function createEnums(run, schema, columns, prefix) {
  const enums = new Map();
  if (schema.rows < ENUM_ROWS) return enums;
  const source = quoteIdentifier(schema.relation);
  const texts = columns.filter((column) => column.type.kind === "text");
  for (const [index, column] of texts.entries()) {
    const name = physical(column);
    const counted = async (/** @type {string} */ from) =>
      Number(decodeFrame(await run(`SELECT count(DISTINCT ${name}) AS n FROM ${from}`)).columns[0][0]);
    if (await counted(`(SELECT ${name} FROM ${source} LIMIT ${SAMPLE_ROWS})`) > ENUM_VALUES) continue;
    const values = await counted(source);
    if (!values || values > ENUM_VALUES) continue;
    const type = quoteIdentifier(`${prefix} enum ${index}`);
    const distinct = `SELECT DISTINCT ${name} FROM ${source} WHERE ${name} IS NOT NULL ORDER BY 1`;
    await run(`CREATE TYPE ${type} AS ENUM (${distinct})`);
    enums.set(column.name, type);
  }
  return enums;
}

/**
 * @param {Column} column
 * @param {Map<string, string>} enums
 */
function columnCopy(column, enums) {
  const name = physical(column);
  const type = enums.get(column.name);
  return type ? `CAST(${name} AS ${type}) AS ${name}` : name;
}

/**
 * The column's name in the file.
 * @param {Column} column
 */
function physical(column) {
  return quoteIdentifier(column.sql ?? column.name);
}
