/** Projections: two columns that the build adds to a table, in which the rows lie near those that are like them. */

import { didYouMean, matchGlob, parseList } from "../expr/index.js";
import { isNumber } from "../expr/types.js";
import { nameIn } from "../spec/canonical.js";

/**
 * @typedef {import("../spec/types.js").TableSchema} TableSchema
 * @typedef {import("../spec/types.js").Type} Type
 * @typedef {import("../expr/types.js").Problem} Problem
 *
 * @typedef {"pca" | "umap" | "tsne" | "given"} Method
 * @typedef {{of: string[], method: Method, axis: "x" | "y"}} Made
 * @typedef {{name: string, type: Type, made?: Made}} Column `made`: it is no column of the table but of the site
 */

/** How projections are made, and what they are called. @type {Record<string, string>} */
export const METHODS = { pca: "PCA", umap: "UMAP", tsne: "t-SNE", given: "given coordinates" };
const USUAL = "pca";

/**
 * The columns that the option `of` names, and what is wrong with it.
 * @param {string} text
 * @param {TableSchema} schema
 * @returns {{of: string[], problems: Problem[]}}
 */
export function readOf(text, schema) {
  const own = /** @type {Column[]} */ (schema.columns).filter(({ made }) => !made);
  const fitting = own.filter(({ type }) => isPart(type)).map(({ name }) => name);
  const { items, problems } = parseList(text, { kind: "columns" });
  const of = items.flatMap((item) => {
    const { glob, start, end } = item;
    const named = glob === undefined
      ? [nameIn(item.text, (one) => fitting.includes(one)) ?? ""]
      : matchGlob(glob, fitting);
    if (named.length && named[0] !== "") return named;
    const there = own.some(({ name }) => name === item.text);
    const message = there
      ? `'${item.text}' holds neither numbers nor vectors of numbers`
      : glob === undefined
      ? `there is no column '${item.text}'`
      : `no column of numbers matches '${glob}'`;
    const help = didYouMean(item.text, fitting, "column");
    problems.push({ code: "column-unknown", message, ...help ? { help } : {}, start, end });
    return [];
  });
  const distinct = [...new Set(of)];
  const isVector = own.some(({ name, type }) => name === distinct[0] && type.kind === "list");
  if (!problems.length && distinct.length < 2 && !isVector) {
    const message = "a map is made of a column of vectors, or of two and more columns of numbers";
    problems.push({ code: "option-value", message, start: 0, end: text.length });
  }
  return { of: distinct, problems };
}

/** Whether a value is a number, or a list of numbers. @param {Type} type */
function isPart(type) {
  return isNumber(type) || (type.kind === "list" && isNumber(type.item));
}

/**
 * The columns that a map needs and the table may not have yet: what a directive's options ask for.
 * @param {Record<string, string>} options
 * @param {TableSchema} schema
 * @returns {Column[]}
 */
export function projectedColumns(options, schema) {
  if (options.layout?.trim() !== "map" || !options.of?.trim()) return [];
  const { of, problems } = readOf(options.of, schema);
  const method = options.method?.trim() || USUAL;
  if (problems.length || !isMethod(method) || madeOf(schema, of, method)) return [];
  const taken = new Set(schema.columns.map(({ name }) => name.toLowerCase()));
  return /** @type {const} */ (["x", "y"]).map((axis) => {
    let name = `${method}_${shortName(of)}_${axis}`;
    while (taken.has(name.toLowerCase())) name += "_";
    return { name, type: { kind: "float", bits: 32 }, made: { of, method, axis } };
  });
}

/** @param {string} text @returns {text is Method} */
export function isMethod(text) {
  return Object.hasOwn(METHODS, text);
}

/** The method that is meant where none is said. @param {string | undefined} text */
export function methodOf(text) {
  return text?.trim() || USUAL;
}

/**
 * The names of the columns that hold a projection, if the table has them.
 * @param {TableSchema} schema
 * @param {string[]} of
 * @param {string} method
 * @returns {{x: string, y: string} | null}
 */
export function madeOf({ columns }, of, method) {
  const found = /** @type {Column[]} */ (columns).filter(({ made }) =>
    made?.method === method && made.of.length === of.length && made.of.every((name, at) => name === of[at])
  );
  const [x, y] = ["x", "y"].map((axis) => found.find(({ made }) => made?.axis === axis)?.name);
  return x !== undefined && y !== undefined ? { x, y } : null;
}

/** Letters that stand for columns: those of one column, else of the first, with a digest of all. @param {string[]} of */
function shortName(of) {
  const plain = of[0].replace(/[^\p{L}\p{N}]+/gu, "_").replace(/^_|_$/g, "") || "column";
  return of.length === 1 && plain === of[0] ? plain : `${plain}_${digestOf(of)}`;
}

/** Four letters that differ where lists do, nearly always (FNV-1a). @param {string[]} names */
function digestOf(names) {
  let hash = 0x811c9dc5;
  for (const letter of names.join("\0")) {
    hash = Math.imul(hash ^ /** @type {number} */ (letter.codePointAt(0)), 0x01000193) >>> 0;
  }
  return (hash % 36 ** 4).toString(36).padStart(4, "0");
}
