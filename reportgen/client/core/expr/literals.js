/** Written texts as dates, times and durations: checked here, so that the engine never meets a wrong one. */

/**
 * @typedef {import("./types.js").Type} Type
 * @typedef {{value: string} | {expected: string}} Read what the engine is given, or what should have been written
 */

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const TIME = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?$/;
const ZONE = /\s*(?:Z|([+-])(\d{2}):?(\d{2})?)$/i;
/** @type {Record<string, number>} */
const UNITS = {
  us: 1,
  µs: 1,
  ms: 1e3,
  s: 1e6,
  sec: 1e6,
  min: 6e7,
  m: 6e7,
  h: 3.6e9,
  d: 8.64e10,
  day: 8.64e10,
  days: 8.64e10,
};

/** @type {Record<string, (text: string) => string | null>} */
const READERS = { date: readDate, time: readTime, timestamp: readTimestamp, duration: readDuration };
/** @type {Record<string, string>} */
const EXPECTED = {
  date: "a date like '2024-05-06'",
  time: "a time like '07:08:09'",
  timestamp: "a timestamp like '2024-05-06 07:08:09'",
  duration: "a duration like '1h 30min', '2.5s' or '01:30:00'",
};

/**
 * A text as a value of one of these types.
 * @param {string} text @param {Type["kind"]} kind @returns {Read}
 */
export function readMoment(text, kind) {
  const value = READERS[kind](text.trim());
  return value === null ? { expected: EXPECTED[kind] } : { value };
}

/** Whether written texts can stand for values of a kind. @param {Type["kind"]} kind @returns {boolean} */
export function isMoment(kind) {
  return Object.hasOwn(READERS, kind);
}

/** @param {string} text @returns {string | null} */
function readDate(text) {
  const found = DATE.exec(text);
  if (!found) return null;
  const [year, month, day] = found.slice(1).map(Number);
  return isDay(year, month, day) ? text : null;
}

/** @param {number} year @param {number} month @param {number} day @returns {boolean} */
function isDay(year, month, day) {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
  return year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1];
}

/** @param {string} text @returns {string | null} */
function readTime(text) {
  const found = TIME.exec(text);
  if (!found) return null;
  const [hour, minute, second] = [found[1], found[2], found[3] ?? "00"];
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null;
  return `${hour.padStart(2, "0")}:${minute}:${second}${found[4] ? `.${found[4]}` : ""}`;
}

/** A zone is reckoned into UTC, which is what tables hold. @param {string} text @returns {string | null} */
function readTimestamp(text) {
  const [date, rest] = [text.slice(0, 10), text.slice(10)];
  if (readDate(date) === null) return null;
  if (rest === "") return `${date} 00:00:00`;
  const zone = ZONE.exec(rest);
  const time = /^[ T]/i.test(rest) ? readTime(rest.slice(1, zone ? zone.index : undefined)) : null;
  if (time === null || !zone?.[1]) return time && `${date} ${time}`;
  const minutes = (Number(zone[2]) * 60 + Number(zone[3] ?? 0)) * (zone[1] === "+" ? -1 : 1);
  return shift(date, time, minutes);
}

/** @param {string} date @param {string} time @param {number} minutes @returns {string} */
function shift(date, time, minutes) {
  const moment = new Date(Date.parse(`${date}T${time.slice(0, 8)}Z`) + minutes * 60_000).toISOString();
  return `${moment.slice(0, 10)} ${moment.slice(11, 19)}${time.slice(8)}`;
}

/** Microseconds. @param {string} text @returns {string | null} */
function readDuration(text) {
  const clock = /^(-?)(\d{1,6}):(\d{2}):(\d{2})(\.\d{1,6})?$/.exec(text);
  if (clock) {
    const seconds = Number(clock[2]) * 3600 + Number(clock[3]) * 60 + Number(clock[4]) +
      Number(clock[5] ?? 0);
    return `${clock[1]}${Math.round(seconds * 1e6)}`;
  }
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)\s*([a-zµ]+)\s*/g)];
  const read = parts.map((part) => part[0]).join("") === text.replace(/^-\s*/, "");
  if (parts.length === 0 || !read || parts.some((part) => !Object.hasOwn(UNITS, part[2]))) return null;
  const sum = parts.reduce((total, part) => total + Number(part[1]) * UNITS[part[2]], 0);
  return sum < 2 ** 53 ? `${text.startsWith("-") ? "-" : ""}${Math.round(sum)}` : null;
}
