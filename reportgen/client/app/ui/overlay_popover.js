/** The choice of overlays beside a column's header. */

import { openFloating } from "./floating.js";
import { html } from "./html.js";
import { OverlayChoice } from "./overlay_choice.js";

/** @typedef {import("../../core/cells/types/view.d.ts").AnswerColumn} AnswerColumn */
/** @typedef {import("../../core/spec/overlays.js").OverlaySettings} OverlaySettings */

/**
 * @param {{host: Element, button: HTMLElement, column: () => AnswerColumn,
 *   change: (settings: OverlaySettings) => void}} options `button` is what the choice belongs to
 */
export function openOverlays({ host, button, column, change }) {
  const { label, name } = column();
  const floating = openFloating({
    host,
    className: "rg-overlay-choice",
    anchor: button.getBoundingClientRect(),
    owner: button,
  });
  const { element } = floating;
  element.setAttribute("role", "dialog");
  element.setAttribute("aria-label", `Overlays of ${label ?? name}`);
  function draw() {
    const { type, entry } = column();
    floating.draw(html`
      <${OverlayChoice} type=${type} settings=${entry?.overlays ?? {}} change=${(
        /** @type {OverlaySettings} */ next,
      ) => {
        change(next);
        draw();
      }} />
    `);
  }
  draw();
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    floating.close();
    button.focus({ preventScroll: true });
  });
  element.addEventListener("focusout", ({ relatedTarget }) => {
    if (relatedTarget && !element.contains(/** @type {Node} */ (relatedTarget))) floating.close();
  });
  /** @type {HTMLElement | null} */ (element.querySelector("input, select"))?.focus({ preventScroll: true });
}
