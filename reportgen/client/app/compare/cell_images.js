/** Images of members in their cells: opened together, and swiped over one another where they lie so. */

import { compareEdits } from "../../core/index.js";
import { openComparedImages } from "./images.js";
import { show } from "./sets.js";

/**
 * @typedef {import("../table/panel.js").LivePanel} LivePanel
 * @typedef {import("../../core/cells/types/view.d.ts").AnswerColumn} AnswerColumn
 * @typedef {import("../../core/cells/types/view.d.ts").Member} Member
 * @typedef {import("../../core/cells/types/media.d.ts").ImageValue} ImageValue
 * @typedef {{values: (ImageValue | null)[], members: Member[], column: string, at: number, number: number}} Pressed
 */

/**
 * @param {LivePanel} live
 * @param {Pressed} pressed
 * @param {Event} event
 */
export function openImages(live, { values, members, column: name, at }, event) {
  const { ctrlKey, metaKey, shiftKey } = /** @type {MouseEvent} */ (event);
  if (ctrlKey || metaKey || shiftKey) return;
  event.preventDefault();
  const { answer, media, spec } = live.view();
  const found = /** @type {AnswerColumn} */ (answer?.columns.find((column) => column.name === name));
  const entry = spec.columns.find((column) => column.name === name);
  const images = values.flatMap((image, index) =>
    image?.file ? [{ image, member: members[index], index }] : []
  );
  openComparedImages({
    host: live.overlays,
    media: media ?? "",
    column: () => ({ ...found, entry }),
    images,
    at: Math.max(0, images.findIndex(({ index }) => index === at)),
    mode: spec.compare?.images ?? "beside",
    remember: (images) =>
      show(live, compareEdits.setCompare(live.view().spec, { images }), answer?.offset ?? 0),
  });
}

/**
 * The pointer over a cell says how much of the second image is seen.
 * @param {HTMLElement} figure
 */
export function swipeInCells(figure) {
  figure.addEventListener("pointermove", (event) => {
    const over = /** @type {Element} */ (event.target).closest?.(".rg-over-swipe");
    if (!over || over.closest("dialog")) return;
    const { left, width } = over.getBoundingClientRect();
    const share = Math.max(0, Math.min(1, (event.clientX - left) / Math.max(1, width)));
    /** @type {HTMLElement} */ (over).style.setProperty("--rg-swipe", `${Math.round(share * 1000) / 10}%`);
  }, { passive: true });
}
