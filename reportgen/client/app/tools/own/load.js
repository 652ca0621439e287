/** The project's own modules: fetched from the page's own site when a panel that needs them comes near. */

import { located } from "../../../core/index.js";

/**
 * @typedef {{render: (given: {el: Element, model: object}) => unknown}} Drawing
 */

/** By the path that specs name. @type {Map<string, Promise<Drawing>>} */
const ASKED = new Map();
/** Those that have come. @type {Map<string, Drawing>} */
const READY = new Map();

/** @param {string} path */
export function readyModule(path) {
  return READY.get(path) ?? null;
}

/**
 * @param {string} path as specs name it
 * @param {string | undefined} address
 * @returns {Promise<Drawing>}
 */
export function loadModule(path, address) {
  const asked = ASKED.get(path) ?? drawingOf(address);
  ASKED.set(path, asked);
  asked.then((found) => READY.set(path, found), () => ASKED.delete(path));
  return asked;
}

/** @param {string | undefined} address @returns {Promise<Drawing>} */
async function drawingOf(address) {
  if (address === undefined) throw new Error("the site does not have it");
  const found = await import(new URL(located(address), document.baseURI).href);
  const said = found.default ?? found;
  const drawing = typeof said === "function" ? await said() : said;
  if (typeof drawing?.render !== "function") throw new Error("it exports no function 'render'");
  return drawing;
}
