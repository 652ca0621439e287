/** A menu of commands (the ARIA menu pattern). */

import { openFloating } from "./floating.js";
import { html } from "./html.js";

/**
 * @typedef {{label: string, run: () => void, disabled?: boolean, checked?: boolean}} MenuItem
 * @typedef {MenuItem | "separator"} MenuEntry
 */

/**
 * Opens a menu under a button, with the focus on its first item. The focus goes back to the button when the menu
 * closes without having run a command that moved it.
 * @param {HTMLElement} button
 * @param {{host: Element, label: string, entries: MenuEntry[]}} menu
 */
export function openMenu(button, { host, label, entries }) {
  button.setAttribute("aria-expanded", "true");
  const floating = openFloating({
    host,
    className: "rg-menu",
    anchor: button.getBoundingClientRect(),
    owner: button,
    onClose: () => button.removeAttribute("aria-expanded"),
  });
  const { element } = floating;
  element.setAttribute("role", "menu");
  element.setAttribute("aria-label", label);

  function leave() {
    floating.close();
    button.focus({ preventScroll: true });
  }
  /** @param {MenuItem} item */
  function run(item) {
    if (item.disabled) return;
    leave();
    item.run();
  }
  floating.draw(entries.map((entry) => menuEntry(entry, run)));
  element.addEventListener("keydown", (event) => menuKey(event, element, leave));
  element.addEventListener("pointermove", (event) => itemOf(event)?.focus({ preventScroll: true }));
  menuItems(element)[0]?.focus({ preventScroll: true });
  return floating;
}

/**
 * @param {MenuEntry} entry
 * @param {(item: MenuItem) => void} run
 */
function menuEntry(entry, run) {
  if (entry === "separator") return html`<div class="rg-menu-separator" role="separator" />`;
  const checkable = entry.checked !== undefined;
  return html`
    <button
      type="button"
      class="rg-menu-item"
      role=${checkable ? "menuitemradio" : "menuitem"}
      aria-checked=${checkable ? String(entry.checked) : undefined}
      aria-disabled=${entry.disabled ? "true" : undefined}
      tabindex="0"
      onClick=${() => run(entry)}
    >${entry.label}</button>
  `;
}

/**
 * @param {KeyboardEvent} event
 * @param {HTMLElement} menu
 * @param {() => void} leave
 */
function menuKey(event, menu, leave) {
  if (event.key === "Escape" || event.key === "Tab") {
    event.preventDefault();
    event.stopPropagation();
    return leave();
  }
  const items = menuItems(menu);
  const target = nextItem(
    event.key,
    items,
    items.indexOf(/** @type {HTMLElement} */ (document.activeElement)),
  );
  if (!target) return;
  event.preventDefault();
  target.focus();
}

/**
 * @param {string} key
 * @param {HTMLElement[]} items
 * @param {number} at
 * @returns {HTMLElement | undefined}
 */
function nextItem(key, items, at) {
  const count = items.length;
  if (key === "ArrowDown") return items[(at + 1) % count];
  if (key === "ArrowUp") return items[(at - 1 + count) % count];
  if (key === "Home") return items[0];
  if (key === "End") return items[count - 1];
  if (key.length !== 1 || key === " ") return undefined;
  const ahead = [...items.slice(at + 1), ...items.slice(0, at + 1)];
  return ahead.find((item) => item.textContent?.trim().toLowerCase().startsWith(key.toLowerCase()));
}

/** @param {HTMLElement} menu */
function menuItems(menu) {
  return /** @type {HTMLElement[]} */ ([...menu.querySelectorAll('[role^="menuitem"]')]);
}

/** @param {Event} event */
function itemOf(event) {
  return /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest(
    '[role^="menuitem"]',
  ));
}
