/** Undo and redo: the views of a panel that have been, in their order. */

/**
 * @typedef {import("../../table/panel.js").LivePanel} LivePanel
 * @typedef {import("../../../core/spec/types.js").Spec} Spec
 * @typedef {{push: (spec: Spec, typed: string | null) => void, step: (by: 1 | -1) => Spec | null,
 *   can: (by: 1 | -1) => boolean}} Steps
 */

/** Views that are remembered. */
const STEPS = 100;

/**
 * @param {Spec} first
 * @returns {Steps} `push` adds a view after the one that is shown, and forgets what was undone; views that come from
 *   typing in one box (its name is `typed`) are one step; `step` goes back or forth
 */
export function createSteps(first) {
  let specs = [first];
  let at = 0;
  /** @type {string | null} */
  let typing = null;
  return {
    push(spec, typed) {
      if (same(spec, specs[at])) return;
      // The answer to an earlier change may come while somebody types.
      const isText = typed !== null && (isSlid(typed) || same(withoutText(spec), withoutText(specs[at])));
      const goesOn = isText && typed === typing && at === specs.length - 1;
      specs = [...specs.slice(0, goesOn ? at : at + 1), spec].slice(-STEPS - 1);
      at = specs.length - 1;
      typing = isText ? typed : null;
    },
    can: (by) => specs[at + by] !== undefined,
    step(by) {
      typing = null;
      if (specs[at + by] === undefined) return null;
      at += by;
      return specs[at];
    },
  };
}

/** @type {WeakMap<LivePanel, {undo: () => void, redo: () => void, steps: Steps}>} */
const HISTORIES = new WeakMap();

/**
 * Remembers the views of a panel from now on.
 * @param {LivePanel} live
 */
export function watchHistory(live) {
  const { figure } = live;
  const steps = createSteps(live.view().spec);
  // A box that was left and entered again begins another step.
  let visits = 0;
  figure.addEventListener("focusin", () => visits++);
  figure.addEventListener("reportgen:change", () => {
    const box = document.activeElement;
    const typed = box instanceof HTMLInputElement && figure.contains(box)
      ? `${box.type} ${box.className} ${box.ariaLabel} ${visits}`
      : null;
    steps.push(live.view().spec, typed);
  });
  /** @param {1 | -1} by */
  function go(by) {
    const spec = steps.step(by);
    if (!spec) return;
    live.update({ draft: null, searching: null, problems: [] });
    live.show(spec).catch(() => {}); // said in the panel
  }
  const history = { undo: () => go(-1), redo: () => go(1), steps };
  HISTORIES.set(live, history);
  return history;
}

/** @param {import("../../table/items.js").Place} place */
export function historyEntries({ live }) {
  const history = HISTORIES.get(live);
  if (!history) return [];
  const { undo, redo, steps } = history;
  return [
    { label: "Undo", disabled: !steps.can(-1), run: undo },
    { label: "Redo", disabled: !steps.can(1), run: redo },
  ];
}

/** A slider gives many views on its way; whatever it sets, they are one step. @param {string} typed */
function isSlid(typed) {
  return typed.startsWith("range ");
}

/** @param {Spec} spec */
function withoutText(spec) {
  return { ...spec, filter: "", search: "", selects: "" };
}

/**
 * @param {Spec} a
 * @param {Spec} b
 */
function same(a, b) {
  return JSON.stringify(a) === JSON.stringify(b);
}
