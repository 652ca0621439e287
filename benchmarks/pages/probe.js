/**
 * Runs before a page's own scripts, ours or the rival's: it watches what goes to the engine's worker and what
 * comes back, and can send statements of its own to the same connection.
 */

/** @typedef {{type: string, data: any, at: number}} Sent */

const probe = {
  /** The worker that was started last. @type {Worker | null} */
  worker: null,
  /** Requests without an answer yet, by number. @type {Map<number, Sent>} */
  open: new Map(),
  /** When the last answer came. */
  last: 0,
  /** When the page began with its engine: asked for the module, or made the worker. @type {number | null} */
  begun: null,
  /** How long instantiation took from then on (ms). */
  instantiated: 0,
  /** The statements that were sent since the list was cleared. @type {string[]} */
  statements: [],
  /** The connection that they were sent to. */
  connection: 0,

  /** @param {Worker} worker */
  watch(worker) {
    probe.worker = worker;
    probe.begun ??= performance.now();
    worker.addEventListener("message", ({ data: { requestId, type } }) => {
      const request = probe.open.get(requestId);
      if (!request || type === "INSTANTIATE_PROGRESS") return;
      probe.open.delete(requestId);
      probe.last = performance.now();
      if (request.type === "INSTANTIATE") probe.instantiated = probe.last - (probe.begun ?? 0);
    });
  },

  /** @param {{messageId?: number, type: string, data: any}} message */
  sent({ messageId, type, data }) {
    if (messageId === undefined) return;
    probe.open.set(messageId, { type, data, at: performance.now() });
    if (type !== "START_PENDING_QUERY") return;
    probe.connection = data[0];
    probe.statements.push(data[1]);
  },

  /** Whether the engine has had nothing to do for `pause` ms. @param {number} pause */
  quiet: (pause) => probe.open.size === 0 && performance.now() - probe.last > pause,

  /** Sends statements one after another; the time until the last answer (ms). @param {string[]} statements */
  async byHand(statements) {
    const started = performance.now();
    for (const sql of statements) await probe.ask(sql);
    return performance.now() - started;
  },

  lastId: 1e9,
  /**
   * @param {string} sql
   * @returns {Promise<void>}
   */
  ask(sql) {
    const messageId = ++probe.lastId;
    return new Promise((resolve, reject) => {
      const { worker } = probe;
      /** @param {MessageEvent} event */
      const receive = ({ data: { requestId, type, data } }) => {
        if (requestId !== messageId) return;
        worker?.removeEventListener("message", receive);
        if (type === "ERROR") reject(new Error(data.message));
        else resolve();
      };
      worker?.addEventListener("message", receive);
      worker?.postMessage({ messageId, type: "RUN_QUERY", data: [probe.connection, sql] });
    });
  },

  /**
   * The time from the next key press to the panel's next answer on screen (ms).
   * @param {string} id the panel's
   * @param {string} key which key
   * @returns {Promise<number>}
   */
  pressed(id, key) {
    let started = 0;
    addEventListener("keydown", function listen(event) {
      if (event.key !== key) return;
      started = event.timeStamp;
      removeEventListener("keydown", listen, true);
    }, true);
    return new Promise((resolve) => {
      document.getElementById(id)?.addEventListener("reportgen:change", async () => {
        await probe.painted();
        resolve(performance.now() - started);
      }, { once: true });
    });
  },

  /**
   * Shows a view as soon as the panel can be asked; resolves to the moment at which it is on screen (ms).
   * @param {string} id
   * @param {object} part
   * @returns {Promise<number>}
   */
  async show(id, part) {
    const figure = /** @type {any} */ (document.getElementById(id));
    await probe.woken(figure);
    await figure.panel.apply(part);
    await probe.painted();
    return performance.now();
  },

  /** @param {any} figure @returns {Promise<void>} as soon as the page's script has woken its panel */
  async woken(figure) {
    while (!figure.panel) await new Promise((resolve) => setTimeout(resolve, 0));
  },

  /** @returns {Promise<void>} after the next frame is on screen */
  painted: () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0))),
};

const fetchNative = globalThis.fetch;
/** The panel and the view of the first answer, when the benchmark asks for one. */
const asked = new URLSearchParams(location.search).get("show");
Object.assign(globalThis, {
  probe,
  /**
   * @param {string} url
   * @param {RequestInit} [options]
   */
  fetch(url, options) {
    if (String(url).includes(".wasm")) probe.begun ??= performance.now();
    return fetchNative(url, options);
  },
  Worker: class extends Worker {
    /**
     * @param {string | URL} url
     * @param {WorkerOptions} [options]
     */
    constructor(url, options) {
      super(url, options);
      probe.watch(this);
    }
    /**
     * @override
     * @param {any} message
     * @param {any} [transfer]
     */
    postMessage(message, transfer) {
      probe.sent(message);
      super.postMessage(message, transfer);
    }
  },
});
if (asked) {
  const [id, filter] = asked.split(":");
  document.addEventListener("DOMContentLoaded", () => {
    Object.assign(globalThis, { benchmark: probe.show(id, { filter }) });
  });
}
