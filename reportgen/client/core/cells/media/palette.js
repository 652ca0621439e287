/** The colors of classes: boxes, masks and legends have them from here, and the build reads them from here too. */

/**
 * Twelve colors that people with any color vision tell apart, light enough to be seen on photographs; class 0 has the
 * first. After the last one they begin again.
 */
export const CLASS_COLORS = [
  "#e69f00",
  "#56b4e9",
  "#00a878",
  "#f0e442",
  "#3d7fd9",
  "#e4572e",
  "#d98cb8",
  "#b3c93a",
  "#8f7ee7",
  "#4fd6c8",
  "#c98a5b",
  "#f2b8c6",
];

/** Nobody sees such a difference, but a filter tells the classes of a mask apart by it. */
const SHADE = 4;

/**
 * The color of a class; boxes without a class have the first. Up to 324 classes have a color of their own.
 * @param {number | bigint | null | undefined} id
 */
export function classColor(id) {
  const parts = classParts(id);
  return `#${parts.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

/** Red, green and blue of a class, from 0 to 255. @param {number | bigint | null | undefined} id */
export function classParts(id) {
  const count = CLASS_COLORS.length;
  const number = Math.max(0, Number(id ?? 0));
  const round = Math.floor(number / count);
  const base = CLASS_COLORS[((Number(id ?? 0) % count) + count) % count];
  const steps = [round % 3, Math.floor(round / 3) % 3, Math.floor(round / 9) % 3];
  return [1, 3, 5].map((at, index) => parseInt(base.slice(at, at + 2), 16) + steps[index] * SHADE);
}
