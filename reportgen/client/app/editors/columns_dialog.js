/** The Columns dialog: which columns are shown, and in what order. */

import { openDialog } from "../ui/dialog.js";
import { html } from "../ui/html.js";
import { icon } from "../../core/index.js";

/**
 * @typedef {import("../table/actions.js").Actions} Actions
 * @typedef {import("../table/actions.js").Choice} Choice
 */

/** Pixels of a row, as the style sheet has them. */
const ROW = 34;
/** Longer lists are drawn where they are looked at. */
const MOST_ROWS = 60;
/** Rows that are drawn before those in sight. */
const AROUND = 20;
const WAYS = ["contains", "fuzzy", "regular expression"];

/**
 * Whether a name fits what is looked for.
 * @param {string} search
 * @param {string} way
 * @returns {(name: string) => boolean}
 */
function matcher(search, way) {
  const wanted = search.toLowerCase();
  if (way === "regular expression") {
    try {
      const pattern = new RegExp(search, "i");
      return (name) => pattern.test(name);
    } catch {
      return () => false;
    }
  }
  if (way === "contains") return (name) => name.toLowerCase().includes(wanted);
  return (name) => {
    let at = 0;
    for (const letter of name.toLowerCase()) if (letter === wanted[at]) at++;
    return at >= wanted.length;
  };
}

/**
 * @param {{host: Element, actions: Actions}} options
 */
export function openColumnsDialog({ host, actions }) {
  const dialog = openDialog({ host, title: "Columns" });
  let search = "";
  let way = "contains";
  let top = 0;
  /** @type {string | null} */
  let dragged = null;
  /** @type {string | null} */
  let over = null;

  function paint() {
    const all = actions.choices();
    const shown = all.filter((choice) => choice.shown).length;
    const fits = matcher(search.trim(), way);
    const found = all.filter(({ name, label }) => fits(name) || fits(label));
    const first = found.length > MOST_ROWS
      ? Math.max(0, Math.min(Math.floor(top / ROW) - AROUND, found.length))
      : 0;
    const some = found.slice(first, first + MOST_ROWS);
    const after = found.length - first - some.length;
    const names = (/** @type {boolean} */ hidden) =>
      found.filter((choice) => choice.shown !== hidden).map(({ name }) => name);
    dialog.draw(html`
      <div>
        <div class="rg-columns-search">
          <input
            type="search"
            class="rg-input"
            aria-label="Search columns"
            placeholder="Search columns"
            value=${search}
            onInput=${(/** @type {any} */ event) => {
              search = event.currentTarget.value;
              top = 0;
              paint();
            }}
          />
          <select class="rg-select" aria-label="How to search" onChange=${(/** @type {any} */ event) => {
            way = event.currentTarget.value;
            paint();
          }}>
            ${WAYS.map((one) => html`<option value=${one} selected=${one === way}>${one}</option>`)}
          </select>
        </div>
        <ul aria-label="Columns" onScroll=${(/** @type {any} */ event) => {
          top = event.currentTarget.scrollTop;
          if (found.length > MOST_ROWS) paint();
        }}>
          ${first > 0 &&
            html`<svg class="rg-columns-gap" width="1" height=${first * ROW} aria-hidden="true" />`}
          ${some.map((choice, at) => row(choice, shown, { at: first + at + 1, of: found.length }))}
          ${after > 0 &&
            html`<svg class="rg-columns-gap" width="1" height=${after * ROW} aria-hidden="true" />`}
        </ul>
        ${found.length === 0 && html`<p class="rg-note">No column has such a name.</p>`}
        <p class="rg-note">${shown} of ${all.length} shown. Alt with an arrow key moves a column.</p>
        <div class="rg-dialog-actions">
          <button type="button" class="rg-button" onClick=${() =>
            change(() => actions.showAll(names(true)))}>${search.trim() ? "Show found" : "Show all"}</button>
          <button type="button" class="rg-button" onClick=${() =>
            change(() => actions.hideAll(names(false).slice(names(false).length === shown ? 1 : 0)))}>${search
              .trim()
            ? "Hide found"
            : "Hide all"}</button>
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
   * @param {{at: number, of: number}} place in the list
   */
  function row(choice, shown, place) {
    const { name, label, index } = choice;
    const movable = choice.shown && index !== null;
    return html`
      <li
        key=${name}
        aria-posinset=${place.at}
        aria-setsize=${place.of}
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
