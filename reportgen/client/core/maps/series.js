/** The colors of a map. */

/**
 * The color's place in the palette: of a class, of a step of a scale, or of what has no value.
 * @param {Pick<import("./types.d.ts").MapAnswer, "color" | "steps" | "series">} map
 * @param {number} index
 */
export function seriesOf({ color, steps, series }, index) {
  if (color === null) return "0";
  const { label, term } = series[index];
  if (term === "" || label === "null") return "-rest";
  return steps ? `-q${index}` : String(index);
}
