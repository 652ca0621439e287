/** The layout `gallery`: the rows' media in a grid. */

import { didYouMean } from "../expr/index.js";
import { hasMedia } from "../cells/media/shown.js";
import { nameIn } from "./canonical.js";
import { placed } from "./check_spec.js";

/**
 * @typedef {import("./layouts.js").Asked} Asked
 * @typedef {import("./types.js").Problem} Problem
 */

export const GALLERY = "gallery";
/** The option, and the key of `plot`, that names the column whose media are shown. */
export const IMAGE = "image";

/**
 * @param {Asked} asked
 * @returns {{layout: string, plot?: {image: string}} | null} null, with problems, where there is nothing to show
 */
export function checkGallery({ given, resolved: { schema }, problems }) {
  const shown = schema.columns.filter(({ type }) => hasMedia(type)).map(({ name }) => name);
  const before = problems.length;
  let image = "";
  for (const { text, place } of given) {
    const report = (/** @type {string} */ message, /** @type {string | null} */ help) =>
      problems.push(
        placed({ code: "option-value", message, ...help ? { help } : {}, start: 0, end: text.length }, place),
      );
    const said = text.trim();
    const name = shown.includes(said) ? said : nameIn(text, (one) => shown.includes(one));
    if (place.option !== IMAGE) report(`a gallery has no '${place.option}'`, "it belongs to a plot");
    else if (name === undefined) {
      report(`there is no column of media '${said}'`, didYouMean(said, shown, "column"));
    } else image = name;
  }
  if (!shown.length) {
    const at = { option: "layout", start: 0, end: GALLERY.length };
    problems.push({ code: "option-value", message: "the table has no media for a gallery", at });
  }
  if (problems.length > before || !shown.length) return null;
  return { layout: GALLERY, ...image ? { plot: { image } } : {} };
}
