/**
 * One live panel: what it shows, the question that is being answered, and its drawing.
 *
 * The spec is the state. Whatever a reader does makes a new spec; a newer question aborts the older one, and the
 * last answer stays in view until the next has come.
 */

import { answerPanel, askedColumn, Panel } from "../../core/index.js";
import { isAbort, isFatal } from "../engine/errors.js";
import { askBrushed, keptSource } from "./kept.js";
import { draw, html, takeOver } from "../ui/html.js";

/**
 * @typedef {import("../../core/spec/types.js").Spec} Spec
 * @typedef {import("../../core/cells/types/view.d.ts").View} DrawnView
 * @typedef {Omit<DrawnView, "spec" | "author"> & {spec: Spec, author: Spec}} View
 * @typedef {import("../../core/cells/types/view.d.ts").Answer} Answer
 * @typedef {import("../../core/cells/types/view.d.ts").Handlers} Handlers
 * @typedef {import("../../core/cells/types/view.d.ts").Problem} Problem
 * @typedef {import("../data/source.js").Source} Source
 * @typedef {import("../data/source.js").Schema} Schema
 * @typedef {{spec: Spec, relations: string[], answer: Answer, kept?: View["kept"],
 *   modules?: Record<string, string>}} Entry a panel as the build wrote it
 * @typedef {{source: Source, schema: Schema, media: string, several?: import("./compared.js").Several}} Context
 * @typedef {{
 *   figure: HTMLElement, overlays: Element, author: Spec, schema: Schema, source: Source,
 *   view: () => View, update: (patch: Partial<View>) => void, note: (patch: Partial<View>) => void,
 *   handlers: () => Handlers, handle: (handlers: Handlers) => void, refresh: () => Promise<void>,
 *   show: (spec: Spec, offset?: number) => Promise<void>,
 *   schemaFor: (spec: object) => Schema, several?: import("./compared.js").Several,
 *   answerAt: (spec: Spec, offset: number, signal: AbortSignal) => Promise<Answer>,
 *   load: () => Promise<void>, keep: (kept: import("./kept.js").Kept | null) => Promise<void>,
 *   brushed: (kept: import("./kept.js").Kept, bars: string[], signal: AbortSignal) =>
 *     Promise<((first: number, last: number) => Answer) | null>,
 * }} LivePanel `note` changes the view without drawing it, for what the page shows already; `keep` asks again, of the
 *   rows alone that other panels keep; `brushed` gives answers while
 *   a reader drags over these bars of another, where it can
 */

/** Questions that are answered sooner than this (ms) are not announced as work. */
const BUSY_AFTER = 120;
/** Downloads are drawn at most so often (ms). */
const PROGRESS_INTERVAL = 100;

/**
 * @param {HTMLElement} figure
 * @param {Entry} entry
 * @param {Context} context
 * @returns {LivePanel}
 */
