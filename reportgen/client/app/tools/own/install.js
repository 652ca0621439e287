/** Lets a project's modules draw its panels and cells; what goes wrong in one is said in its panel alone. */

import { located } from "../../../core/index.js";
import { loadModule, readyModule } from "./load.js";
import { cellModel, panelModel } from "./model.js";

/**
 * @typedef {import("../../table/panel.js").LivePanel} LivePanel
 * @typedef {import("../../../core/cells/own.js").DrawCell} DrawCell
 */

/** Modules that have failed: what they would draw stays as the page can draw it itself. @type {Set<string>} */
const FAILED = new Set();
/** How the panels that name a module are told of its failure. @type {Map<string, Set<(error: unknown) => void>>} */
const FAILURES = new Map();
/** @type {Map<string, DrawCell>} */
const CELLS = new Map();
/** How far from the window a panel's modules are fetched. */
const NEAR = "600px";

/** @type {import("../../../core/cells/own.js").Modules} */
export const MODULES = {
  panel: ({ spec: { module }, id }) =>
    module !== undefined && readyModule(module) !== null && !FAILED.has(`${id} ${module}`),
  cell: (path) => readyModule(path) && !FAILED.has(path) ? cellsOf(path) : null,
};

/** @param {LivePanel} live */
export function createOwn(live) {
  const { spec } = live.view();
  const cells = spec.columns.flatMap(({ cell }) => cell === undefined ? [] : [cell]);
  if (spec.module === undefined && !cells.length) return {};
  const near = new IntersectionObserver((seen) => {
    if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
    near.disconnect();
    for (const path of new Set(cells)) void bring(live, path, () => live.update({}));
    if (spec.module !== undefined) void bring(live, spec.module, () => mount(live, spec.module ?? ""));
  }, { rootMargin: NEAR });
  if (canLoad(live)) near.observe(live.figure);
  return {};
}

/** Whether modules can be had here: from disk, only what the page brings with it. @param {LivePanel} live */
function canLoad(live) {
  const addresses = Object.values(live.view().modules ?? {});
  return location.protocol !== "file:" || addresses.some((one) => located(one) !== one);
}

/**
 * @param {LivePanel} live
 * @param {string} path
 * @param {() => void | Promise<void>} use
 */
async function bring(live, path, use) {
  FAILURES.set(path, (FAILURES.get(path) ?? new Set()).add((error) => complain(live, path, error)));
  try {
    await loadModule(path, live.view().modules?.[path]);
    await use();
  } catch (error) {
    FAILED.add(`${live.figure.id} ${path}`);
    complain(live, path, error);
  }
}

/** @param {LivePanel} live @param {string} path @param {unknown} error */
function complain(live, path, error) {
  const said = error instanceof Error ? error.message.split("\n")[0] : String(error);
  live.update({ message: `The module ${path} failed: ${said}` });
}

/**
 * @param {LivePanel} live
 * @param {string} path
 */
async function mount(live, path) {
  live.update({});
  await new Promise((drawn) => requestAnimationFrame(drawn));
  const el = live.figure.querySelector(".rg-own");
  const drawing = readyModule(path);
  if (!el || !drawing) return;
  const { model, tell } = panelModel(live);
  await drawing.render({ el, model });
  live.figure.addEventListener("reportgen:change", () => {
    try {
      tell(["spec", "frame", "data"]);
    } catch (error) {
      complain(live, path, error);
    }
  });
}

/** @param {string} path @returns {DrawCell} */
function cellsOf(path) {
  const known = CELLS.get(path);
  if (known) return known;
  /** @type {DrawCell} */
  const draw = (element, props, kept) => queueMicrotask(() => drawCell(path, element, props, kept));
  CELLS.set(path, draw);
  return draw;
}

/**
 * @param {string} path
 * @param {Element | null} element
 * @param {import("../../../core/cells/types/view.d.ts").CellProps} props
 * @param {Record<string, any>} kept
 */
async function drawCell(path, element, props, kept) {
  try {
    if (!element) return (await kept.undo)?.();
    if (kept.element === element) return kept.update({ value: props.value, column: props.column });
    const { model, update } = cellModel({ value: props.value, column: props.column });
    Object.assign(kept, { element, update, undo: readyModule(path)?.render({ el: element, model }) });
    await kept.undo;
  } catch (error) {
    if (FAILED.has(path)) return;
    FAILED.add(path);
    for (const tell of FAILURES.get(path) ?? []) tell(error);
  }
}
