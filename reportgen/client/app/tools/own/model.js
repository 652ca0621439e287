/** What a module is given to read and to change: the part of the anywidget convention that a page can keep. */

import { address, normaliseSpec } from "../../../core/index.js";

/**
 * @typedef {import("../../table/panel.js").LivePanel} LivePanel
 * @typedef {(value?: unknown) => void} Listener
 * @typedef {{get: (key: string) => unknown, set: (key: string, value: unknown) => void, save_changes: () => Promise<void>,
 *   on: (event: string, listener: Listener) => void, off: (event?: string, listener?: Listener) => void}} Model
 */

/** @param {(key: string) => unknown} get */
function listening(get) {
  /** @type {Map<string, Set<Listener>>} */
  const listeners = new Map();
  return {
    /** @param {string} event @param {Listener} listener */
    on(event, listener) {
      listeners.set(event, (listeners.get(event) ?? new Set()).add(listener));
    },
    /** @param {string} [event] @param {Listener} [listener] */
    off(event, listener) {
      for (const [name, all] of listeners) {
        if (event !== undefined && name !== event) continue;
        if (listener) all.delete(listener);
        else all.clear();
      }
    },
    /** @param {string[]} keys that have changed */
    tell(keys) {
      for (const key of keys) for (const one of [...listeners.get(`change:${key}`) ?? []]) one(get(key));
      for (const one of [...listeners.get("change") ?? []]) one();
    },
  };
}

/**
 * The model of a panel: `spec`, `frame` (its answer), `data` (the answer's rows as objects), `address` (where the
 * bytes of a medium are, by its `file`), and every part of the spec by its name. What is set is applied by `save_changes`.
 * @param {LivePanel} live
 * @returns {{model: Model, tell: (keys: string[]) => void}}
 */
export function panelModel(live) {
  /** @type {Record<string, unknown>} */
  let changes = {};
  const get = (/** @type {string} */ key) => {
    const { spec, answer, media } = live.view();
    if (key === "spec") return structuredClone({ ...spec, ...changes });
    if (key === "frame") return answer;
    if (key === "data") return dataOf(answer);
    if (key === "address") {
      return (/** @type {string} */ file) => new URL(address(media, file), document.baseURI).href;
    }
    return Object.hasOwn(changes, key) ? changes[key] : /** @type {Record<string, any>} */ (spec)[key];
  };
  const { on, off, tell } = listening(get);
  const model = {
    get,
    on,
    off,
    /** @param {string} key @param {any} value */
    set(key, value) {
      changes = key === "spec" ? { ...changes, ...value } : { ...changes, [key]: value };
    },
    async save_changes() {
      const whole = Object.entries({ ...live.view().spec, ...changes }).filter(([, value]) => value != null);
      const { spec, problems } = normaliseSpec(Object.fromEntries(whole), live.schema);
      changes = {};
      if (problems.length) throw new Error(problems.map(({ message }) => message).join("; "));
      await live.show(spec);
    },
  };
  return { model, tell };
}

/** @param {import("../../table/panel.js").Answer | null} answer */
function dataOf(answer) {
  const names = (answer?.columns ?? []).map(({ name }) => name);
  return (answer?.rows ?? []).map((row) =>
    Object.fromEntries(row.map((value, index) => [names[index], value]))
  );
}

/**
 * The model of a cell: `value`, `column` (its name) and `type`; nothing in it can be changed.
 * @param {{value: unknown, column: {name: string, type: object}}} first
 */
export function cellModel(first) {
  let now = first;
  const get = (/** @type {string} */ key) =>
    key === "value"
      ? now.value
      : key === "column"
      ? now.column.name
      : key === "type"
      ? now.column.type
      : undefined;
  const { on, off, tell } = listening(get);
  const refuse = () => {
    throw new Error("a cell cannot be changed");
  };
  return {
    model: { get, on, off, set: refuse, save_changes: refuse },
    /** @param {typeof first} next */
    update(next) {
      const changed = next.value !== now.value;
      now = next;
      if (changed) tell(["value"]);
    },
  };
}
