/** Members change places: dragged by their name, after a moment's rest also by touch, or moved by keys. */

/** @typedef {import("../table/panel.js").LivePanel} LivePanel */

/** Pixels after which a press is a drag. */
const SLACK = 6;
const BEFORE = "rg-member-before";
const AFTER = "rg-member-after";

/**
 * @param {LivePanel} live
 * @param {(index: number, to: number) => void} move
 */
export function createReordering(live, move) {
  const { figure } = live;
  figure.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: -1, ArrowUp: -1, ArrowRight: 1, ArrowDown: 1 }[event.key];
    const item = step && event.ctrlKey && event.shiftKey ? itemOf(event.target) : null;
    if (!item || !step) return;
    event.preventDefault();
    event.stopPropagation();
    const index = Number(item.dataset.member);
    move(index, items(figure).indexOf(item) + step);
    // The element may have been moved, which takes the focus away.
    requestAnimationFrame(() => nameOf(figure, index)?.focus());
  });
  figure.addEventListener("pointerdown", (event) => {
    const item = itemOf(event.target);
    if (item && event.button === 0) press(figure, item, event, move);
  });
}

/** @param {EventTarget | null} target @returns {HTMLElement | null} */
function itemOf(target) {
  const name = /** @type {Element | null} */ (target)?.closest?.(".rg-member-name");
  return name?.closest(".rg-member") ?? null;
}

/** @param {HTMLElement} figure @returns {HTMLElement[]} */
function items(figure) {
  return [...figure.querySelectorAll(".rg-member")].map((one) => /** @type {HTMLElement} */ (one));
}

/** @param {HTMLElement} figure @param {number} index @returns {HTMLElement | null} */
function nameOf(figure, index) {
  return figure.querySelector(`.rg-member[data-member="${index}"] .rg-member-name`);
}

/**
 * @param {HTMLElement} figure
 * @param {HTMLElement} item
 * @param {PointerEvent} start
 * @param {(index: number, to: number) => void} move
 */
function press(figure, item, start, move) {
  const listening = new AbortController();
  const { signal } = listening;
  let to = -1;
  const clear = () => {
    for (const one of items(figure)) one.classList.remove(BEFORE, AFTER, "rg-member-dragged");
  };
  addEventListener("pointermove", (event) => {
    if (to < 0 && Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY) < SLACK) return;
    clear();
    item.classList.add("rg-member-dragged");
    const others = items(figure).filter((one) => one !== item);
    to = placeAt(others, event);
    if (to < others.length) others[to].classList.add(BEFORE);
    else others.at(-1)?.classList.add(AFTER);
  }, { signal });
  const end = (/** @type {boolean} */ dropped) => {
    listening.abort();
    clear();
    if (to < 0) return;
    // The click that ends a drag is none.
    const swallow = new AbortController();
    addEventListener("click", (click) => {
      click.preventDefault();
      click.stopPropagation();
    }, { capture: true, once: true, signal: swallow.signal });
    setTimeout(() => swallow.abort());
    if (dropped) move(Number(item.dataset.member), to);
  };
  addEventListener("pointerup", () => end(true), { signal });
  addEventListener("pointercancel", () => end(false), { signal });
  addEventListener("keydown", (event) => event.key === "Escape" && end(false), { signal, capture: true });
}

/**
 * Before which of the others a point is, in the order in which they are read.
 * @param {HTMLElement[]} others
 * @param {{clientX: number, clientY: number}} point
 */
function placeAt(others, { clientX, clientY }) {
  const at = others.findIndex((one) => {
    const { left, right, top, bottom } = one.getBoundingClientRect();
    return clientY < top || (clientY <= bottom && clientX < (left + right) / 2);
  });
  return at < 0 ? others.length : at;
}
