/** Modal dialogs, on the browser's own `<dialog>`: it keeps the focus inside, and gives it back. */

import { draw, html } from "./html.js";

/**
 * @typedef {{element: HTMLDialogElement, draw: (content: any) => void, close: () => void}} Dialog
 */

/**
 * @param {{host: Element, title: string, className?: string, bare?: boolean, onClose?: () => void}} options a `bare` dialog
 *   shows no title
 * @returns {Dialog}
 */
export function openDialog({ host, title, className = "rg-dialog", bare, onClose }) {
  const element = document.createElement("dialog");
  const opener = /** @type {HTMLElement | null} */ (document.activeElement);
  element.className = className;
  element.setAttribute("aria-label", title);
  host.append(element);

  let closed = false;
  element.addEventListener("close", () => {
    closed = true;
    draw(null, element);
    element.remove();
    if (opener?.isConnected) opener.focus({ preventScroll: true });
    onClose?.();
  });
  element.addEventListener("pointerdown", (event) => {
    if (event.target === element && isOutside(event, element)) element.close();
  });
  const dialog = {
    element,
    /** @param {any} content */
    draw(content) {
      if (closed) return;
      draw(bare ? content : [html`<h2>${title}</h2>`, content], element);
      if (!element.open) element.showModal();
    },
    close: () => element.close(),
  };
  return dialog;
}

/**
 * What ends a form in a dialog: leaving it as it was, or sending it.
 * @param {() => void} close
 * @param {string} [label] what sending is called
 */
export function formActions(close, label = "Save") {
  return html`
    <div class="rg-dialog-actions">
      <button type="button" class="rg-button" onClick=${close}>Cancel</button>
      <button type="submit" class="rg-button rg-button-primary">${label}</button>
    </div>
  `;
}

/**
 * Whether a press landed on the backdrop.
 * @param {PointerEvent} event
 * @param {Element} element
 */
function isOutside(event, element) {
  const box = element.getBoundingClientRect();
  const { clientX: x, clientY: y } = event;
  return x < box.left || x > box.right || y < box.top || y > box.bottom;
}
