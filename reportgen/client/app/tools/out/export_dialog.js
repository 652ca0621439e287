/** The dialog that asks what to export, and saves it. */

import { holdsMedia } from "../../../core/index.js";
import { isAbort } from "../../engine/errors.js";
import { openDialog } from "../../ui/dialog.js";
import { html } from "../../ui/html.js";
import { download } from "./download.js";
import { exported } from "./export.js";

/**
 * @typedef {import("../../table/panel.js").LivePanel} LivePanel
 * @typedef {import("./export.js").Form} Form
 * @typedef {import("./export.js").What} What
 */

/** @type {[Form, string][]} */
const FORMS = [
  ["csv", "CSV"],
  ["jsonl", "JSON Lines"],
  ["parquet", "Parquet"],
  ["zip", "Zip: CSV and media"],
];

/** @param {LivePanel} live */
export function openExportDialog(live) {
  const { answer, selected, spec } = live.view();
  const abort = new AbortController();
  const dialog = openDialog({ host: live.overlays, title: "Export", onClose: () => abort.abort() });
  const count = selected?.size ?? 0;
  /** @type {What} */
  let what = count ? "selected" : "shown";
  /** @type {Form} */
  let form = "csv";
  let said = "";
  let failed = false;
  let working = false;
  const media = live.schema.columns.some(({ type }) => holdsMedia(type));

  async function save() {
    if (working) return;
    working = true;
    tell("Collecting the rows…");
    const progress = (/** @type {number} */ done, /** @type {number} */ total) =>
      tell(total > 1 ? `${done.toLocaleString("en")} of ${total.toLocaleString("en")}` : "Writing the file…");
    try {
      const { blob, ending } = await exported(live, { what, form, signal: abort.signal, progress });
      download(blob, `${live.figure.id}.${ending}`);
      dialog.close();
    } catch (error) {
      working = false;
      if (isAbort(error)) return;
      tell(
        `It could not be exported: ${error instanceof Error ? error.message.split("\n")[0] : error}`,
        true,
      );
    }
  }

  /** @param {string} text @param {boolean} [wrong] */
  function tell(text, wrong = false) {
    said = text;
    failed = wrong;
    paint();
  }

  function paint() {
    const groups = spec.group?.length ? answer?.groups ?? 0 : null;
    const all = groups === null ? `All filtered rows (${answer?.filtered ?? 0})` : `All groups (${groups})`;
    dialog.draw(html`
      <form onSubmit=${(/** @type {Event} */ event) => {
        event.preventDefault();
        save();
      }}>
        <fieldset class="rg-choices">
          <legend>What</legend>
          ${choice("what", "shown", all, what === "shown", () => what = "shown")}
          ${count > 0 &&
            choice(
              "what",
              "selected",
              `Selected rows (${count})`,
              what === "selected",
              () => what = "selected",
            )}
        </fieldset>
        <fieldset class="rg-choices">
          <legend>As</legend>
          ${FORMS.filter(([name]) => name !== "zip" || media).map(([name, label]) =>
            choice("form", name, label, form === name, () => form = name)
          )}
        </fieldset>
        <p class=${failed ? "rg-problem" : "rg-note"} role="status">${said}</p>
        <div class="rg-dialog-actions">
          <button type="button" class="rg-button" onClick=${dialog.close}>Cancel</button>
          <button type="submit" class="rg-button rg-button-primary" aria-disabled=${working
            ? "true"
            : undefined}>Save</button>
        </div>
      </form>
    `);
  }

  /**
   * @param {string} group
   * @param {string} value
   * @param {string} label
   * @param {boolean} checked
   * @param {() => void} choose
   */
  function choice(group, value, label, checked, choose) {
    return html`
      <label key=${value}>
        <input type="radio" name=${`${live.figure.id}-${group}`} value=${value} checked=${checked}
          onChange=${() => {
            choose();
            paint();
          }} />
        ${label}
      </label>
    `;
  }
  paint();
}
