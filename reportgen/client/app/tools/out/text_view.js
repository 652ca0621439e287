/** Texts to read and to copy. */

import { copyText } from "../../ui/clipboard.js";
import { openDialog } from "../../ui/dialog.js";
import { html } from "../../ui/html.js";
import { toast } from "../../ui/toast.js";

/**
 * @param {{host: Element, title: string, texts: {label: string, text: string}[], note?: string}} options
 */
export function openTextView({ host, title, texts, note }) {
  const dialog = openDialog({ host, title, className: "rg-dialog rg-wide" });
  dialog.draw(html`
    <div>
      ${note && html`<p class="rg-note">${note}</p>`}
      ${texts.map(({ label, text }, index) =>
        html`
          <div class="rg-field">
            <label for=${`rg-text-${index}`}>${label}</label>
            <textarea
              id=${`rg-text-${index}`}
              class="rg-input rg-text-area"
              readonly
              rows=${Math.min(12, text.split("\n").length + 1)}
            >${text}</textarea>
            <button type="button" class="rg-button" aria-label=${`Copy ${label}`} onClick=${() =>
              copy(index)}>
              Copy
            </button>
          </div>
        `
      )}
      <div class="rg-dialog-actions">
        <button type="button" class="rg-button rg-button-primary" onClick=${dialog.close}>Done</button>
      </div>
    </div>
  `);

  /** @param {number} index */
  async function copy(index) {
    const box = /** @type {HTMLTextAreaElement} */ (dialog.element.querySelector(`#rg-text-${index}`));
    box.select();
    if (await copyText(texts[index].text)) toast(dialog.element, "Copied");
  }
}
