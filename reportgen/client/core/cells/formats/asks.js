/** What formats ask of the tables besides the cells: other columns to compare with, and scales. */

import { columnSql } from "../../expr/index.js";
import { as, ordinals, select, sub } from "../../sql/build.js";
import { formatOf } from "./known.js";

/**
 * @typedef {import("../../formats.js").Asks} Asks
 * @typedef {import("../../formats.js").Written} Written
 * @typedef {import("../../frame.js").Frame} Frame
 * @typedef {import("../../sql/scope.js").Scope} Scope
 * @typedef {import("../../sql/scope.js").Value} Value
 * @typedef {import("../../spec/types.js").AnswerColumn} AnswerColumn
 */

const SCALED = new Set(["bar", "scale"]);

/**
 * @param {Scope} scope
 * @param {Written[]} columns of the answer
 * @param {boolean} grouped
 * @returns {Asks}
 */
export function asksOfFormats(scope, columns, grouped) {
  const formats = columns.map(({ format }) => format ? formatOf(format) : null);
  const scaled = columns.flatMap(({ sql }, index) =>
    sql !== null && SCALED.has(formats[index]?.name ?? "") ? [{ index, sql }] : []
  );
  /** @type {Value[]} */
  const others = [];
  const places = formats.map((format) => {
    const other = grouped || format?.to === undefined ? null : otherOf(scope, format.to);
    return other && columns.length + others.push(other) - 1;
  });
  return {
    others,
    sql: scaled.length ? scalesSql(scope, scaled.map(({ sql }) => sql), grouped) : null,
    tell: (frame) =>
      columns.map(({ format }, index) => ({
        ...formats[index] ? { format } : {},
        ...places[index] === null ? {} : { other: places[index] },
        ...rangeOf(frame, scaled.findIndex((one) => one.index === index)),
      })),
  };
}

/**
 * @param {Frame | null} frame the answer to `scalesSql`
 * @param {number} place among the columns that it is about
 * @returns {Partial<AnswerColumn>}
 */
function rangeOf(frame, place) {
  if (!frame || place < 0) return {};
  const [lo, hi] = [frame.columns[2 * place][0], frame.columns[2 * place + 1][0]];
  return lo === null || hi === null ? {} : { range: { lo, hi } };
}

/**
 * @param {Scope} scope
 * @param {string} name
 * @returns {Value | null}
 */
function otherOf({ resolved }, name) {
  const column = resolved.schema.columns.find((one) => one.name === name);
  if (!column) return null;
  return { entry: { name }, sql: columnSql(column), type: column.type, aggregate: false, count: false };
}

/**
 * The least and the greatest finite number of each column: of the filtered rows, or of their groups.
 * @param {Scope} scope
 * @param {string[]} values
 * @param {boolean} grouped
 */
function scalesSql(scope, values, grouped) {
  const { alias, from, where } = scope;
  const numbers = values.map((sql) => `CAST(${sql} AS DOUBLE)`);
  const first = scope.keys.length;
  const groups = () =>
    sub(select({
      columns: [...scope.keys.map(({ sql }) => sql), ...numbers].map((sql, index) => as(sql, alias(index))),
      from,
      where: [where],
      group: ordinals(first),
    }));
  const bounds = numbers.flatMap((sql, index) => {
    const number = grouped ? alias(first + index) : sql;
    return ["min", "max"].map((name) => `${name}(${number}) FILTER (WHERE isfinite(${number}))`);
  }).map((sql, index) => as(sql, alias(first + numbers.length + index)));
  return select({ columns: bounds, from: grouped ? groups() : from, where: grouped ? [] : [where] });
}
