/** What a spec says of single columns, as the options of a directive. */

import { writeName } from "../expr/index.js";

/**
 * @typedef {import("./types.js").SpecColumn} SpecColumn
 * @typedef {import("./overlays.js").OverlaySettings} OverlaySettings
 */

/**
 * @param {SpecColumn[]} columns those that the directive lists
 * @returns {Record<string, string>}
 */
export function writeColumnOptions(columns) {
  const items = (/** @type {(column: SpecColumn) => string | undefined} */ said) =>
    columns.flatMap((column) => {
      const text = said(column);
      return text ? [`${writeName(column.name)}: ${text}`] : [];
    }).join(", ");
  const pins = columns.filter(({ pin }) => pin).map(({ name }) => writeName(name)).join(", ");
  const options = {
    format: items(({ format }) => format),
    show: items(({ show }) => show),
    widths: items(({ width }) => width === undefined ? undefined : String(width)),
    "pin-columns": pins,
    cells: items(({ cell }) => cell),
    overlays: items(({ overlays }) => overlays && overlayWords(overlays).join(", ")),
  };
  return Object.fromEntries(Object.entries(options).filter(([, text]) => text !== ""));
}

/**
 * @param {OverlaySettings} overlays
 * @returns {string[]}
 */
function overlayWords({ hide_layers, hide_classes, opacity, labels, line, score = {}, image, tiles }) {
  const bounds = Object.entries(score).flatMap(([name, { min, max }]) => [
    ...min === undefined ? [] : [`min(${quoted(name)}, ${min})`],
    ...max === undefined ? [] : [`max(${quoted(name)}, ${max})`],
  ]);
  return [
    ...hide_layers ? [`hide(${hide_layers.map(quoted).join(", ")})`] : [],
    ...hide_classes ? [`hide-class(${hide_classes.join(", ")})`] : [],
    ...opacity === undefined ? [] : [`opacity(${opacity})`],
    ...labels === false ? ["no-labels"] : [],
    ...line ? [line] : [],
    ...bounds,
    ...image === false ? ["no-image"] : [],
    ...tiles ? [tiles] : [],
  ];
}

/** @param {string} text */
function quoted(text) {
  return `"${text.replaceAll('"', '""')}"`;
}
