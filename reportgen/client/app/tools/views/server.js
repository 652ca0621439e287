/** The author's own preview, which can write views into the project. */

const ADDRESS = "/__reportgen/views";
const SCRIPT = 'script[src="/__reportgen/reload.js"]';

/** @returns {string | null} what the preview wants to be told; null on a published page */
export function saveToken() {
  return /** @type {HTMLElement | null} */ (document.querySelector(SCRIPT))?.dataset.token ?? null;
}

/**
 * @param {string} token
 * @param {{name: string, text: string, replace: boolean}} view
 * @returns {Promise<{saved?: string, problem?: string, taken?: boolean}>}
 */
export async function saveInProject(token, view) {
  try {
    const answer = await fetch(ADDRESS, {
      method: "POST",
      headers: { "content-type": "application/json", "x-reportgen-token": token },
      body: JSON.stringify(view),
      credentials: "same-origin",
    });
    return await answer.json();
  } catch {
    return { problem: "the preview does not answer: is 'reportgen serve' still running?" };
  }
}
