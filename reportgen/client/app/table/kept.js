/** A panel's source where other panels of the page keep only some of the rows: every question is about these. */

import { BRUSHED, keptSchema } from "../../core/index.js";

/**
 * @typedef {import("../data/source.js").Source} Source
 * @typedef {{texts: string[], rows: number[] | null}} Kept
 */

/**
 * @param {Source} source
 * @param {() => Kept | null} kept
 * @returns {Source}
 */
export function keptSource(source, kept) {
  return {
    ...source,
    ask(relation, spec, question, signal, form) {
      const now = kept();
      if (!now) return source.ask(relation, spec, question, signal, form);
      const asked = (/** @type {any} */ schema, /** @type {any} */ own) =>
        question(keptSchema(schema, now), own);
      return source.ask(relation, { ...spec, kept: now.texts }, asked, signal, form);
    },
  };
}

/**
 * Answers for a panel while a reader drags over the bars of another, if its form allows it.
 * @param {Source} source
 * @param {{relation: string, spec: import("./panel.js").Spec, kept: Kept, bars: string[], signal: AbortSignal}} asked
 * @returns {Promise<((first: number, last: number) => any) | null>}
 */
export async function askBrushed(source, { relation, spec, kept, bars, signal }) {
  const { plot } = BRUSHED;
  if (!plot) return null;
  const question = (/** @type {any} */ schema) => plot(spec, keptSchema(schema, kept), bars);
  return await source.ask(relation, { ...spec, kept: kept.texts, bars }, question, signal);
}
