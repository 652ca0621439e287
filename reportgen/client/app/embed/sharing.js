/**
 * One engine for all frames of a site in one page. Frames of one origin can call each other: the first that needs
 * the engine starts it and shows the others its source; when that frame goes away, the next one starts its own.
 */

import { SOURCES } from "../data/waiting.js";

/**
 * @typedef {import("../data/source.js").Page} Page
 * @typedef {import("../data/source.js").Source} Source
 * @typedef {import("../data/source.js").Schema} Schema
 * @typedef {{key: string, source: Promise<Source>, tables: Record<string, Schema>, gone: Promise<never>}} Shared
 * @typedef {Window & {reportgenShared?: Shared}} Frame
 */

export function shareSource() {
  SOURCES.share = shared;
}

/**
 * A source that asks the engine of another frame where there is one.
 * @param {Page} page
 * @param {() => Promise<Source>} start starts this frame's own
 * @returns {Promise<Source>}
 */
async function shared(page, start) {
  const key = new URL(page.root + page.engine.wasm, document.baseURI).href;
  const found = leader(key);
  if (found) return await following(page, found, () => afterwards().then(() => shared(page, start)));
  return await lead(key, page, start);
}

/**
 * A later turn. When the whole page is left, all of its frames go in one turn: none of them then starts an engine,
 * which would keep the reader from leaving.
 * @returns {Promise<void>}
 */
function afterwards() {
  return new Promise((resolve) => setTimeout(resolve));
}

/**
 * Starts this frame's own source. Frames take turns, so that no other can begin before this one has said so.
 * @param {string} key
 * @param {Page} page
 * @param {() => Promise<Source>} start
 */
function lead(key, page, start) {
  const here = /** @type {Frame} */ (globalThis.window);
  /** @type {Promise<never>} */
  const gone = new Promise((_, reject) => {
    addEventListener("pagehide", () => reject(new Error("the frame with the engine was closed")), {
      once: true,
    });
  });
  gone.catch(() => {}); // looked at by those who wait
  const source = start();
  const mine = here.reportgenShared = { key, source, tables: page.tables, gone };
  source.catch(() => {
    if (here.reportgenShared === mine) delete here.reportgenShared;
  });
  return source;
}

/**
 * The frame beside this one that has the engine.
 * @param {string} key
 * @returns {Shared | null}
 */
function leader(key) {
  for (let at = 0; at < parent.length; at++) {
    const frame = /** @type {Frame} */ (parent[at]);
    try {
      if (frame !== globalThis.window && frame.reportgenShared?.key === key) return frame.reportgenShared;
    } catch {
      // A frame of another site.
    }
  }
  return null;
}

/**
 * @param {Page} page
 * @param {Shared} first
 * @param {() => Promise<Source>} again another source, when the frame with the engine has gone
 * @returns {Promise<Source>}
 */
async function following(page, first, again) {
  for (const [relation, schema] of Object.entries(page.tables)) first.tables[relation] ??= schema;
  let source = await Promise.race([first.source, first.gone]).catch(again);
  let now = Promise.resolve(source);
  let led = true;
  first.gone.catch(() => {
    led = false;
    now = again();
    now.then((next) => source = next, () => {}); // said to those who ask
  });

  /**
   * @template T
   * @param {(source: Source) => Promise<T>} ask
   * @returns {Promise<T>}
   */
  async function asked(ask) {
    const before = now;
    try {
      const answer = ask(await before);
      return await (led ? Promise.race([answer, first.gone]) : answer);
    } catch (error) {
      if (before === now) throw own(error);
      return await ask(await now);
    }
  }

  return {
    open: (relation) => asked((one) => one.open(relation)),
    ask: (relation, spec, question, signal) => asked((one) => one.ask(relation, spec, question, signal)),
    askAll: (relations, spec, question, signal, background) =>
      asked((one) => one.askAll(relations, spec, question, signal, background)),
    improve: (relation, specs) => source.improve(relation, specs),
    progress: (relation) => source.progress(relation),
    onProgress: (relation, listener) => source.onProgress(relation, listener),
  };
}

/**
 * An error of another frame as one of this frame's, which tells errors from other values by their making.
 * @param {unknown} error
 */
function own(error) {
  if (error instanceof Error || typeof error !== "object" || error === null) return error;
  const { name, message, ...more } = /** @type {Error} */ (error);
  return Object.assign(new Error(message), { name, ...more });
}
