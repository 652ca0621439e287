/** The canvas of a map: what it shows, and what the pointer and the keys do on it. */

import { fittedMap, mapPoints, readHidden, readSight, seriesOfMap, writeSight } from "../../core/index.js";
import { isAbort } from "../engine/errors.js";
import { gridOf, nearest } from "./near.js";
import { boxTerm, lassoTerm, withoutHidden } from "./outline.js";
import { colorsOf, drawOver } from "./over.js";
import { paint } from "./paint.js";
import { createPointer } from "./pointer.js";
import { createTip } from "./tip.js";
import { toFrame, toValues, zoomed } from "./view.js";

/**
 * @typedef {import("../table/panel.js").LivePanel} LivePanel
 * @typedef {import("../../core/maps/types.d.ts").MapAnswer} MapAnswer
 * @typedef {import("../../core/maps/types.d.ts").MapPoints} MapPoints
 * @typedef {import("./view.js").Point} Point
 * @typedef {import("./view.js").Window} Window
 *
 * @typedef {object} Shown what the canvas shows
 * @property {HTMLElement} element
 * @property {MapAnswer} map
 * @property {MapPoints} points
 * @property {import("./near.js").Grid} grid
 * @property {boolean[]} visible by class
 * @property {Window} whole
 * @property {Window} view
 * @property {Point[]} outline in the frame
 * @property {number} under the point under the pointer, or -1
 */

const REACH = 9;
const STEP = 1.4;
/** A pause after which the part in sight goes into the spec (ms). */
const SAID_AFTER = 300;

/**
 * @param {LivePanel} live
 * @param {(term: string) => void} keep
 * @param {(window: string) => void} say the part that is in sight; empty for the whole
 */
