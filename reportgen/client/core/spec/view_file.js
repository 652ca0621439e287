/** A view as the file that a project keeps of it: TOML in the directive's words. */

import { writeOptions } from "./write.js";

/**
 * @typedef {import("./types.js").Spec} Spec
 * @typedef {import("./types.js").TableSchema} TableSchema
 * @typedef {{title: string, description?: string, note?: string}} Facts
 */

/** Options that are numbers in the file. */
const NUMBERS = /^(rows|height|bins)$/;

/**
 * @param {Facts} facts
 * @param {Spec} spec
 * @param {TableSchema} schema
 * @returns {string} the text of `views/<name>.toml`
 */
export function writeViewFile({ title, description, note }, spec, schema) {
  const tables = spec.tables.map(({ ref }) => tomlText(ref)).join(", ");
  const lines = [
    `title = ${tomlText(title)}`,
    ...description ? [`description = ${tomlText(description)}`] : [],
    ...note ? [`note = ${tomlText(note)}`] : [],
    `tables = [${tables}]`,
    ...Object.entries(writeOptions(spec, schema)).map(([name, text]) =>
      `${name} = ${NUMBERS.test(name) && /^\d+$/.test(text) ? text : tomlText(text)}`
    ),
  ];
  return `${lines.join("\n")}\n`;
}

/**
 * A basic string of TOML, which is JSON's but for the halves of surrogate pairs and the sign DEL.
 * @param {string} text
 */
function tomlText(text) {
  const lone = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
  return JSON.stringify(text.replace(lone, "\ufffd")).replaceAll("\x7f", "\\u007f");
}

/**
 * A name for a view, of its title.
 * @param {string} title
 */
export function viewName(title) {
  const plain = title.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const name = plain.replace(/[^a-z0-9]+/g, "-").replace(/^[^a-z]+|-+$/g, "").slice(0, 60).replace(/-+$/, "");
  return name || "view";
}
