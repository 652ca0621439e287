/**
 * Query results: an Arrow IPC stream becomes a Frame of cell values.
 *
 * Cell values: null, boolean, number (with NaN and infinities), bigint beyond 2^53, text, array, plain
 * object. Inside lists and structs, where SQL has not printed them, timestamps, dates, times and decimals
 * become the text that DuckDB would print; a map is an array of [key, value]; bytes are `{binary: length}`;
 * a duration is its microseconds.
 */

// @ts-types="./flechette.d.ts"
import { tableFromIPC, Type } from "@uwdata/flechette";

/**
 * @typedef {import("./flechette.d.ts").ArrowType} ArrowType
 * @typedef {(value: any) => any} Reader  an Arrow value that is not null → a cell value
 * @typedef {{names: string[], columns: any[][], length: number, exact?: true}} Frame `exact`: where the statement
 *   estimates, this has been counted
 */

const OPTIONS = { useBigInt: true, useBigIntTimestamp: true, useDecimalInt: true };
const PER_SECOND = [1n, 1000n, 1000000n, 1000000000n];

/** @type {Record<number, (type: ArrowType) => Reader>} */
const READERS = {
  [Type.Int]: () => integer,
  [Type.Decimal]: (type) => (value) => decimalText(BigInt(value), type.scale ?? 0),
  [Type.Date]: () => (value) => dateText(Math.floor(Number(value) / 86400000)),
  [Type.Time]: (type) => (value) => timeText(BigInt(value) * (1000000n / perSecond(type))),
  [Type.Timestamp]: (type) => (value) => timestampText(BigInt(value), perSecond(type)),
  [Type.Duration]: (type) => (value) => integer((BigInt(value) * 1000000n) / perSecond(type)),
  [Type.Interval]: () => (value) => Array.from(value),
  [Type.Binary]: () => binary,
  [Type.LargeBinary]: () => binary,
  [Type.BinaryView]: () => binary,
  [Type.FixedSizeBinary]: () => binary,
  [Type.List]: list,
  [Type.LargeList]: list,
  [Type.ListView]: list,
  [Type.LargeListView]: list,
  [Type.FixedSizeList]: list,
  [Type.Struct]: struct,
  [Type.Map]: map,
  [Type.Dictionary]: (type) => type.dictionary ? reader(type.dictionary) : same,
};

/**
 * @param {Uint8Array} bytes  an Arrow IPC stream
 * @returns {Frame}
 */
export function decodeFrame(bytes) {
  const table = tableFromIPC(bytes, OPTIONS);
  const { fields } = table.schema;
  const columns = fields.map((field, index) => {
    const vector = table.getChildAt(index);
    // A million row numbers are read in a moment, and not one by one.
    if (isSmallInteger(field.type) && !vector.nullCount) return plain(vector.toArray());
    const read = reader(field.type);
    return Array.from(vector, (value) => value == null ? null : read(value));
  });
  return { names: fields.map((field) => field.name), columns, length: table.numRows };
}

/** @param {ArrowType} type */
function isSmallInteger({ typeId, bitWidth }) {
  return typeId === Type.Int && bitWidth !== undefined && bitWidth <= 32;
}

/** @param {ArrayLike<number>} values @returns {number[]} */
function plain(values) {
  const numbers = new Array(values.length);
  for (let index = 0; index < numbers.length; index++) numbers[index] = values[index];
  return numbers;
}

/**
 * @param {ArrowType} type
 * @returns {Reader}
 */
function reader(type) {
  return READERS[type.typeId]?.(type) ?? same;
}

/** @type {Reader} */
function same(value) {
  return value;
}

/** @type {Reader} */
function integer(value) {
  if (typeof value === "number") return value;
  return value >= -9007199254740991n && value <= 9007199254740991n ? Number(value) : value;
}

/** @type {Reader} */
function binary(value) {
  return { binary: value.length };
}

/**
 * @param {ArrowType} type
 * @returns {Reader}
 */
