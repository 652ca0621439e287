/** The files of the media in rows. */

import { isMedia } from "../../../core/index.js";

/** @typedef {import("../../../core/cells/types/view.d.ts").AnswerColumn} AnswerColumn */
/** @typedef {import("../../../core/cells/types/view.d.ts").ColumnType} ColumnType */

/**
 * @param {AnswerColumn[]} columns
 * @param {unknown[][]} rows
 * @returns {Set<string>} their names in the site's folder of media
 */
export function mediaFiles(columns, rows) {
  /** @type {Set<string>} */
  const found = new Set();
  for (const row of rows) row.forEach((value, index) => collect(value, columns[index].type, found));
  return found;
}

/**
 * @param {unknown} value
 * @param {ColumnType | undefined} type
 * @param {Set<string>} found
 */
function collect(value, type, found) {
  if (typeof value !== "object" || value === null || !type) return;
  if (isMedia(type)) return collectFiles(value, found);
  if (Array.isArray(value)) {
    const item = type.kind === "map" ? /** @type {ColumnType | undefined} */ (type.value) : type.item;
    for (const one of value) collect(type.kind === "map" && Array.isArray(one) ? one[1] : one, item, found);
  } else {
    for (const field of type.fields ?? []) {
      collect(/** @type {Record<string, unknown>} */ (value)[field.name], field.type, found);
    }
  }
}

/**
 * A medium's own file, and those of the masks over it; thumbnails are left out.
 * @param {object} value
 * @param {Set<string>} found
 */
function collectFiles(value, found) {
  const { file, masks } = /** @type {{file?: unknown, masks?: unknown}} */ (value);
  if (typeof file === "string") found.add(file);
  if (Array.isArray(masks)) { for (const mask of masks) if (mask?.file) found.add(mask.file); }
}