export function createPanel(figure, entry, { source: whole, schema, media, several }) {
  const body = /** @type {Element} */ (figure.querySelector(".panel-body"));
  const overlays = /** @type {Element} */ (figure.querySelector(".panel-overlays"));
  const [relation] = entry.relations;
  /** @type {View} */
  let view = firstView(figure.id, entry, schema, media);
  /** @type {Handlers} */
  let handlers = {};
  let offset = entry.answer?.offset ?? 0;
  let drawn = false;
  let drawing = false;
  /** @type {AbortController | null} */
  let asking = null;
  let latest = Promise.resolve();
  /** @type {import("./kept.js").Kept | null} */
  let kept = entry.kept ?? null;
  const source = keptSource(whole, () => kept);

  function paint() {
    drawing = false;
    const tree = html`<${Panel} view=${view} on=${handlers} />`;
    if (drawn) draw(tree, body);
    else takeOver(tree, body);
    drawn = true;
    if (figure.dataset.state !== view.state) figure.dataset.state = view.state;
  }

  /** @param {Partial<View>} patch */
  function note(patch) {
    view = { ...view, ...patch };
    if (patch.spec) several?.follow(patch.spec);
  }

  /** @param {Partial<View>} patch */
  function update(patch) {
    note(patch);
    if (drawing) return;
    drawing = true;
    queueMicrotask(paint);
  }

  /** @param {Spec} spec @param {number} at @param {AbortSignal} signal @returns {Promise<Answer>} */
  function answerAt(spec, at, signal) {
    if (several) return several.answer(spec, at, signal);
    const question = (/** @type {Schema} */ asked) => answerPanel(spec, asked, { offset: at });
    return source.ask(relation, spec, question, signal);
  }

  async function ask() {
    asking?.abort();
    const mine = asking = new AbortController();
    const { spec } = view;
    figure.dispatchEvent(new Event("reportgen:asking"));
    const at = offset;
    update({ message: null, state: view.state === "ready" ? "ready" : "loading" });
    const slow = setTimeout(() => mine === asking && update({ busy: true }), BUSY_AFTER);
    try {
      const answer = await answerAt(spec, at, mine.signal);
      if (mine !== asking) return latest;
      offset = answer.offset;
      update({ answer, busy: false, progress: null, state: "ready" });
      source.improve(relation, [spec]);
    } catch (error) {
      if (mine !== asking || isAbort(error)) return latest;
      update({ ...failure(error), busy: false, progress: null });
      if (view.state === "static") update({ spec: entry.spec });
      throw error;
    } finally {
      clearTimeout(slow);
      if (mine === asking) asking = null;
    }
  }

  /**
   * Whether a new spec needs no new answer.
   * @param {Spec} spec
   * @param {number} at
   */
  const isShown = (spec, at) =>
    at === offset && !view.message && sameQuestion(spec, view.spec) && view.state !== "error" &&
    // What answers pivots may have come only now.
    (spec.pivot === undefined) === (view.answer?.kind !== "pivot");

  function announce() {
    const detail = { spec: view.spec };
    figure.dispatchEvent(new CustomEvent("reportgen:change", { bubbles: true, detail }));
  }

  trackProgress();
  /** Draws downloads while somebody waits for them. */
  function trackProgress() {
    let told = 0;
    source.onProgress(relation, () => {
      const now = performance.now();
      if (view.state !== "loading" || now - told < PROGRESS_INTERVAL) return;
      told = now;
      update({ progress: source.progress(relation) });
    });
  }

  return {
    figure,
    overlays,
    author: entry.spec,
    schema,
    source,
    answerAt,
    several,
    schemaFor: (spec) => several?.schemaFor(spec) ?? schema,
    view: () => view,
    update,
    note,
    handlers: () => handlers,
    handle(next) {
      handlers = next;
      paint();
    },
    refresh() {
      latest = ask();
      return latest;
    },
    async show(spec, at = 0) {
      const shown = isShown(spec, at);
      offset = at;
      update({ spec });
      if (!shown) latest = ask();
      await latest;
      if (view.spec === spec) announce();
    },
    brushed(next, bars, signal) {
      return askBrushed(whole, { relation, spec: view.spec, kept: next, bars, signal });
    },
    async keep(next) {
      kept = next;
      offset = 0;
      latest = ask();
      await latest;
      announce();
    },
    async load() {
      if (view.state !== "static") return;
      update({ state: "loading" });
      try {
        await source.open(relation);
        if (!asking) update({ state: "ready", progress: null });
        source.improve(relation, [view.spec]);
      } catch (error) {
        if (!asking) update({ ...failure(error), progress: null });
      }
    },
  };
}

/**
 * @param {string} id
 * @param {Entry} entry
 * @param {Schema} schema
 * @param {string} media
 * @returns {View}
 */
function firstView(id, { spec, answer, kept = null, modules }, schema, media) {
  const rest = { busy: false, progress: null, message: null, problems: [], draft: null };
  return { id, spec, author: spec, schema, answer, kept, modules, media, state: "static", ...rest };
}

/**
 * What a panel says after a question failed.
 * @param {unknown} error
 * @returns {Partial<View>}
 */
function failure(error) {
  const text = error instanceof Error ? error.message : String(error);
  if (error instanceof Error && error.name === "StaticError") {
    return { message: `The table stays as it is: ${text}.`, state: "static" };
  }
  if (error instanceof Error && error.name === "QueryError") {
    return { message: `This view cannot be computed: ${text.split("\n")[0]}`, state: "ready" };
  }
  const what = isFatal(error) ? "The query engine stopped" : "The data or the engine could not be loaded";
  return { message: `${what}: ${text.split("\n")[0]}. The next change tries again.`, state: "error" };
}

/**
 * Answers do not depend on how they are drawn.
 * @param {Spec} a
 * @param {Spec} b
 */
function sameQuestion(a, b) {
  const asked = (/** @type {Spec} */ spec) => {
    const plot = spec.plot && { ...spec.plot, window: undefined };
    const drawn = {
      row_height: null,
      height: null,
      summaries: null,
      selects: null,
      plot,
      ...likeTable(spec),
    };
    return JSON.stringify({ ...spec, ...drawn, columns: spec.columns.map(askedColumn) });
  };
  return asked(a) === asked(b);
}

/** A gallery shows the rows or groups that the table shows. @param {Spec} spec */
function likeTable({ layout }) {
  return layout === "gallery" ? { layout: "table", plot: undefined } : {};
}
