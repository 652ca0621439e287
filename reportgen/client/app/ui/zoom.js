/** How large and where an image is drawn in a frame: numbers only. Lengths are pixels of the page. */

/**
 * @typedef {{width: number, height: number}} Size
 * @typedef {{scale: number, x: number, y: number}} Zoom `scale`: pixels of the page in one of the image; `x`, `y`: the
 *   upper left corner of the drawing in the frame
 * @typedef {{size: Size, tiles: number, columns: number, gap: number}} Sheet tiles of one size in a grid
 */

/** Small images are enlarged to this much of the frame, by whole numbers. */
const ENLARGED = 0.75;
/** One step of the wheel, the keys and the buttons. */
export const STEP = 1.25;
const MOST = 64;
/** From here on pixels are drawn as squares. */
const SHARP = 4;

/** The size of a drawing. @param {Sheet} sheet @param {number} scale @returns {Size} */
export function drawnSize({ size, tiles, columns, gap }, scale) {
  const rows = Math.ceil(tiles / columns);
  return {
    width: columns * Math.round(size.width * scale) + (columns - 1) * gap,
    height: rows * Math.round(size.height * scale) + (rows - 1) * gap,
  };
}

/** The scale at which a drawing is whole in the frame. @param {Sheet} sheet @param {Size} frame */
export function fitScale({ size, tiles, columns, gap }, frame) {
  const rows = Math.ceil(tiles / columns);
  const scale = Math.min(
    (frame.width - (columns - 1) * gap) / columns / size.width,
    (frame.height - (rows - 1) * gap) / rows / size.height,
  );
  const grown = Math.floor(scale * ENLARGED);
  return grown >= 2 ? grown : Math.max(0.01, Math.min(1, scale));
}

/** The grid in which tiles are largest. @param {Size} size @param {number} tiles @param {number} gap @param {Size} frame @returns {Sheet} */
export function sheetOf(size, tiles, gap, frame) {
  const sheets = Array.from({ length: tiles }, (_, index) => ({ size, tiles, columns: index + 1, gap }));
  const room = (/** @type {Sheet} */ sheet) =>
    Math.min(frame.width / drawnSize(sheet, 1).width, frame.height / drawnSize(sheet, 1).height);
  return sheets.reduce((best, sheet) => room(sheet) > room(best) ? sheet : best);
}

/** Whole in the middle of the frame. @param {Sheet} sheet @param {Size} frame @returns {Zoom} */
export function fitted(sheet, frame) {
  return placed({ scale: fitScale(sheet, frame), x: 0, y: 0 }, sheet, frame);
}

/** Whether there is more of the drawing than the frame shows. @param {Zoom} zoom @param {Sheet} sheet @param {Size} frame */
export function isBeyond({ scale }, sheet, frame) {
  const { width, height } = drawnSize(sheet, scale);
  return width > frame.width + 1 || height > frame.height + 1;
}

/** Whether pixels are drawn as squares. @param {number} scale @param {Sheet} sheet @param {Size} frame */
export function isSharp(scale, sheet, frame) {
  return scale >= SHARP || (scale >= 2 && fitScale(sheet, frame) >= 2);
}

/**
 * Another scale, with the point under (x, y) of the frame where it was.
 * @param {Zoom} zoom
 * @param {number} to
 * @param {{x: number, y: number}} point
 * @param {Sheet} sheet
 * @param {Size} frame
 * @returns {Zoom}
 */
export function zoomedAt(zoom, to, point, sheet, frame) {
  const scale = Math.min(MOST, Math.max(Math.min(0.05, fitScale(sheet, frame)), to));
  const by = scale / zoom.scale;
  const moved = { scale, x: point.x - (point.x - zoom.x) * by, y: point.y - (point.y - zoom.y) * by };
  return placed(moved, sheet, frame);
}

/** @param {Zoom} zoom @param {number} x @param {number} y @param {Sheet} sheet @param {Size} frame @returns {Zoom} */
export function panned(zoom, x, y, sheet, frame) {
  return placed({ ...zoom, x: zoom.x + x, y: zoom.y + y }, sheet, frame);
}

/** No edge comes into the frame that need not. @param {Zoom} zoom @param {Sheet} sheet @param {Size} frame @returns {Zoom} */
function placed({ scale, x, y }, sheet, frame) {
  const { width, height } = drawnSize(sheet, scale);
  const within = (/** @type {number} */ at, /** @type {number} */ own, /** @type {number} */ room) =>
    own <= room ? (room - own) / 2 : Math.min(0, Math.max(room - own, at));
  return { scale, x: within(x, width, frame.width), y: within(y, height, frame.height) };
}
