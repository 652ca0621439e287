/** Completion under a text box: names of columns, functions and words of the language (the ARIA combobox pattern). */

import { completions } from "../../core/index.js";
import { openFloating } from "../ui/floating.js";
import { html } from "../ui/html.js";

/**
 * @typedef {import("../../core/expr/types.js").Schema} Schema
 * @typedef {"no" | "yes"} Aggregates
 * @typedef {{label: string, insert: string, detail: string, kind: string}} Item
 * @typedef {{
 *   input: () => HTMLInputElement | null, host: Element, id: string,
 *   schema: () => Schema, aggregates: () => Aggregates,
 *   changed: (text: string) => void,
 *   attributes: (completion: {list: string, active: string | null} | null) => void,
 * }} Options `attributes` is told what the box should say to assistive technology
 * @typedef {{key: (event: KeyboardEvent) => boolean, typed: () => void, close: () => void}} Completion `key` says
 *   whether the list has used the key
 */

const MOST_ITEMS = 50;

/**
 * @param {Options} options
 * @returns {Completion}
 */
export function createCompletion({ input, host, id, schema, aggregates, changed, attributes }) {
  /** @type {import("../ui/floating.js").Floating | null} */
  let floating = null;
  /** @type {{from: number, to: number, items: Item[]}} */
  let found = { from: 0, to: 0, items: [] };
  let active = -1;

  function close() {
    floating?.close();
  }

  /** @param {boolean} asked whether the reader asked for the list, rather than typed */
  function refresh(asked) {
    const box = input();
    if (!box || box.selectionStart !== box.selectionEnd) return close();
    const cursor = box.selectionStart ?? box.value.length;
    found = completions(box.value, cursor, schema(), { aggregates: aggregates() });
    found.items = found.items.slice(0, MOST_ITEMS);
    const typed = box.value.slice(found.from, cursor);
    const exact = found.items.some((item) => item.insert === typed);
    // After a table's name and a point only its columns can stand.
    const isNamed = box.value.slice(0, cursor).endsWith(".") && found.items[0]?.kind === "column";
    const isDone = typed ? exact && found.items.length === 1 : !isNamed;
    if (!found.items.length || (!asked && isDone)) return close();
    // A word that is complete is not replaced by another unless the reader chooses it, nor is nothing.
    active = exact || (!asked && !typed) ? -1 : 0;
    const anchor = caretRect(box, found.from);
    if (floating) floating.move(anchor);
    else floating = open(box, anchor);
    paint();
  }

  /**
   * @param {HTMLInputElement} box
   * @param {import("../ui/floating.js").Rect} anchor
   */
  function open(box, anchor) {
    const opened = openFloating({ host, className: "rg-completions", anchor, owner: box, onClose: closed });
    opened.element.id = id;
    opened.element.setAttribute("role", "listbox");
    opened.element.setAttribute("aria-label", "Completions");
    box.addEventListener("blur", close, { once: true });
    return opened;
  }

  function closed() {
    floating = null;
    active = -1;
    attributes(null);
  }

  function paint() {
    floating?.draw(found.items.map(option));
    attributes({ list: id, active: active < 0 ? null : `${id}-${active}` });
    document.getElementById(`${id}-${active}`)?.scrollIntoView({ block: "nearest" });
  }

  /**
   * @param {Item} item
   * @param {number} index
   */
  function option(item, index) {
    return html`
      <div
        id=${`${id}-${index}`}
        role="option"
        aria-selected=${String(index === active)}
        onPointerDown=${(/** @type {Event} */ event) => {
          event.preventDefault(); // the box keeps the focus
          accept(item);
        }}
      >
        <span dir="auto">${item.label}</span>
        <span class="rg-completion-detail">${item.detail}</span>
      </div>
    `;
  }

  /** @param {Item} item */
  function accept(item) {
    const box = input();
    close();
    if (!box) return;
    box.value = box.value.slice(0, found.from) + item.insert + box.value.slice(found.to);
    // A function is completed up to its closing bracket; what comes next stands before it.
    const cursor = found.from + item.insert.length - (item.insert.endsWith("()") ? 1 : 0);
    box.setSelectionRange(cursor, cursor);
    box.focus();
    changed(box.value);
    if (item.insert.endsWith(".")) refresh(false);
  }

  /** @param {number} step */
  function move(step) {
    const count = found.items.length;
    active = (active + step + count) % count;
    paint();
  }

  /** @type {Record<string, () => void>} */
  const keys = {
    ArrowDown: () => move(1),
    ArrowUp: () => move(active < 0 ? 0 : -1),
    Enter: () => accept(found.items[active]),
    Tab: () => accept(found.items[active]),
    Escape: close,
  };

  return {
    key(event) {
      if (event.key === " " && event.ctrlKey) {
        event.preventDefault();
        refresh(true);
        return true;
      }
      if (!floating) {
        if (event.key !== "ArrowDown") return false;
        refresh(true);
        return true;
      }
      if (!Object.hasOwn(keys, event.key)) return false;
      if (active < 0 && (event.key === "Enter" || event.key === "Tab")) return false;
      event.preventDefault();
      event.stopPropagation();
      keys[event.key]();
      return true;
    },
    typed: () => refresh(false),
    close,
  };
}

/**
 * Where a character of a one-line box stands on the screen.
 * @param {HTMLInputElement} box
 * @param {number} index
 */
function caretRect(box, index) {
  const rect = box.getBoundingClientRect();
  const style = getComputedStyle(box);
  const canvas = document.createElement("canvas").getContext("2d");
  let left = rect.left + parseFloat(style.paddingLeft) - box.scrollLeft;
  if (canvas) {
    canvas.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
    left += canvas.measureText(box.value.slice(0, index)).width;
  }
  return { left: Math.min(left, rect.right), right: rect.right, top: rect.top, bottom: rect.bottom };
}
