/** Functions of dates and times. Timestamps are UTC; what is out of range is null. */

import { formatProblem } from "./pattern.js";
import { scalars } from "./sql_parts.js";
import { DATE, DURATION, FLOAT, INTEGER, isNumber, TEXT, TIMESTAMP } from "./types.js";

/**
 * @typedef {import("./types.js").FunctionRow} FunctionRow
 * @typedef {import("./sql_parts.js").Row} Row
 * @typedef {import("./types.js").Param} Param
 * @typedef {import("./types.js").Typed} Typed
 */

const UNITS = ["second", "minute", "hour", "day", "week", "month", "quarter", "year"];
/** @type {Record<string, string>} */
const ADD = {
  second: "to_seconds",
  minute: "to_minutes",
  hour: "to_hours",
  day: "to_days",
  week: "to_weeks",
  month: "to_months",
  year: "to_years",
};

/** @type {Param} */
const WHEN = { name: "when", type: "moment" };
/** @type {Param} */
const UNIT = { name: "unit", type: "text", literal: true, choices: UNITS };

/**
 * @param {string} name @param {string} doc @param {unknown} result @param {Param["type"]} [type]
 * @returns {Row}
 */
function part(name, doc, result, type) {
  const value = type ? "timestamp('2024-05-06 07:08:09')" : "date('2024-05-06')";
  const params = [{ ...WHEN, type: type ?? WHEN.type }];
  return {
    name,
    params,
    result: INTEGER,
    sql: ([x]) => `${name}(${x})`,
    doc,
    example: [`${name}(${value})`, result],
  };
}

/** @param {string} x @returns {string} */
function asTimestamp(x) {
  return `TRY_CAST(${x} AS TIMESTAMP)`;
}

/** Microseconds since 1970, as far as timestamps go. @param {string} n @returns {string} */
function fromMicroseconds(n) {
  return `CASE WHEN ${n} BETWEEN -9223372022400000000 AND 9223372036854775806 THEN make_timestamp(${n}) END`;
}

/** Numbers since 1970 in the unit that their size suggests. @param {string[]} args @param {Typed[]} typed */
function timestampSql([x], [{ type }]) {
  if (!isNumber(type)) return `TRY_CAST(${x} AS TIMESTAMP)`;
  const n = type.kind === "float" ? x : `CAST(${x} AS DOUBLE)`;
  const scale = `CASE WHEN abs(${n}) < 31536000000 THEN 1000000 WHEN abs(${n}) < 31536000000000 THEN 1000 ` +
    `WHEN abs(${n}) < 31536000000000000 THEN 1 ELSE 0.001 END`;
  return fromMicroseconds(`TRY_CAST(${n} * ${scale} AS BIGINT)`);
}

/** @param {string[]} args @param {Typed[]} typed @returns {string} */
function truncSql([unit, when], [, { type }]) {
  const start = `CASE WHEN ${asTimestamp(when)} >= TIMESTAMP '0001-01-01' THEN date_trunc(${unit}, ${
    asTimestamp(when)
  }) END`;
  return `TRY_CAST(${start} AS ${type.kind === "date" ? "DATE" : "TIMESTAMP"})`;
}

/** @param {string[]} args @param {Typed[]} typed @returns {string} */
function addSql([, n, when], [unit]) {
  const interval = ADD[unit.kind === "literal" ? String(unit.value) : "day"];
  const inRange =
    `${n} BETWEEN -100000 AND 100000 AND ${when} BETWEEN DATE '0001-01-01' AND DATE '9999-12-31'`;
  return `CASE WHEN ${inRange} THEN ${asTimestamp(when)} + ${interval}(CAST(${n} AS INTEGER)) END`;
}

/** @param {"+" | "-"} op @returns {FunctionRow["sql"]} */
function shifted(op) {
  return ([when, duration]) =>
    fromMicroseconds(`TRY_CAST(CAST(epoch_us(${asTimestamp(when)}) AS HUGEINT) ${op} ${duration} AS BIGINT)`);
}

