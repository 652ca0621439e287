/** Keys that work wherever the focus is in a panel, and the list of all keys. */

import { KEYS } from "../../../core/index.js";
import { openDialog } from "../../ui/dialog.js";
import { html } from "../../ui/html.js";

/** @typedef {import("../../table/panel.js").LivePanel} LivePanel */

/**
 * @param {LivePanel} live
 * @param {{undo: () => void, redo: () => void, copy: () => boolean}} act `copy` says whether there was something
 */
export function watchKeys(live, { undo, redo, copy }) {
  const { figure } = live;
  const keys = /** @type {Record<string, () => void>} */ ({
    "/": () => searchOf(figure)?.focus(),
    "?": () => openKeys(live.overlays),
  });
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || !isFor(figure)) return;
    const control = event.ctrlKey || event.metaKey;
    const key = event.key.toLowerCase();
    // In a box whose text has been changed, the browser's own undo is what is meant.
    if (isTyping(event.target) && !(control && isSettled(live, event.target))) return;
    if (control && key === "z") event.shiftKey ? redo() : undo();
    else if (control && key === "y") redo();
    else if (control && key === "c" && !event.shiftKey) {
      if (!getSelection()?.isCollapsed || isTyping(event.target) || !copy()) return;
    } else if (!control && !event.altKey && Object.hasOwn(keys, key)) {
      // Elsewhere on the page this key is for the search of the site.
      if (key === "/" && !figure.contains(document.activeElement)) return;
      keys[key]();
    } else return;
    event.preventDefault();
  });
}

/** @param {Element} host */
export function openKeys(host) {
  const dialog = openDialog({ host, title: "Keyboard", className: "rg-dialog rg-wide" });
  dialog.draw(html`
    <div class="rg-keys">
      ${KEYS.map(({ where, keys }) =>
        html`
          <section key=${where}>
            <h3>${where}</h3>
            <dl>${keys.map(([key, what]) =>
              html`
                <div key=${key}>
                  <dt><kbd>${key}</kbd></dt>
                  <dd>${what}</dd>
                </div>
              `
            )}</dl>
          </section>
        `
      )}
      <div class="rg-dialog-actions">
        <button type="button" class="rg-button rg-button-primary" onClick=${dialog.close}>Done</button>
      </div>
    </div>
  `);
  dialog.element.scrollTop = 0; // the focus is on its last button
}

/**
 * Whether a key that is pressed now is for this panel: it has the focus, or no panel has and it is the first that
 * is in view.
 * @param {HTMLElement} figure
 */
function isFor(figure) {
  const focused = document.activeElement?.closest("[data-panel]");
  if (document.querySelector("dialog[open]")) return false;
  if (focused) return focused === figure;
  if (document.activeElement && document.activeElement !== document.body) return false;
  const inView = [...document.querySelectorAll("[data-panel]")].find((one) => {
    const { top, bottom } = one.getBoundingClientRect();
    return bottom > 0 && top < innerHeight;
  });
  return inView === figure;
}

/** @param {EventTarget | null} target */
function isTyping(target) {
  return target instanceof Element &&
    target.matches("input:not([type=checkbox], [type=radio]), textarea, select");
}

/**
 * Whether a box of the panel holds what the view shows.
 * @param {LivePanel} live
 * @param {EventTarget | null} target
 */
function isSettled(live, target) {
  const { spec } = live.view();
  if (!(target instanceof HTMLInputElement) || !live.figure.contains(target)) return false;
  const own = target.matches(".rg-filter-input")
    ? spec.filter
    : target.matches(".rg-search")
    ? spec.search
    : null;
  return own !== null && target.value.trim() === (own ?? "");
}

/** @param {HTMLElement} figure */
function searchOf(figure) {
  /** @type {HTMLElement | null} */
  const box = figure.querySelector(".rg-search");
  return box ?? /** @type {HTMLElement | null} */ (figure.querySelector(".rg-filter-input"));
}