export function createSurface(live, keep, say) {
  /** @type {Shown | null} */
  let shown = null;
  /** @type {MapAnswer | null} */
  let asked = null;
  /** @type {AbortController | null} */
  let asking = null;
  /** @type {ReturnType<typeof createTip> | null} */
  let tip = null;
  let waiting = false;
  /** The part in sight as the spec has it, or will. */
  let said = "";
  let saying = 0;

  /** @param {HTMLElement} element @param {MapAnswer} map */
  async function drawn(element, map) {
    if (shown?.element !== element) adopt(element);
    element.dataset.tool = live.view().mapTool ?? "pan";
    if (asked === map && shown?.element === element) return void (follow() || repaint());
    asked = map;
    try {
      const points = map.points ?? await everyPoint();
      if (asked === map) place(element, map, points);
    } catch (error) {
      if (!isAbort(error)) live.update({ message: `The map stays as it is: ${messageOf(error)}` });
    }
  }

  async function everyPoint() {
    asking?.abort();
    asking = new AbortController();
    const { spec } = live.view();
    const question = (/** @type {any} */ schema) => mapPoints(spec, schema);
    return await live.source.ask(live.schema.relation, spec, question, asking.signal);
  }

  /** @param {HTMLElement} element @param {MapAnswer} map @param {MapPoints} points */
  function place(element, map, points) {
    const { scale, middle } = fittedMap(map, sizeOf(element));
    const whole = { scale, x: middle[0], y: middle[1] };
    const moved = shown && shown.view !== shown.whole && shown.map.title === map.title;
    const view = moved ? /** @type {Shown} */ (shown).view : whole;
    shown = { element, map, points, grid: gridOf(points), visible: [], whole, view, outline: [], under: -1 };
    follow();
    element.parentElement?.setAttribute("data-live", "");
    repaint();
  }

  /** Once for each element that is drawn. @param {HTMLElement} element */
  function adopt(element) {
    tip = createTip(live, element);
    createPointer(element, {
      state: () => shown,
      look,
      change,
      finish,
      keepInSight,
      hideTip: () => tip?.hide(),
    });
    new ResizeObserver(() => resized(element)).observe(element);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  }

  /** @param {HTMLElement} element */
  function resized(element) {
    if (shown?.element !== element) return;
    const { scale, middle } = fittedMap(shown.map, sizeOf(element));
    const whole = { scale, x: middle[0], y: middle[1] };
    const { view, whole: before } = shown;
    const kept = { ...view, scale: view.scale * whole.scale / before.scale };
    Object.assign(shown, { view: view === before ? whole : kept, whole });
    repaint();
  }

  /** @param {Partial<Shown>} patch */
  function change(patch) {
    if (!shown) return;
    Object.assign(shown, patch);
    repaint();
    if (!patch.view) return;
    said = sightOf(shown);
    clearTimeout(saying);
    saying = setTimeout(() => {
      saying = 0;
      if (said !== inSpec()) say(said);
    }, SAID_AFTER);
  }

  const inSpec = () => /** @type {{window?: string}} */ (live.view().spec.plot ?? {}).window ?? "";

  /** Shows the part that the spec says, where that is another one: of a link, of a step back. */
  function follow() {
    if (!shown || saying || said === inSpec()) return false;
    said = inSpec();
    const sight = readSight(said);
    const { whole } = shown;
    shown.view = sight ? { x: sight.x, y: sight.y, scale: whole.scale * sight.zoom } : whole;
    repaint();
    return true;
  }

  function repaint() {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      if (shown?.element.isConnected) paintNow(live, shown);
    });
  }

  /** What is under the pointer. @param {Point} at in the frame */
  function look(at) {
    if (!shown) return;
    const { points, grid, view, element, visible } = shown;
    const found = nearest(points, grid, toValues(view, sizeOf(element), at), REACH / view.scale, visible);
    if (found < 0) tip?.hide();
    else tip?.show(points.ids[found], at);
    if (found !== shown.under) change({ under: found });
  }

  /** Something has been drawn around. @param {"box" | "lasso"} tool @param {Point[]} path in the frame */
  function finish(tool, path) {
    if (!shown) return;
    const { view, element, map, visible } = shown;
    const values = path.map((at) => toValues(view, sizeOf(element), at));
    change({ outline: [] });
    const term = tool === "box"
      ? boxTerm(map.texts, values[0], values[values.length - 1], view.scale)
      : lassoTerm(map.texts, values, view.scale);
    keep(withoutHidden(term, map.series.filter((_, index) => !visible[index]).map((one) => one.term)));
  }

  function keepInSight() {
    if (!shown) return;
    const { width, height } = sizeOf(shown.element);
    finish("box", [{ x: 0, y: 0 }, { x: width, y: height }]);
  }

  return {
    drawn,
    focus: () => shown?.element.focus({ preventScroll: true }),
    /** @param {string} what */
    zoom(what) {
      if (!shown) return;
      const { view, whole, element } = shown;
      const size = sizeOf(element);
      const middle = { x: size.width / 2, y: size.height / 2 };
      const by = what === "in" ? STEP : 1 / STEP;
      change({ view: what === "all" ? whole : zoomed(view, by, middle, size, whole) });
    },
  };
}

/** The part in sight as specs have it; empty for the whole. @param {Shown} shown */
function sightOf({ view, whole }) {
  return view === whole ? "" : writeSight({ x: view.x, y: view.y, zoom: view.scale / whole.scale });
}

/** @param {LivePanel} live @param {Shown} shown */
function paintNow(live, shown) {
  const { element, map, points, view, whole, outline, under } = shown;
  const size = sizeOf(element);
  const plot = /** @type {{hide?: string}} */ (live.view().spec.plot ?? {});
  const hidden = new Set(readHidden(plot.hide ?? ""));
  shown.visible = map.series.map(({ label }) => !hidden.has(label));
  const over = /** @type {SVGElement} */ (element.querySelector(".rg-map-over"));
  const canvas = /** @type {HTMLCanvasElement} */ (element.querySelector("canvas"));
  const classes = map.series.map((_, index) => `rg-m${seriesOfMap(map, index)}`);
  const colors = colorsOf(over, classes);
  paint(canvas, { points, view, size, colors, shown: shown.visible, zoom: view.scale / whole.scale });
  const point = under < 0 ? null : toFrame(view, size, { x: points.x[under], y: points.y[under] });
  drawOver(over, { map, view, size, shown: shown.visible, classes, outline, point });
}

/** @param {HTMLElement} element */
export function sizeOf({ clientWidth: width, clientHeight: height }) {
  return { width, height };
}

/** @param {unknown} error */
function messageOf(error) {
  return error instanceof Error ? error.message.split("\n")[0] : String(error);
}
