/** Which columns hold media that can be looked at. */

/** @typedef {import("../types/view.d.ts").ColumnType} ColumnType */

const SEEN = new Set(["image", "video", "html", "object3d", "molecule", "chart", "audio"]);

/** Whether the values of a type are media that a gallery can show. @param {ColumnType} type */
export function hasMedia(type) {
  return SEEN.has(type.kind);
}
