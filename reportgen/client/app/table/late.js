/**
 * What a page needs only when somebody works with a panel comes in scripts of its own, once panels are alive. They
 * add their handlers by `addHandlers`.
 */

import { located } from "../../core/index.js";

/**
 * @param {Document} document
 * @param {string[]} addresses
 * @returns {() => Promise<void>} loads the scripts, in turn; after a failure the next call tries again
 */
export function lateScripts(document, addresses) {
  /** @type {Promise<void> | null} */
  let loading = null;
  const waiting = [...addresses];

  async function load() {
    while (waiting.length) {
      await loadScript(document, waiting[0]);
      waiting.shift();
    }
  }
  return () => {
    loading ??= load();
    loading.catch(() => loading = null);
    return loading;
  };
}

/**
 * @param {Document} document
 * @param {string} address
 * @returns {Promise<void>}
 */
function loadScript(document, address) {
  const script = document.createElement("script");
  script.src = located(address);
  return new Promise((resolve, reject) => {
    script.addEventListener("load", () => resolve());
    script.addEventListener("error", () => {
      script.remove();
      reject(new Error(`${address} could not be loaded`));
    });
    document.head.append(script);
  });
}
