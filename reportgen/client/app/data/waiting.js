/** The page's data before the script of the engine is there: it is loaded when something is first asked. */

/**
 * @typedef {import("./source.js").Page} Page
 * @typedef {import("./source.js").Source} Source
 */

/**
 * What makes the source: the script of the engine says it. In frames another script may have one that is there already.
 * `counting` counts in the page, and comes late.
 * @type {{create: ((page: Page) => Source) | null,
 *   share: ((page: Page, start: () => Promise<Source>) => Promise<Source>) | null,
 *   counting: ((context: import("./counting.js").Context) => import("./counting.js").Counting) | null}}
 */
export const SOURCES = { create: null, share: null, counting: null };

/**
 * @param {Page} page
 * @param {() => Promise<void>} load loads the script of the engine
 * @returns {Source}
 */
export function waitingSource(page, load) {
  /** @type {Source | null} */
  let source = null;
  /** @type {Promise<Source> | null} */
  let making = null;
  /** @type {[string, () => void][]} */
  const listeners = [];

  async function start() {
    if (!SOURCES.create) await load();
    return /** @type {(page: Page) => Source} */ (SOURCES.create)(page);
  }

  async function whole() {
    if (source) return source;
    making ??= SOURCES.share ? SOURCES.share(page, start) : start();
    making.catch(() => making = null);
    const made = await making;
    if (!source) {
      source = made;
      for (const [relation, listener] of listeners) source.onProgress(relation, listener);
    }
    return source;
  }

  return {
    open: async (relation) => (await whole()).open(relation),
    ask: async (relation, spec, question, signal) => (await whole()).ask(relation, spec, question, signal),
    askAll: async (relations, spec, question, signal, background) =>
      (await whole()).askAll(relations, spec, question, signal, background),
    improve: (relation, specs) => source?.improve(relation, specs),
    progress: (relation) => source?.progress(relation) ?? { done: 0, total: 0, label: "Loading the engine" },
    onProgress(relation, listener) {
      if (source) source.onProgress(relation, listener);
      else listeners.push([relation, listener]);
    },
  };
}
