/** "My views": what the reader has saved in this browser. */

import { specDifference } from "../../../core/index.js";
import { download } from "../out/download.js";
import { openDialog } from "../../ui/dialog.js";
import { html } from "../../ui/html.js";
import { toast } from "../../ui/toast.js";
import { openTextView } from "../out/text_view.js";
import { siteRoot } from "./facts.js";
import { keepViews, keptViews, readViews, withViews, writeViews } from "./kept.js";
import { textsOf } from "./save_dialog.js";

/** @typedef {import("../../table/panel.js").LivePanel} LivePanel */
/** @typedef {import("./kept.js").KeptView} KeptView */

/** @param {LivePanel} live */
export function openMyViews(live) {
  const root = siteRoot();
  const host = live.overlays;
  const dialog = openDialog({ host, title: "My views", className: "rg-dialog rg-wide" });
  let views = keptViews(root);

  /** @param {KeptView[]} next */
  function change(next) {
    if (keepViews(root, next)) views = next;
    else toast(dialog.element, "This browser keeps nothing for this page");
    paint();
  }

  /** @param {{currentTarget: HTMLInputElement}} event */
  async function read({ currentTarget }) {
    const file = currentTarget.files?.[0];
    if (!file) return;
    const found = readViews(await file.text());
    currentTarget.value = "";
    if (found.length) change(withViews(views, found));
    toast(dialog.element, found.length ? `${found.length} read` : "There are no views in this file");
  }

  /** @param {KeptView} view */
  function compare(view) {
    const sentences = specDifference(/** @type {any} */ (view.spec), live.view().spec);
    const text = sentences.join("\n") || "Both show the same.";
    openTextView({
      host,
      title: `From “${view.title}” to what is shown`,
      texts: [{ label: "What differs", text }],
    });
  }

  /** @param {KeptView} view */
  function row(view) {
    const { name, title, description } = view;
    return html`
      <li key=${name}>
        <span class="rg-my-view">
          ${view.link
            ? html`<a href=${new URL(view.link, root).href} onClick=${dialog.close}>${title}</a>`
            : html`<b>${title}</b>`}
          ${description && html`<span class="rg-note">${description}</span>`}
        </span>
        <button type="button" class="rg-button" aria-label=${`Show ${title} as text`} onClick=${() =>
          openTextView({ host, title: `View “${title}”`, texts: textsOf(view) })}>Text</button>
        <button type="button" class="rg-button" aria-label=${`What differs from ${title}`} onClick=${() =>
          compare(view)}>Compare</button>
        <button type="button" class="rg-button" aria-label=${`Delete ${title}`} onClick=${() =>
          change(views.filter((one) => one !== view))}>Delete</button>
      </li>
    `;
  }

  function paint() {
    const file = `${live.figure.id}-views-file`;
    dialog.draw(html`
      <div>
        ${views.length
          ? html`<ul class="rg-my-views">${views.map(row)}</ul>`
          : html`<p class="rg-note">Nothing is saved yet. “Save view…” keeps what a panel shows.</p>`}
        <div class="rg-field">
          <label for=${file}>Add views of a file</label>
          <input id=${file} class="rg-input" type="file" accept="application/json,.json" onChange=${read} />
        </div>
        <div class="rg-dialog-actions">
          <button type="button" class="rg-button" disabled=${!views.length} onClick=${() =>
            download(new Blob([writeViews(views)], { type: "application/json" }), "views.json")}>
            Export all
          </button>
          <button type="button" class="rg-button rg-button-primary" onClick=${dialog.close}>Done</button>
        </div>
      </div>
    `);
  }
  paint();
}
