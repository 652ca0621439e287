/** How what lies over the images of a column is drawn: `overlays` of the spec's columns. */

import { didYouMean } from "../expr/index.js";
import { addColumnSetting } from "./column_settings.js";
import { columnWords } from "./column_words.js";

/**
 * @typedef {import("./types.js").Problem} Problem
 * @typedef {import("./column_settings.js").Complain} Complain
 * @typedef {import("./column_words.js").Word} Word
 * @typedef {{min?: number, max?: number}} Range
 *
 * @typedef {object} OverlaySettings
 * @property {string[]} [hide_layers]
 * @property {number[]} [hide_classes] class ids
 * @property {number} [opacity] of masks: 0 to 1 in steps of 0.05
 * @property {false} [labels] false: boxes have no labels
 * @property {"solid" | "dashed" | "dotted"} [line] of all boxes; each layer has its own if not said
 * @property {Record<string, Range>} [score] boxes that have the score are shown within the range
 * @property {false} [image] false: the picture itself is hidden
 * @property {"beside" | "split"} [tiles] the picture beside what lies over it, or one picture for each layer
 */

export const LINES = ["solid", "dashed", "dotted"];
const TILES = ["stacked", "beside", "split"];
/** Opacity of masks where nothing is said. */
export const OPACITY = 0.6;
const STEP = 0.05;

/**
 * @param {unknown} raw
 * @param {Complain} complain
 * @returns {OverlaySettings | undefined}
 */
function readOverlays(raw, complain) {
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) {
    complain("'overlays' is an object");
    return undefined;
  }
  const given = /** @type {Record<string, unknown>} */ (raw);
  for (const key of Object.keys(given)) {
    if (!(key in READERS)) {
      complain(`overlays have no '${key}'`, didYouMean(key, Object.keys(READERS), "key"));
    }
  }
  const read = Object.entries(READERS).flatMap(([key, reader]) => {
    const value = given[key] === undefined || given[key] === null ? undefined : reader(given[key], complain);
    return value === undefined ? [] : [[key, value]];
  });
  return read.length ? Object.fromEntries(read) : undefined;
}

/** Canonical values in canonical order. @type {Record<string, (value: unknown, complain: Complain) => unknown>} */
const READERS = {
  hide_layers: (value, complain) => setOf(value, (one) => typeof one === "string", "layers", complain),
  hide_classes: (value, complain) => setOf(value, Number.isInteger, "class ids", complain),
  opacity(value, complain) {
    if (typeof value !== "number" || !(value >= 0 && value <= 1)) {
      return complain(`${said(value)} is not an opacity`, "give a number from 0 to 1");
    }
    const step = Math.round(value / STEP) / Math.round(1 / STEP);
    return step === OPACITY ? undefined : step;
  },
  labels: (value, complain) => offOr(value, "labels", complain),
  line: (value, complain) => oneOf(value, LINES, "line", complain),
  score: readScores,
  image: (value, complain) => offOr(value, "image", complain),
  tiles(value, complain) {
    const found = oneOf(value, TILES, "way to lay tiles", complain);
    return found === TILES[0] ? undefined : found;
  },
};

/**
 * @param {unknown} value
 * @param {(one: any) => boolean} fits
 * @param {string} what
 * @param {Complain} complain
 */
function setOf(value, fits, what, complain) {
  if (!Array.isArray(value) || !value.every(fits)) return complain(`${said(value)} is not a list of ${what}`);
  return value.length ? [...new Set(value)] : undefined;
}

/** @param {unknown} value @param {string} key @param {Complain} complain */
function offOr(value, key, complain) {
  if (typeof value !== "boolean") return complain(`'${key}' is true or false`);
  return value ? undefined : false;
}

/** @param {unknown} value @param {string[]} words @param {string} what @param {Complain} complain */
function oneOf(value, words, what, complain) {
  if (typeof value === "string" && words.includes(value)) return value;
  return complain(`${said(value)} is no ${what}`, didYouMean(String(value), words, what));
}

/** @param {unknown} value @param {Complain} complain @returns {Record<string, Range> | undefined} */
function readScores(value, complain) {
  const isMap = typeof value === "object" && value !== null && !Array.isArray(value);
  const found = Object.entries(isMap ? value : {}).flatMap(([name, range]) => {
    const { min, max } = /** @type {Range} */ (range ?? {});
    const good = [min, max].every((one) => one === undefined || one === null || Number.isFinite(one));
    if (!good) complain(`the range of '${name}' is not made of numbers`);
    const kept = { ...Number.isFinite(min) ? { min } : {}, ...Number.isFinite(max) ? { max } : {} };
    return good && Object.keys(kept).length ? [[name, kept]] : [];
  });
  if (!isMap) complain("'score' is an object of ranges");
  return found.length ? Object.fromEntries(found) : undefined;
}

/** @param {unknown} value */
function said(value) {
  return typeof value === "object" ? "this" : `'${String(value)}'`;
}

