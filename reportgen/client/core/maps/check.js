/** The layout `map` in specs: a projection of which columns, how it is made, what its colors and pictures are. */

import { checkExpression, didYouMean } from "../expr/index.js";
import { isMedia } from "../expr/media.js";
import { canonical, nameIn } from "../spec/canonical.js";
import { placed } from "../spec/check_spec.js";
import { readHidden, writeHidden } from "./hidden.js";
import { readSight, writeSight } from "./sight.js";
import { isMethod, madeOf, methodOf, METHODS, readOf } from "./projected.js";

/**
 * @typedef {import("../spec/layouts.js").Asked} Asked
 * @typedef {import("../spec/types.js").Plot} Plot
 * @typedef {import("../spec/check_spec.js").Located} Located
 */

export const MAP = "map";
/** What can be said about a map, in the order in which a spec has it. `x` and `y` follow from the first two. */
export const MAP_OPTIONS = ["of", "method", "x", "y", "color", "image", "hide", "window"];

/**
 * @param {Asked} asked
 * @returns {{layout: string, plot: Plot} | null} null, with problems, where there is no map to draw
 */
export function checkMap({ given, resolved: { schema }, problems }) {
  const before = problems.length;
  /** @type {Record<string, Located>} */
  const said = {};
  /** @type {(one: Located, message: string, help?: string | null) => void} */
  const report = ({ text, place }, message, help) =>
    void problems.push(
      placed({ code: "option-value", message, ...help ? { help } : {}, start: 0, end: text.length }, place),
    );
  for (const one of given) {
    const { option } = one.place;
    if (MAP_OPTIONS.includes(option)) said[option] = one;
    else report(one, `a map has no '${option}'`, didYouMean(option, MAP_OPTIONS, "option"));
  }
  const projection = projectionOf(said, schema, report, problems);
  const color = said.color && colorOf(said.color, schema, problems);
  const image = said.image && imageOf(said.image, schema, report);
  const hide = said.hide && color ? writeHidden(readHidden(said.hide.text)) : "";
  const { window: part } = said;
  const sight = part && readSight(part.text);
  if (part && !sight) {
    const help = "give two values and how many times larger the map is, from 0.5 to 2000: 0.5, -2, 3";
    report(part, `'${part.text.trim()}' is no part of a map`, help);
  }
  if (problems.length > before || !projection) return null;
  const plot = {
    ...projection,
    ...color ? { color } : {},
    ...image ? { image } : {},
    ...hide ? { hide } : {},
    ...sight ? { window: writeSight(sight) } : {},
  };
  return { layout: MAP, plot };
}

/**
 * @param {Record<string, Located>} said
 * @param {Asked["resolved"]["schema"]} schema
 * @param {(one: Located, message: string, help?: string | null) => void} report
 * @param {Asked["problems"]} problems
 */
function projectionOf({ of: asked, method: how }, schema, report, problems) {
  if (!asked) {
    const at = { option: "layout", start: 0, end: MAP.length };
    const message = "a map needs 'of': a column of vectors, or several of numbers";
    problems.push({ code: "option-value", message, help: "add ':of: …'", at });
    return null;
  }
  const { of, problems: found } = readOf(asked.text, schema);
  problems.push(...found.map((one) => placed(one, asked.place)));
  const method = methodOf(how?.text);
  if (how && !isMethod(method)) {
    report(how, `'${method}' is no way to make a map`, didYouMean(method, Object.keys(METHODS), "way"));
    return null;
  }
  if (found.length) return null;
  const made = madeOf(schema, of, method);
  if (made) return { of: asked.text.trim(), method, ...made };
  report(
    asked,
    `the site has no map of '${asked.text.trim()}' by ${METHODS[method]}`,
    "maps are made by the build",
  );
  return null;
}

/**
 * @param {Located} said
 * @param {Asked["resolved"]["schema"]} schema
 * @param {Asked["problems"]} problems
 */
function colorOf({ text, place }, schema, problems) {
  const { tree, problems: found } = checkExpression(text, schema, { aggregates: "no" });
  problems.push(...found.map((one) => placed(one, place)));
  return tree ? canonical(text, schema) : "";
}

/**
 * @param {Located} said
 * @param {Asked["resolved"]["schema"]} schema
 * @param {(one: Located, message: string, help?: string | null) => void} report
 */
function imageOf(said, schema, report) {
  const text = said.text.trim();
  const media = schema.columns.filter(({ type }) => isMedia(type)).map(({ name }) => name);
  const name = media.includes(text) ? text : nameIn(text, (one) => media.includes(one));
  if (name === undefined) {
    report(said, `there is no column of media '${text}'`, didYouMean(text, media, "column"));
  }
  return name ?? "";
}
