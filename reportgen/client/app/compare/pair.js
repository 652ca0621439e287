/** How two images are laid over each other, and how several share a frame: numbers and words only. */

/** @typedef {"beside" | "swipe" | "overlay" | "difference" | "flicker"} Mode */
/** @typedef {{width: number, height: number}} Size */

/** @type {Mode[]} */
export const MODES = ["beside", "swipe", "overlay", "difference", "flicker"];

/** @type {Record<Mode, string>} */
export const MODE_WORDS = {
  beside: "Beside",
  swipe: "Swipe",
  overlay: "Overlay",
  difference: "Difference",
  flicker: "Flicker",
};

/** From 0 to 1. @param {number} amount */
export function bounded(amount) {
  return Math.max(0, Math.min(1, amount));
}

/**
 * The first image and the one that was pressed, or the one after the first.
 * @param {number} count
 * @param {number} at
 */
export function nextPair(count, at) {
  return at > 0 ? [0, at] : [0, Math.min(1, count - 1)];
}

/**
 * The grid in which so many images of one size are largest.
 * @param {number} count
 * @param {Size} image
 * @param {number} gap
 * @param {Size} frame
 * @returns {{columns: number, size: Size}} `size` of the part that each has
 */
export function gridOf(count, image, gap, frame) {
  const grids = Array.from({ length: Math.max(1, count) }, (_, index) => {
    const columns = index + 1;
    const rows = Math.ceil(count / columns);
    const size = {
      width: Math.max(1, (frame.width - (columns - 1) * gap) / columns),
      height: Math.max(1, (frame.height - (rows - 1) * gap) / rows),
    };
    return { columns, size, scale: Math.min(size.width / image.width, size.height / image.height) };
  });
  const { columns, size } = grids.reduce((best, one) => one.scale > best.scale ? one : best);
  return { columns, size };
}