/**
 * What can be said in a directive. Layers, classes and scores are known once the site's tables are made; until then
 * any names will do.
 * @typedef {import("../expr/types.js").Type & {layers?: string[], classes?: Record<string, string>,
 *   scores?: Record<string, [number, number]>}} ImageType
 * @typedef {(message: string, help: string | null, place: {start: number, end: number}) => unknown} Report
 * @typedef {{word: Word, type: ImageType, spec: Record<string, any>, report: Report}} Saying
 *
 * @type {Record<string, (saying: Saying) => unknown>}
 */
const WORDS = {
  hide: (saying) => add(saying, "hide_layers", saying.type.layers, "layer", (name) => name),
  "hide-class": ({ type, ...saying }) => {
    const ids = new Map(Object.entries(type.classes ?? {}).map(([id, name]) => [name, Number(id)]));
    const names = type.layers && [...ids.keys(), ...[...ids.values()].map(String)];
    add({ type, ...saying }, "hide_classes", names, "class", (name) => ids.get(name) ?? Number(name));
  },
  opacity: (saying) => number(saying, (value) => saying.spec.opacity = value),
  min: (saying) => bound(saying, "min"),
  max: (saying) => bound(saying, "max"),
  "no-labels": ({ spec }) => spec.labels = false,
  "no-image": ({ spec }) => spec.image = false,
  ...Object.fromEntries(LINES.map((line) => [line, (/** @type {Saying} */ { spec }) => spec.line = line])),
  ...Object.fromEntries(
    TILES.map((tiles) => [tiles, (/** @type {Saying} */ { spec }) => spec.tiles = tiles]),
  ),
};

/**
 * @param {Saying} saying
 * @param {string} key
 * @param {string[] | undefined} known
 * @param {string} what
 * @param {(name: string) => unknown} value
 */
function add({ word, spec, report }, key, known, what, value) {
  if (!word.args.length) {
    report(`'${word.text}' needs a ${what}`, `as in ${word.text}(${known?.[0] ?? what})`, word);
  }
  for (const arg of word.args) {
    if (known?.includes(arg.text)) spec[key] = [...spec[key] ?? [], value(arg.text)];
    else if (known) {
      report(
        `the images have no ${what} '${arg.text}'`,
        known.length ? didYouMean(arg.text, known, what) : null,
        arg,
      );
    }
  }
}

/** @param {Saying} saying @param {(value: number) => void} set */
function number({ word, report }, set) {
  const arg = word.args.at(-1) ?? word;
  const value = arg === word || arg.text === "" ? NaN : Number(arg.text);
  if (Number.isFinite(value)) set(value);
  else report(`'${word.text}' needs a number`, null, arg);
}

/** @param {Saying} saying @param {"min" | "max"} end */
function bound(saying, end) {
  const { word, type, spec, report } = saying;
  const known = Object.keys(type.scores ?? {});
  const isKnown = type.layers !== undefined;
  const name = word.args[0]?.text ?? "";
  if (word.args.length !== 2) {
    return report(`'${end}' needs a score and a number`, `as in ${end}(${known[0] ?? "score"}, 0.5)`, word);
  }
  if (isKnown && !known.includes(name)) {
    return report(
      `the boxes have no score '${name}'`,
      known.length ? didYouMean(name, known, "score") : null,
      word.args[0],
    );
  }
  number(saying, (value) => spec.score = { ...spec.score, [name]: { ...spec.score?.[name], [end]: value } });
}

/**
 * @param {string} text
 * @param {import("./types.js").TableSchema} schema
 * @param {string[]} names
 * @param {Problem[]} problems
 */
function parseOverlays(text, schema, names, problems) {
  const option = "overlays";
  /** @type {Map<string, unknown>} */
  const found = new Map();
  for (const [name, words] of columnWords(text, option, names, problems)) {
    const type = /** @type {ImageType} */ (schema.columns.find((one) =>
      one.name === name
    )?.type ?? { kind: "" });
    /** @type {Record<string, any>} */
    const spec = {};
    for (const word of words) {
      /** @type {Report} */
      const report = (message, help, { start, end }) =>
        problems.push({ code: "option-value", message, ...help ? { help } : {}, at: { option, start, end } });
      if (type.kind !== "image") report(`'${name}' holds no images`, null, word);
      else if (WORDS[word.text]) WORDS[word.text]({ word, type, spec, report });
      else report(unknown(word.text), didYouMean(word.text, Object.keys(WORDS), "word"), word);
    }
    const value = readOverlays(spec, (message, help) => {
      const at = { option, start: words[0].start, end: words[words.length - 1].end };
      problems.push({ code: "option-value", message, ...help ? { help } : {}, at });
    });
    if (value) found.set(name, value);
  }
  return found;
}

/** @param {string} word */
function unknown(word) {
  return `'${word}' says nothing about overlays`;
}

/** May be called more than once. */
export function installOverlays() {
  addColumnSetting({ key: "overlays", option: "overlays", read: readOverlays, parse: parseOverlays });
}
