/** How one view differs from another, in words. */

/**
 * @typedef {import("./types.js").Spec} Spec
 * @typedef {import("./types.js").SpecColumn} SpecColumn
 * @typedef {import("./types.js").SortTerm} SortTerm
 */

/** What each part of a spec is called; parts that are not listed are called by their names. @type {Record<string, string>} */
const WORDS = {
  filter: "filter",
  search: "search",
  group: "grouping",
  pivot: "pivot",
  cell: "cells of the pivot",
  sort: "order",
  rows: "rows on a page",
  row_height: "height of rows",
  height: "height of the panel",
  layout: "layout",
  pinned: "pinned rows",
  summaries: "summaries of columns",
};

/** What is said on its own. */
const APART = new Set(["v", "tables", "columns", "plot"]);

/**
 * What has to be changed in the one to get the other; nothing where they are alike.
 * @param {Spec} before
 * @param {Spec} after
 * @returns {string[]} sentences without a full stop
 */
export function specDifference(before, after) {
  const [old, now] = [
    /** @type {Record<string, unknown>} */ ({ ...before }),
    /** @type {Record<string, unknown>} */ ({
      ...after,
    }),
  ];
  return [
    ...partDifference("table", tableNames(before), tableNames(after)),
    ...keysOf(old, now).filter((key) => !APART.has(key)).flatMap((key) =>
      partDifference(WORDS[key] ?? key.replaceAll("_", " "), textOf(old[key]), textOf(now[key]))
    ),
    ...plotDifference(before.plot ?? {}, after.plot ?? {}),
    ...columnsDifference(before.columns, after.columns),
  ];
}

/**
 * @param {string} what
 * @param {string} before
 * @param {string} after
 * @returns {string[]}
 */
function partDifference(what, before, after) {
  if (before === after) return [];
  if (!before) return [`${what} added: ${after}`];
  return [after ? `${what} changed: ${before} → ${after}` : `${what} taken away: ${before}`];
}

/**
 * @param {Record<string, unknown>} before
 * @param {Record<string, unknown>} after
 * @returns {string[]} the author's order, then what is new
 */
function keysOf(before, after) {
  return [...new Set([...Object.keys(WORDS), ...Object.keys(before), ...Object.keys(after)])];
}

/** @param {Spec} spec */
function tableNames({ tables }) {
  return tables.map(({ ref }) => ref).join(", ");
}

/** @param {unknown} value */
function textOf(value) {
  if (value === undefined || value === null) return "";
  if (!Array.isArray(value)) return typeof value === "object" ? JSON.stringify(value) : String(value);
  return value.map((one) => isSort(one) ? sortText(one) : String(one)).join(", ");
}

/** @param {unknown} term @returns {term is SortTerm} */
function isSort(term) {
  return typeof term === "object" && term !== null && "by" in term;
}

/** @param {SortTerm} term */
function sortText({ by, dir, nulls }) {
  return `${by}${dir === "desc" ? " descending" : ""}${nulls === "first" ? ", nulls first" : ""}`;
}

/**
 * @param {Record<string, unknown>} before
 * @param {Record<string, unknown>} after
 */
function plotDifference(before, after) {
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) =>
    partDifference(`${key.replaceAll("_", " ")} of the plot`, textOf(before[key]), textOf(after[key]))
  );
}

/**
 * @param {SpecColumn[]} before
 * @param {SpecColumn[]} after
 * @returns {string[]}
 */
function columnsDifference(before, after) {
  const [old, now] = [shown(before), shown(after)];
  const [oldNames, names] = [old.map(nameOf), now.map(nameOf)];
  const gone = oldNames.filter((name) => !names.includes(name));
  const fresh = now.filter((column) => !oldNames.includes(nameOf(column)));
  const stayed = (/** @type {string[]} */ all, /** @type {string[]} */ others) =>
    all.filter((name) => others.includes(name)).join("\n");
  return [
    ...gone.length ? [`${plural("column", gone)} left out: ${gone.join(", ")}`] : [],
    ...fresh.length ? [`${plural("column", fresh)} added: ${fresh.map(written).join(", ")}`] : [],
    ...stayed(oldNames, names) === stayed(names, oldNames)
      ? []
      : [`columns in another order: ${names.join(", ")}`],
    ...now.flatMap((column) => {
      const other = old.find((one) => one.name === column.name);
      return other ? columnDifference(other, column) : [];
    }),
  ];
}

/**
 * @param {SpecColumn} before
 * @param {SpecColumn} after
 */
function columnDifference(before, after) {
  const [one, two] = [
    /** @type {Record<string, unknown>} */ (before),
    /** @type {Record<string, unknown>} */ (after),
  ];
  const keys = [...new Set([...Object.keys(one), ...Object.keys(two)])].filter((key) => key !== "name");
  return keys.flatMap((key) => partDifference(`${key} of ${after.name}`, textOf(one[key]), textOf(two[key])));
}

/** @param {SpecColumn[]} columns */
function shown(columns) {
  return columns.filter(({ hidden }) => !hidden);
}

/** @param {SpecColumn} column */
function nameOf({ name }) {
  return name;
}

/** @param {SpecColumn} column */
function written({ name, expr }) {
  return expr === undefined || expr === name ? name : `${name} (${expr})`;
}

/**
 * @param {string} word
 * @param {unknown[]} many
 */
function plural(word, many) {
  return many.length === 1 ? word : `${word}s`;
}
