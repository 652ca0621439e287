/**
 * What joins are asked of, made while nobody asks: the row numbers that belong together, then the values of all
 * tables beside them.
 */

import { matchRows, placeBeside } from "../../core/index.js";

/**
 * @typedef {import("../data/source.js").Source} Source
 * @typedef {import("../data/source.js").Schema} Schema
 * @typedef {import("../table/panel.js").Spec} Spec
 * @typedef {import("../data/table.js").Engine} Engine
 * @typedef {{made: Record<string, string[]>, begun: Set<string>}} Place what an engine has, and which joins were begun
 */

/** @type {WeakMap<Engine, Place>} */
const PLACES = new WeakMap();

/**
 * The source of a panel's tables, whose questions find what was made.
 * @param {Source} source
 * @param {string[]} relations
 * @param {Schema[]} files the tables as their files have them
 * @returns {Source} `improve` is about all tables
 */
export function besideSource(source, relations, files) {
  /** @type {Engine | null} */
  let engine = null;

  /** Copies in memory are asked, which all tables have. @param {Schema[]} asked */
  const isCopied = (asked) => asked.every(({ relation }, index) => relation !== files[index].relation);

  /** @param {Schema[]} asked */
  function placed(asked) {
    const beside = engine && PLACES.get(engine)?.made;
    return beside && isCopied(asked) ? [{ ...asked[0], beside }, ...asked.slice(1)] : asked;
  }

  /** @param {Spec} spec */
  async function make(spec) {
    engine = await source.open(relations[0]);
    const place = PLACES.get(engine) ?? { made: {}, begun: new Set() };
    PLACES.set(engine, place);
    const { as, on } = spec.compare ?? {};
    const join = JSON.stringify([relations, as, on]);
    if (place.begun.has(join)) return;
    place.begun.add(join); // what did not fit once is not tried again
    const { signal } = new AbortController();
    if (!await source.askAll(relations, spec, (asked) => matchRows(spec, asked), signal)) return;
    const made = await source.askAll(relations, spec, (asked) => placeCopied(spec, asked), signal, true);
    Object.assign(place.made, made);
  }

  /** @param {Spec} spec @param {Schema[]} asked @returns {ReturnType<typeof placeBeside>} */
  function* placeCopied(spec, asked) {
    return isCopied(asked) ? yield* placeBeside(spec, asked) : {};
  }

  return {
    ...source,
    askAll: (all, spec, question, signal) =>
      source.askAll(all, spec, (asked) => question(placed(asked)), signal),
    async improve(_, specs) {
      await Promise.all(relations.map((relation) => source.improve(relation, specs)));
      // A gain in speed and no more: joins go on without it.
      for (const spec of specs) await make(/** @type {Spec} */ (spec)).catch(() => {});
    },
  };
}
