/** Pixel sizes that components and the style sheet share. */

/** @typedef {import("./types/view.d.ts").RowHeight} RowHeight */

/** @type {RowHeight[]} */
export const ROW_HEIGHT_NAMES = ["small", "medium", "large", "xlarge"];

/** Height of a table row in pixels. @type {Record<RowHeight, number>} */
export const ROW_HEIGHTS = { small: 28, medium: 56, large: 112, xlarge: 224 };

/** Room that an image has inside its row. @type {Record<RowHeight, number>} */
export const IMAGE_SIZES = { small: 24, medium: 48, large: 104, xlarge: 216 };

/** Drawing area of a group's histogram. @type {Record<RowHeight, {width: number, height: number}>} */
export const HISTOGRAM_SIZES = {
  small: { width: 100, height: 24 },
  medium: { width: 100, height: 44 },
  large: { width: 140, height: 84 },
  xlarge: { width: 220, height: 188 },
};

/** How many values of a distribution stand in a group's row. @type {Record<RowHeight, number>} */
export const DISTRIBUTION_LINES = { small: 1, medium: 3, large: 5, xlarge: 10 };

/** Thumbnails in a group's strip: their box, and how many fit. @type {Record<RowHeight, {size: number, count: number}>} */
export const GALLERY_SIZES = {
  small: { size: 24, count: 6 },
  medium: { size: 40, count: 6 },
  large: { size: 80, count: 4 },
  xlarge: { size: 176, count: 3 },
};

/** The square that media have in the gallery layout. @type {Record<RowHeight, number>} */
export const GRID_SIZES = { small: 80, medium: 120, large: 200, xlarge: 320 };
/** Media of a group that the gallery layout shows at once. */
const GRID_COUNT = 12;

/** How many media other than images stand in a group's row: players and previews are wide. */
const GALLERY_OTHERS = { small: 1, medium: 2, large: 2, xlarge: 2 };

/**
 * How many media a gallery shows at once.
 * @param {RowHeight} rowHeight
 * @param {string} kind
 * @param {boolean} [many] in the gallery layout
 */
export function galleryCount(rowHeight, kind, many) {
  if (many) return GRID_COUNT;
  return kind === "image" ? GALLERY_SIZES[rowHeight].count : GALLERY_OTHERS[rowHeight];
}

/** The row height that a spec asks for. @param {{row_height?: RowHeight}} spec @returns {RowHeight} */
export function rowHeightOf(spec) {
  return spec.row_height && Object.hasOwn(ROW_HEIGHTS, spec.row_height) ? spec.row_height : "medium";
}

/**
 * The size at which an image is drawn inside a square box: large ones shrink; ones less than half the box
 * grow to fill it, as sharp pixels; others keep their size.
 * @param {{width: number, height: number}} image
 * @param {number} box
 */
export function fitImage(image, box) {
  const width = image.width > 0 ? image.width : box;
  const height = image.height > 0 ? image.height : box;
  const scale = Math.min(box / height, (box * 2) / width);
  const applied = scale >= 2 ? scale : Math.min(scale, 1);
  return {
    width: Math.max(1, Math.round(width * applied)),
    height: Math.max(1, Math.round(height * applied)),
    pixelated: applied >= 2,
  };
}
