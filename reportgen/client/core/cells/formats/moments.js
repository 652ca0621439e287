/** How timestamps, dates and times are written where a format says it. */

/** @typedef {import("./types.js").Format} Format */

const MOMENT = /^(-?\d+-\d\d-\d\d(?: \(BC\))?)?[ T]?(\d\d:\d\d(?::\d\d)?)?/;

/**
 * The part of a moment that a format asks for; the zone is said beside it.
 * @param {unknown} value `2024-05-01 12:30:00.25`, or microseconds since 1970
 * @param {Format} format
 * @returns {string | null}
 */
export function momentText(value, { name }) {
  const text = typeof value === "number" ? instant(value) : String(value);
  const [, date, time] = MOMENT.exec(text) ?? [];
  if (name === "date") return date ?? null;
  if (name === "time") return time ?? (date === undefined ? null : "00:00:00");
  if (name === "datetime" && date !== undefined) return `${date} ${time ?? "00:00:00"}`;
  return null;
}

/** @param {number} microseconds */
function instant(microseconds) {
  const date = new Date(microseconds / 1000);
  return Number.isNaN(date.getTime()) ? "" : date.toISOString().replace("T", " ").slice(0, -5);
}
