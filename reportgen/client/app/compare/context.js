/** A panel of several tables: what it asks of them together, and the schema that its spec gives it. */

import { answerComparison, askComparison, compareSpec } from "../../core/index.js";
import { besideSource } from "./beside.js";

/**
 * @typedef {import("../table/panel.js").Context} Context
 * @typedef {import("../table/panel.js").Entry} Entry
 * @typedef {import("../table/panel.js").Spec} Spec
 * @typedef {import("../data/source.js").Schema} Schema
 * @typedef {import("../data/source.js").Source} Source
 */

/**
 * @param {Context} context of its first table
 * @param {Entry} entry
 * @param {{tables: Record<string, Schema>}} page
 * @returns {Context}
 */
export function compareContext({ source: whole, media }, entry, page) {
  const { relations } = entry;
  const schemas = relations.map((relation) => page.tables[relation]);
  const source = besideSource(whole, relations, schemas);
  const files = { files: distinctFiles(schemas), media: schemas[0].media };
  /** @type {Map<string, Schema>} */
  const known = new Map();

  /** @param {object} spec @returns {Schema} */
  function schemaFor(spec) {
    const { tables, set, compare } = /** @type {Spec} */ (spec);
    const key = JSON.stringify([tables, set, compare]);
    let schema = known.get(key);
    if (!schema) known.set(key, schema = { ...compareSpec(spec, schemas).schema, ...files });
    return schema;
  }

  let now = schemaFor(entry.spec);
  return {
    source: severalSource(source, relations),
    schema: following(() => now, now),
    media,
    several: {
      schemaFor,
      read: (raw) => compareSpec(raw, schemas),
      follow(spec) {
        now = schemaFor(spec);
      },
      answer: (spec, offset, signal) =>
        source.askAll(relations, spec, (asked) => answerComparison(spec, asked, { offset }), signal),
    },
  };
}

/**
 * One object that always says what the schema of the moment says: whoever holds it need not ask again.
 * @param {() => Schema} now
 * @param {Schema} first
 * @returns {Schema}
 */
function following(now, first) {
  const parts = Object.keys(first).map((key) => {
    const get = () => now()[/** @type {keyof Schema} */ (key)];
    return [key, { get, enumerable: true }];
  });
  return /** @type {Schema} */ (Object.defineProperties({}, Object.fromEntries(parts)));
}

/** @param {Schema[]} schemas */
function distinctFiles(schemas) {
  return [...new Map(schemas.flatMap(({ files }) => files).map((file) => [file.path, file])).values()];
}

/**
 * The source of all tables of a panel, as if they were one.
 * @param {Source} source
 * @param {string[]} relations
 * @returns {Source}
 */
function severalSource(source, relations) {
  return {
    ...source,
    ask(_, spec, question, signal, form) {
      const asked = /** @type {Spec} */ (spec);
      const about = form ?? (asked.group?.length ? "long" : "rows");
      const ask = /** @type {(schema: Schema, asked: Spec) => any} */ (question);
      return source.askAll(
        relations,
        spec,
        (schemas) =>
          askComparison(asked, schemas, about, (own, schema) => ask(/** @type {Schema} */ (schema), own)),
        signal,
      );
    },
    open: async () => {
      const engines = await Promise.all(relations.map((relation) => source.open(relation)));
      return engines[0];
    },
    progress() {
      const all = relations.map((relation) => source.progress(relation));
      const sum = (/** @type {"done" | "total"} */ part) => all.reduce((most, one) => most + one[part], 0);
      return { done: sum("done"), total: sum("total"), label: all[0].label };
    },
    onProgress: (_, listener) => relations.forEach((relation) => source.onProgress(relation, listener)),
  };
}
