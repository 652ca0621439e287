/** What a static picture of a panel says: the texts, bars and files of its tables, without their look. */

import { planColumns } from "../cells/plan.js";
import { cellWriter, columnText, valueText } from "../cells/pivot/words.js";
import { isNumeric } from "../cells/registry.js";
import { clip } from "../cells/text.js";
import { seriesOf } from "../maps/series.js";
import { levelOf, seriesClass } from "../plots/series.js";
import { statusText } from "../spec/status.js";
import { LETTERS, markOf, partOf } from "./parts.js";

/**
 * @typedef {import("../cells/types/view.d.ts").View} View
 * @typedef {import("../cells/types/view.d.ts").Answer} Answer
 * @typedef {import("./parts.js").Part} Part
 * @typedef {import("./parts.js").Mark} Mark
 * @typedef {{label: string, right: boolean, key: boolean}} Column
 * @typedef {{member: string | null, columns: Column[], rows: Part[][]}} Table `member`: the mark of whose rows these are
 * @typedef {{status: string, filter: string, members: (Mark & {label: string})[],
 *   legend: {label: string, color: string}[], tables: Table[]}} Picture `members`: the tables that are compared;
 *   `legend`: the colors of a drawing
 */

/** Levels of shading, of which 0 is nothing. */
const LEVELS = 8;

/**
 * @param {View} view that has an answer
 * @param {{rows: number, columns: number}} size the most that is shown
 * @returns {Picture}
 */
export function pictureOf({ spec, answer }, size) {
  const whole = /** @type {Answer} */ (answer);
  const members = (whole.members ?? []).map((member) => ({ ...markOf(member), label: member.label }));
  return {
    status: statusText(/** @type {any} */ (whole)),
    filter: spec.filter ?? "",
    members,
    legend: legendOf(whole),
    tables: tablesOf(whole, spec, size),
  };
}

/**
 * @param {Answer} answer
 * @param {View["spec"]} spec
 * @param {{rows: number, columns: number}} size
 * @returns {Table[]}
 */
function tablesOf(answer, spec, size) {
  if (answer.plot || answer.map) return [];
  if (answer.parts) {
    return answer.parts.map((part) => ({
      ...tableOf(part.answer, spec, size),
      member: String(part.member),
    }));
  }
  return [answer.pivot ? pivotOf(answer, size) : tableOf(answer, spec, size)];
}

/**
 * @param {Answer} answer
 * @param {View["spec"]} spec
 * @param {{rows: number, columns: number}} size
 * @returns {Table}
 */
function tableOf(answer, spec, size) {
  const plans = planColumns(answer, spec.columns).slice(0, size.columns);
  return {
    member: null,
    columns: plans.map(({ column }) => ({
      label: column.label,
      right: !column.members && (isNumeric(column) || column.role === "count"),
      key: column.role === "key",
    })),
    rows: answer.rows.slice(0, size.rows).map((row, line) =>
      plans.map((plan, index) => partOf(row[index], plan, answer.present?.[line]))
    ),
  };
}

/**
 * @param {Answer} answer
 * @param {{rows: number, columns: number}} size
 * @returns {Table}
 */
function pivotOf({ columns, rows, pivot }, size) {
  const { cells, diagonal, columnTotals } = /** @type {import("../spec/types.js").Pivoted} */ (pivot);
  const write = cellWriter(/** @type {any} */ (pivot));
  const values = cells.flatMap((line, row) => line.filter((_, column) => diagonal[row] !== column))
    .map((cell) => Number(cell?.value ?? 0)).filter(Number.isFinite);
  const [least, most] = [Math.min(0, ...values), Math.max(0, ...values)];
  const level = (/** @type {number} */ row, /** @type {number} */ column) =>
    diagonal[row] === column ? 0 : levelOf(Number(cells[row][column]?.value ?? 0), least, most) / LEVELS;
  const wide = columnTotals.slice(0, size.columns + 4);
  return {
    member: null,
    columns: [
      ...columns.map(({ label }) => ({ label, right: false, key: true })),
      ...wide.map((_, at) => ({
        label: columnText(/** @type {any} */ (pivot), at),
        right: true,
        key: false,
      })),
    ],
    rows: rows.slice(0, size.rows).map((row, line) => [
      ...columns.map((key, index) => ({ text: clip(valueText(row[index], key), LETTERS) })),
      ...wide.map((_, at) => ({ text: write(cells[line][at]), level: level(line, at) })),
    ]),
  };
}

/** @param {Answer} answer @returns {Picture["legend"]} */
function legendOf({ plot, map }) {
  if (map && map.color !== null) {
    return map.series.map(({ label }, index) => ({ label, color: `rg-m${seriesOf(map, index)}` }));
  }
  if (!plot || plot.color === null || plot.kind === "heatmap") return [];
  return plot.series.map(({ label }, index) => ({ label, color: seriesClass(plot, index) }));
}
