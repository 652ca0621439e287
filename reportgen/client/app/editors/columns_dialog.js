/** The Columns dialog: which columns are shown, and in what order. */

import { openDialog } from "../ui/dialog.js";
import { html } from "../ui/html.js";
import { icon } from "../../core/index.js";

/**
 * @typedef {import("../table/actions.js").Actions} Actions
 * @typedef {import("../table/actions.js").Choice} Choice
 */

/**
 * @param {{host: Element, actions: Actions}} options
 */
export function openColumnsDialog({ host, actions }) {
  const dialog = openDialog({ host, title: "Columns" });
  let search = "";
  /** @type {string | null} */
  let dragged = null;
  /** @type {string | null} */
  let over = null;

  function paint() {
    const wanted = search.trim().toLowerCase();
    const all = actions.choices();
    const shown = all.filter((choice) => choice.shown).length;
    const found = all.filter(({ name, label }) => `${name}\n${label}`.toLowerCase().includes(wanted));
    dialog.draw(html`
      <div>
        <input
          type="search"
          class="rg-input"
          aria-label="Search columns"
          placeholder="Search columns"
          value=${search}
          onInput=${(/** @type {any} */ event) => {
            search = event.currentTarget.value;
            paint();
          }}
        />
        <ul aria-label="Columns">
          ${found.map((choice) => row(choice, shown))}
        </ul>
        ${found.length === 0 && html`<p class="rg-note">No column has such a name.</p>`}
        <p class="rg-note">${shown} of ${all.length} shown. Alt with an arrow key moves a column.</p>
        <div class="rg-dialog-actions">
          <button type="button" class="rg-button" onClick=${() =>
            change(() => actions.showAll())}>Show all</button>
          <button type="button" class="rg-button rg-button-primary" onClick=${dialog.close}>Done</button>
        </div>
      </div>
    `);
  }

  /** @param {() => void} act */
  function change(act) {
    act();
    paint();
  }

  /**
   * @param {Choice} choice
   * @param {number} shown how many columns are
   */
  function row(choice, shown) {
    const { name, label, index } = choice;
    const movable = choice.shown && index !== null;
    return html`
      <li
        key=${name}
        class=${name === over && dragged !== null ? "rg-drop" : undefined}
        draggable=${movable ? "true" : undefined}
        onDragStart=${(/** @type {DragEvent} */ event) => {
          dragged = name;
          event.dataTransfer?.setData("text/plain", label);
        }}
        onDragOver=${(/** @type {DragEvent} */ event) => {
          if (!movable || dragged === null) return;
          event.preventDefault();
          if (over === name) return;
          over = name;
          paint();
        }}
        onDragEnd=${() => {
          dragged = over = null;
          paint();
        }}
        onDrop=${(/** @type {DragEvent} */ event) => {
          event.preventDefault();
          const moved = dragged;
          dragged = over = null;
          if (moved !== null && movable) change(() => actions.move(moved, index));
        }}
        onKeyDown=${(/** @type {KeyboardEvent} */ event) => {
          const step = event.altKey ? { ArrowUp: -1, ArrowDown: 1 }[event.key] : undefined;
          if (!step || !movable) return;
          event.preventDefault();
          const target = /** @type {HTMLElement} */ (event.target);
          change(() => actions.move(name, index + step));
          target.focus();
        }}
      >
        ${movable && html`<span class="rg-grip" aria-hidden="true">⠿</span>`}
        <label dir="auto">
          <input
            type="checkbox"
            checked=${choice.shown}
            disabled=${choice.shown && shown === 1}
            onChange=${() => change(() => choice.shown ? actions.hide(name) : actions.unhide(name))}
          />
          <span>${label}${label !== name && html`
            <span class="rg-note">${name}</span>
          `}</span>
        </label>
        <span class="rg-note">${choice.type}</span>
        ${movable && [mover(choice, "up", -1, index === 0), mover(choice, "down", 1, index >= choice.of - 1)]}
      </li>
    `;
  }

  /**
   * @param {Choice} choice
   * @param {"up" | "down"} glyph
   * @param {number} step
   * @param {boolean} off
   */
  function mover({ name, label, index }, glyph, step, off) {
    return html`
      <button
        type="button"
        class="rg-icon-button"
        aria-label=${`Move ${label} ${glyph}`}
        aria-disabled=${off ? "true" : undefined}
        onClick=${() => off || index === null || change(() => actions.move(name, index + step))}
      >${icon(glyph)}</button>
    `;
  }

  paint();
}