function list(type) {
  const read = child(type, 0);
  return (value) => Array.from(value, read);
}

/**
 * @param {ArrowType} type
 * @returns {Reader}
 */
function struct(type) {
  const fields = (type.children ?? []).map((field, index) => ({
    name: field.name,
    read: child(type, index),
  }));
  return (value) => Object.fromEntries(fields.map(({ name, read }) => [name, read(value[name])]));
}

/**
 * @param {ArrowType} type
 * @returns {Reader}
 */
function map(type) {
  const entries = type.children?.[0].type;
  if (!entries) return same;
  const readers = [child(entries, 0), child(entries, 1)];
  return (value) => Array.from(value, ([key, item]) => [readers[0](key), readers[1](item)]);
}

/**
 * The reader of a nested value, which may be null.
 * @param {ArrowType} type
 * @param {number} index
 * @returns {Reader}
 */
function child(type, index) {
  const inner = type.children?.[index];
  const read = inner ? reader(inner.type) : same;
  return (value) => value == null ? null : read(value);
}

/** @param {ArrowType} type */
function perSecond(type) {
  return PER_SECOND[type.unit ?? 2];
}

/**
 * @param {bigint} value
 * @param {number} scale
 */
function decimalText(value, scale) {
  if (scale === 0) return value.toString();
  const digits = (value < 0n ? -value : value).toString().padStart(scale + 1, "0");
  return `${value < 0n ? "-" : ""}${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
}

/**
 * @param {bigint} value
 * @param {bigint} per  units in a second
 */
function timestampText(value, per) {
  const micros = value * 1000000n / per;
  let days = micros / 86400000000n;
  let rest = micros % 86400000000n;
  if (rest < 0n) {
    days -= 1n;
    rest += 86400000000n;
  }
  return `${dateText(Number(days))} ${timeText(rest)}`;
}

/**
 * The proleptic Gregorian date of a day since 1970.
 * @param {number} day
 */
function dateText(day) {
  // Days from 0000-03-01, in eras of 400 years: then the leap day ends a year.
  const shifted = day + 719468;
  const era = Math.floor(shifted / 146097);
  const dayOfEra = shifted - era * 146097;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1460) + Math.floor(dayOfEra / 36524) - Math.floor(dayOfEra / 146096)) /
      365,
  );
  const dayOfYear = dayOfEra -
    (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const date = dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1;
  const shown = year > 0 ? year : 1 - year;
  return `${pad(shown, 4)}-${pad(month, 2)}-${pad(date, 2)}${year > 0 ? "" : " (BC)"}`;
}

/** @param {bigint} micros  of a day */
function timeText(micros) {
  const seconds = Number(micros / 1000000n);
  const shown = pad(Number(micros % 1000000n), 6).replace(/0+$/, "");
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return clock.map((part) => pad(part, 2)).join(":") + (shown ? `.${shown}` : "");
}

/**
 * @param {number} value
 * @param {number} width
 */
function pad(value, width) {
  return String(value).padStart(width, "0");
}

/**
 * A result of one row of lists of plain numbers: the values of each, and which are missing.
 * @param {Uint8Array} bytes  an Arrow IPC stream
 * @returns {{values: any, nulls: Uint8Array | null}[]}
 */
export function decodeLists(bytes) {
  const table = tableFromIPC(bytes, OPTIONS);
  return table.schema.fields.map((_, index) => {
    const [batch] = table.getChildAt(index).data;
    const items = batch?.children?.[0];
    // Of no rows at all there is no list.
    if (!items || batch.nullCount) return { values: new Uint32Array(0), nulls: null };
    return { values: items.values.subarray(0, items.length), nulls: nullsOf(items) };
  });
}

/** @param {import("./flechette.d.ts").ArrowBatch} batch */
function nullsOf({ length, nullCount, validity }) {
  if (!nullCount) return null;
  const nulls = new Uint8Array(length);
  for (let row = 0; row < length; row++) nulls[row] = 1 - (validity[row >> 3] >> (row & 7) & 1);
  return nulls;
}
