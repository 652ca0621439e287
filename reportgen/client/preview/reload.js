/**
 * Added by `reportgen serve` to the pages that it shows, never to a built site: reloads the page when a new
 * build is there, and shows what is wrong when a build failed.
 */

/** @typedef {{version: string, problems: string|null}} State */

const OVERLAY = "reportgen-problems";

/** What a failed build looks like; set through the style objects, as the pages allow no inline styles. */
const OVERLAY_STYLE = {
  position: "fixed",
  inset: "auto 0 0 0",
  zIndex: "2147483647",
  margin: "0",
  padding: "16px 20px",
  maxHeight: "60vh",
  overflow: "auto",
  borderTop: "3px solid #d64545",
  background: "#1d1b1b",
  color: "#f6eded",
  font: "13px/1.5 ui-monospace, monospace",
  whiteSpace: "pre-wrap",
};

/** @param {string} problems */
function showProblems(problems) {
  hideProblems();
  const overlay = document.createElement("pre");
  overlay.id = OVERLAY;
  overlay.setAttribute("role", "alert");
  overlay.textContent = problems;
  Object.assign(overlay.style, OVERLAY_STYLE);
  document.body.append(overlay);
}

function hideProblems() {
  document.getElementById(OVERLAY)?.remove();
}

/** @param {string} shown the version of the site that this page is of */
function follow(shown) {
  const events = new EventSource("/__reportgen/events");
  events.onmessage = (event) => {
    /** @type {State} */
    const state = JSON.parse(event.data);
    if (state.version !== shown) location.reload();
    else if (state.problems) showProblems(state.problems);
    else hideProblems();
  };
  addEventListener("pagehide", () => events.close());
}

follow(document.currentScript?.dataset.version ?? "");
