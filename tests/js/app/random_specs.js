/** Specs of all kinds, put together at random and the same every time. */

import { installCompare } from "../../../reportgen/client/core/compare/install.js";
import { compareOptions, compareSpec } from "../../../reportgen/client/core/compare/spec.js";
import { installMaps } from "../../../reportgen/client/core/maps/install.js";
import { projectedColumns } from "../../../reportgen/client/core/maps/projected.js";
import { installPivot } from "../../../reportgen/client/core/cells/pivot/install.js";
import { installPlots } from "../../../reportgen/client/core/plots/install.js";
import { normaliseSpec } from "../../../reportgen/client/core/spec/normalise.js";
import { specFromOptions } from "../../../reportgen/client/core/spec/options.js";
import { PREDICTIONS } from "../tables.js";

installCompare();
installMaps();
installPivot();
installPlots();

/**
 * @typedef {import("../../../reportgen/client/core/spec/types.js").Spec} Spec
 * @typedef {import("../../../reportgen/client/core/spec/types.js").TableSchema} TableSchema
 * @typedef {typeof normaliseSpec} Normalise
 * @typedef {{schema: (spec: Spec) => TableSchema, read: Normalise, make: (options: Record<string, string>) =>
 *   {spec: Spec, problems: unknown[]}}} Kind what specs are of: one table, a table with a map, several tables
 */

const MAP = { layout: "map", of: "score_0, score_6", method: "pca" };
/** @type {TableSchema} */
const MAPPED = {
  ...PREDICTIONS,
  columns: [...PREDICTIONS.columns, .../** @type {any} */ (projectedColumns(MAP, PREDICTIONS))],
};
/** @type {TableSchema[]} */
const TABLES = ["predictions:v0", "predictions:v4", "other:v0"].map((ref) => ({
  ...PREDICTIONS,
  ref,
  label: ref,
  relation: ref,
}));
const LABELS = [{ label: "epoch 1" }, { label: "epoch 5" }, { label: "wide, deep" }];

/** @param {TableSchema} schema @returns {Kind} */
function ofOne(schema) {
  return {
    schema: () => schema,
    read: normaliseSpec,
    make: (options) => specFromOptions(options, schema),
  };
}

/** @type {Record<string, Kind>} */
export const KINDS = {
  one: ofOne(PREDICTIONS),
  map: ofOne(MAPPED),
  several: {
    schema: (spec) => compareSpec(spec, TABLES).schema,
    read: (raw) => compareSpec(raw, TABLES),
    make: (options) => compareOptions(options, LABELS, TABLES),
  },
};

/** What can be said of any panel: each option, and texts for it. @type {Record<string, string[]>} */
const ANY = {
  filter: ["truth != guess", "truth = 4 and score_9 > 0.25", "id like '%ü😀%' or not (guess in (1, 2))"],
  search: ["a cat", '"quoted" it\'s'],
  sort: ["score_0 desc", "id, score_6 desc nulls first"],
  columns: ["id, guess", "score_*, image", "truth as right, score_0 + score_6 as loops", "*"],
  rows: ["3", "50", "1000"],
  "row-height": ["small", "large", "xlarge"],
  height: ["240"],
  summaries: ["true"],
  selection: ["ours"],
  widths: ["guess 80, id 200"],
  "pin-columns": ["id"],
  format: ["score_0: .2f", "score_*: percent"],
};
/** @type {Record<string, string>[]} what a panel is */
const LAYOUTS = [
  {},
  {},
  { layout: "gallery", image: "image" },
  { group: "guess", columns: "count, truth, avg(score_0) as mean, image", sort: "count desc" },
  { group: "guess, truth" },
  { group: "truth", pivot: "guess" },
  { group: "truth", pivot: "guess", cell: "avg(score_9)" },
  { layout: "histogram", x: "score_0", color: "guess", bins: "30" },
  { layout: "scatter", x: "score_0", y: "score_9", color: "truth" },
  { layout: "bar", x: "guess", y: "avg(score_0)" },
  { layout: "heatmap", x: "guess", y: "truth" },
  { layout: "line", x: "bin(score_0, 0.1)", y: "avg(score_9)" },
  { layout: "box", x: "guess", y: "score_6" },
  { layout: "roc", score: "score_0", truth: "truth", positive: "0" },
];
/** @type {Record<string, string[]>} */
const COMPARED = {
  compare: ["join", "concat", "split", "split below", "split groups"],
  on: ["id", "image", "lower(id)"],
  how: ["outer"],
  reference: ["epoch 5"],
  members: ["[2] [0]", "[1] [0] [2]"],
  hide: ["epoch 1"],
  stack: ["overlaid"],
  images: ["swipe"],
  over: ["epoch"],
  filter: ["0.guess != 1.guess", "truth != guess"],
};

/** Numbers that look random and are the same every time. @param {number} seed */
export function randomly(seed) {
  let state = seed;
  return (/** @type {number} */ below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor(state / 2 ** 32 * below);
  };
}

/**
 * @param {string} kind
 * @param {(below: number) => number} random
 * @returns {Spec} one that has nothing wrong
 */
export function randomSpec(kind, random) {
  const layouts = kind === "map" ? [MAP, { ...MAP, color: "guess", image: "image" }] : LAYOUTS;
  for (;;) {
    const options = { ...some(ANY, random, 4), ...layouts[random(layouts.length)] };
    if (kind === "several") Object.assign(options, some(COMPARED, random, 2));
    const { spec, problems } = KINDS[kind].make(options);
    if (!problems.length) return spec;
  }
}

/**
 * @param {Record<string, string[]>} pool
 * @param {(below: number) => number} random
 * @param {number} rarely one in so many
 */
function some(pool, random, rarely) {
  const chosen = Object.entries(pool).filter(() => !random(rarely));
  return Object.fromEntries(chosen.map(([name, texts]) => [name, texts[random(texts.length)]]));
}
