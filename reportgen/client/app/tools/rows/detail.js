/** One row with all of its fields, and the way to those before and after it in the view's order. */

import { icon, rowIds, rowPlace, rowsById } from "../../../core/index.js";
import { isAbort } from "../../engine/errors.js";
import { copyLink } from "../links/address.js";
import { openDialog } from "../../ui/dialog.js";
import { html } from "../../ui/html.js";
import { copied } from "../out/copied.js";
import { rowJson } from "../out/values.js";
import { Field } from "./field.js";
import { togglePin } from "./pin.js";

/**
 * @typedef {import("../../table/panel.js").LivePanel} LivePanel
 * @typedef {import("../../table/actions.js").Actions} Actions
 * @typedef {import("../../../core/spec/types.js").Spec} Spec
 * @typedef {import("../../../core/cells/types/view.d.ts").AnswerColumn} AnswerColumn
 * @typedef {{id: number, columns: AnswerColumn[], values: unknown[], place: number | null, total: number}} Shown
 *   `place` counts from 0 in the view's order; null where the filter leaves the row out
 */

/** Keys that go to another row. @type {Record<string, number>} */
const STEPS = { ArrowLeft: -1, ArrowRight: 1 };

/**
 * @param {LivePanel} live
 * @param {Actions} actions
 * @param {number} id the row's number
 * @param {Spec} [of] the view whose order it stands in, if not the panel's own
 */
export function openDetail(live, actions, id, of) {
  const spec = of ?? live.view().spec;
  const dialog = openDialog({
    host: live.overlays,
    title: "Row",
    className: "rg-dialog rg-detail-dialog",
    bare: true,
  });
  /** @type {Shown | null} */
  let shown = null;
  let asking = new AbortController();
  const ask = questions(live, spec);

  /** @param {() => Promise<Shown>} find */
  async function show(find) {
    asking.abort();
    const mine = asking = new AbortController();
    try {
      shown = await find();
      if (mine !== asking) return;
      paint();
      if (!of) follow(live, actions, shown.place);
    } catch (error) {
      if (isAbort(error) || mine !== asking) return;
      const said = error instanceof Error ? error.message.split("\n")[0] : String(error);
      dialog.close();
      live.update({ message: `The row could not be opened: ${said}` });
    }
  }

  /** @param {number} step */
  function go(step) {
    if (!shown || shown.place === null) return;
    const { place, total } = shown;
    if (place + step < 0 || place + step >= total) return;
    show(() => ask.at(place + step, total, asking.signal));
  }

  function paint() {
    if (!shown) return;
    const { id: row, columns, values, place, total } = shown;
    dialog.element.dataset.openRow = String(row);
    const pinned = live.view().spec.pinned?.includes(row);
    dialog.draw(html`
      <div class="rg-detail-head">
        <h2>Row</h2>
        <span class="rg-note" aria-live="polite">${place === null
          ? `number ${row}, outside of the filter`
          : `${place + 1} of ${total}`}</span>
        ${turn("Previous row", "left", -1)} ${turn("Next row", "right", 1)}
        <button type="button" class="rg-icon-button" aria-label="Close" onClick=${dialog.close}>
          ${icon("close")}
        </button>
      </div>
      <dl class="rg-fields">
        ${columns.map((column, index) =>
          html`
            <${Field} key=${column.name} column=${column} value=${values[index]}
              media=${live.view().media ?? ""} />
          `
        )}
      </dl>
      <div class="rg-dialog-actions">
        <button type="button" class="rg-button" onClick=${() => {
          togglePin(live, row);
          paint();
        }}>${pinned ? "Unpin" : "Pin"}</button>
        <button type="button" class="rg-button" onClick=${() =>
          copied(live, rowJson(columns, values), "Row copied")}
        >Copy as JSON</button>
        <button type="button" class="rg-button" onClick=${() => copyLink(live, row)}>Copy link</button>
      </div>
    `);
  }

  /**
   * @param {string} label
   * @param {string} glyph
   * @param {number} step
   */
  function turn(label, glyph, step) {
    const next = shown?.place === null || !shown ? -1 : shown.place + step;
    const off = next < 0 || next >= (shown?.total ?? 0);
    return html`
      <button type="button" class="rg-icon-button" aria-label=${label} aria-disabled=${off
        ? "true"
        : undefined}
        onClick=${() => go(step)}>${icon(glyph)}</button>
    `;
  }

  dialog.element.addEventListener("keydown", (event) => {
    const step = STEPS[event.key];
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    if (/** @type {Element} */ (event.target).closest("input, textarea, audio, video")) return;
    event.preventDefault();
    go(step);
  });
  return show(() => ask.of(id, asking.signal));
}

/**
 * @param {LivePanel} live
 * @param {Spec} spec
 */
function questions(live, spec) {
  const { relation } = live.schema;
  const every = { ...spec, columns: [...spec.columns, ...live.schema.columns.map(({ name }) => ({ name }))] };

  /**
   * @param {number} id
   * @param {number | null} place
   * @param {number} total
   * @param {AbortSignal} signal
   * @returns {Promise<Shown>}
   */
  async function fetched(id, place, total, signal) {
    const { columns, rows } = await live.source.ask(
      relation,
      every,
      (schema, own = spec) => rowsById(own, schema, [id], { every: true }),
      signal,
    );
    if (!rows.length) throw new Error("the table has no such row");
    return { id, columns: /** @type {AnswerColumn[]} */ (columns), values: rows[0], place, total };
  }

  return {
    /**
     * @param {number} id
     * @param {AbortSignal} signal
     */
    async of(id, signal) {
      const question = (/** @type {any} */ schema, own = spec) => rowPlace(own, schema, id);
      const { place, total } = await live.source.ask(relation, spec, question, signal);
      return fetched(id, place, total, signal);
    },
    /**
     * @param {number} place
     * @param {number} total
     * @param {AbortSignal} signal
     */
    async at(place, total, signal) {
      const part = { offset: place, limit: 1 };
      const [id] = await live.source.ask(
        relation,
        spec,
        (schema, own = spec) => rowIds(own, schema, part),
        signal,
      );
      return fetched(id, place, total, signal);
    },
  };
}

/**
 * Turns the panel to the page of the row that is shown, so that the reader comes back to it.
 * @param {LivePanel} live
 * @param {Actions} actions
 * @param {number | null} place
 */
function follow(live, actions, place) {
  const { answer, spec } = live.view();
  if (place === null || answer?.kind !== "rows") return;
  if (place >= answer.offset && place < answer.offset + answer.rows.length) return;
  actions.page(Math.floor(place / spec.rows) * spec.rows);
}