export const TIME_FUNCTIONS = scalars([
  part("year", "The year.", 2024),
  part("quarter", "The quarter of the year, 1 to 4.", 2),
  part("month", "The month, 1 to 12.", 5),
  part("week", "The ISO week of the year.", 19),
  part("day", "The day of the month.", 6),
  part("dayofweek", "The day of the week: 0 is Sunday.", 1),
  part("dayofyear", "The day of the year.", 127),
  part("hour", "The hour.", 7, ["moment", "time"]),
  part("minute", "The minute.", 8, ["moment", "time"]),
  part("second", "The second, without its fraction.", 9, ["moment", "time"]),
  {
    name: "date",
    params: [{ name: "x", type: ["text", "moment"] }],
    result: DATE,
    sql: ([x]) => `TRY_CAST(${x} AS DATE)`,
    doc: "The date of a text like 2024-05-06 or of a timestamp.",
    example: ["date('2024-05-06')", "2024-05-06"],
  },
  {
    name: "timestamp",
    aliases: ["toTimestamp"],
    params: [{ name: "x", type: ["text", "moment", "numeric"] }],
    result: TIMESTAMP,
    sql: timestampSql,
    doc: "A timestamp from a text, a date, or a number since 1970: seconds, ms, µs or ns by its size.",
    example: ["timestamp(1714979289)", "2024-05-06 07:08:09"],
  },
  {
    name: "date_trunc",
    params: [UNIT, WHEN],
    result: ([, { type }]) => type.kind === "date" ? DATE : TIMESTAMP,
    sql: truncSql,
    doc: "The start of the second, minute, hour, day, week, month, quarter or year.",
    example: ["date_trunc('month', date('2024-05-06'))", "2024-05-01"],
  },
  {
    name: "date_diff",
    params: [UNIT, { name: "from", type: "moment" }, { name: "to", type: "moment" }],
    result: INTEGER,
    sql: ([unit, a, b]) => `date_diff(${unit}, ${asTimestamp(a)}, ${asTimestamp(b)})`,
    doc: "How many borders of the unit lie between.",
    example: ["date_diff('day', date('2024-05-01'), date('2024-05-06'))", 5],
  },
  {
    name: "date_add",
    params: [{ ...UNIT, choices: Object.keys(ADD) }, { name: "count", type: "integer" }, WHEN],
    result: TIMESTAMP,
    sql: addSql,
    doc: "So many units later, for years 1 to 9999.",
    example: ["date_add('day', 2, date('2024-05-06'))", "2024-05-08 00:00:00"],
  },
  {
    name: "elapsed",
    params: [{ ...WHEN, name: "to" }, { ...WHEN, name: "from" }],
    result: DURATION,
    sql: ([a, b]) =>
      `TRY_CAST(CAST(epoch_us(${asTimestamp(a)}) AS HUGEINT) - epoch_us(${asTimestamp(b)}) AS BIGINT)`,
    doc: "The time between, as `to - from`.",
    example: ["elapsed(date('1970-01-02'), date('1970-01-01'))", 86400000000],
  },
  {
    name: "later",
    params: [WHEN, { name: "duration", type: "duration" }],
    result: TIMESTAMP,
    sql: shifted("+"),
    doc: "As `when + duration`.",
    example: ["later(date('1970-01-02'), duration(1))", "1970-01-02 00:00:01"],
  },
  {
    name: "earlier",
    params: [WHEN, { name: "duration", type: "duration" }],
    result: TIMESTAMP,
    sql: shifted("-"),
    doc: "As `when - duration`.",
    example: ["earlier(date('1970-01-02'), duration(1))", "1970-01-01 23:59:59"],
  },
  {
    name: "epoch",
    aliases: ["seconds"],
    params: [{ name: "when", type: ["moment", "duration"] }],
    result: FLOAT,
    sql: ([x], [{ type }]) => type.kind === "duration" ? `(${x} / 1000000)` : `epoch(${x})`,
    doc: "Seconds since 1970, or the seconds of a duration.",
    example: ["epoch(date('1970-01-02'))", 86400],
  },
  {
    name: "duration",
    params: [{ name: "seconds", type: "number" }],
    result: DURATION,
    sql: ([x]) => `TRY_CAST(${x} * 1000000 AS BIGINT)`,
    doc: "A duration of so many seconds.",
    example: ["duration(1.5)", 1500000],
  },
  {
    name: "strftime",
    params: [WHEN, { name: "format", type: "text", literal: true, check: formatProblem }],
    result: TEXT,
    sql: ([when, format]) => `strftime(${when}, ${format})`,
    doc: "As text by a format such as '%Y-%m-%d %H:%M'.",
    example: ["strftime(date('2024-05-06'), '%d.%m.%Y')", "06.05.2024"],
    growth: () => ({ cells: 0, chars: 1000 }),
  },
]);
