/**
 * Added by `reportgen serve` to the pages that it shows, never to a built site: reloads the page when a new
 * build is there, with what the reader had changed, and shows what is wrong when a build failed.
 */

/**
 * @typedef {{version: string, problems: string|null}} State
 * @typedef {{row?: number, selected?: number[]}} Place
 * @typedef {{changed: Record<string, unknown>, place: Place, top: number, left: number}} Kept of one panel
 * @typedef {HTMLElement & {panel: {spec: Record<string, unknown>, apply: (part: object) => Promise<void>}}} Figure
 */

const OVERLAY = "reportgen-problems";
/** Where a page keeps, over a reload, what the reader had changed. */
const KEPT = `reportgen-kept ${location.pathname}`;
/** How long (ms) the page's scripts may take to put back an open row. */
const PATIENCE = 20_000;

/** What a failed build looks like; set through the style objects, as the pages allow no inline styles. */
const STYLES = {
  overlay: {
    position: "fixed",
    inset: "auto 0 0 0",
    zIndex: "2147483647",
    margin: "0",
    padding: "14px 20px 16px",
    maxHeight: "60vh",
    overflow: "auto",
    borderTop: "3px solid #d64545",
    background: "#1d1b1b",
    color: "#f6eded",
    font: "13px/1.5 ui-monospace, monospace",
  },
  head: {
    display: "flex",
    justifyContent: "space-between",
    gap: "20px",
    font: "600 14px/1.5 system-ui, sans-serif",
  },
  close: {
    font: "inherit",
    color: "inherit",
    background: "none",
    border: "1px solid #8d7f7f",
    borderRadius: "4px",
  },
  problem: { margin: "10px 0 0", whiteSpace: "pre-wrap", font: "inherit" },
  first: { color: "#ff9d9d", fontWeight: "600" },
};

/**
 * @param {keyof HTMLElementTagNameMap} tag
 * @param {keyof typeof STYLES} style
 * @param {(Node | string)[]} children
 */
function made(tag, style, ...children) {
  const element = document.createElement(tag);
  Object.assign(element.style, STYLES[style]);
  element.append(...children);
  return element;
}

/** @param {string} problems as the terminal shows them: place, sentence, the line, a caret; an empty line between two */
function showProblems(problems) {
  hideProblems();
  const entries = problems.split(/\n{2,}(?=\S[^\n]*: (?:error|warning)\[)/);
  const close = made("button", "close", "Close");
  close.addEventListener("click", hideProblems);
  const title = made("strong", "head", "Not built. The page shows the last site that was.");
  const overlay = made("div", "overlay", made("div", "head", title, close));
  for (const entry of entries) {
    const [first, ...rest] = entry.split("\n");
    overlay.append(made("pre", "problem", made("span", "first", first), ["", ...rest].join("\n")));
  }
  overlay.id = OVERLAY;
  overlay.setAttribute("role", "alert");
  document.body.append(overlay);
}

function hideProblems() {
  document.getElementById(OVERLAY)?.remove();
}

/** Puts aside what the reader has changed, for the page that comes next at this address. */
function keep() {
  /** @type {Record<string, Kept>} */
  const kept = {};
  for (const figure of figures()) {
    const author = authors()[figure.id]?.spec;
    const { spec } = figure.panel;
    if (!author) continue;
    const names = new Set([...Object.keys(author), ...Object.keys(spec)]);
    const changed = [...names].filter((name) => JSON.stringify(spec[name]) !== JSON.stringify(author[name]));
    const note = new CustomEvent("reportgen:keep", { detail: /** @type {{place?: Place}} */ ({}) });
    figure.dispatchEvent(note);
    const region = figure.querySelector(".rg-region");
    kept[figure.id] = {
      changed: Object.fromEntries(changed.map((name) => [name, spec[name] ?? null])),
      place: note.detail.place ?? {},
      top: region?.scrollTop ?? 0,
      left: region?.scrollLeft ?? 0,
    };
  }
  const page = { x: scrollX, y: scrollY, kept };
  sessionStorage.setItem(KEPT, JSON.stringify(page));
}

/** Puts back what was put aside; what the new page cannot show any more is left out. */
function putBack() {
  const text = sessionStorage.getItem(KEPT);
  sessionStorage.removeItem(KEPT);
  if (!text) return;
  const { x, y, kept } = JSON.parse(text);
  scrollTo({ left: x, top: y, behavior: "instant" });
  for (const figure of figures()) if (kept[figure.id]) restore(figure, kept[figure.id], { x, y });
}

/**
 * @param {Figure} figure
 * @param {Kept} kept
 * @param {{x: number, y: number}} page
 */
async function restore(figure, { changed, place, top, left }, page) {
  if (Object.keys(changed).length) await figure.panel.apply(changed).catch(() => {});
  const region = figure.querySelector(".rg-region");
  region?.scrollTo({ top, left, behavior: "instant" });
  scrollTo({ left: page.x, top: page.y, behavior: "instant" });
  if (place.row === undefined && !place.selected?.length) return;
  const end = performance.now() + PATIENCE;
  const ask = () => {
    const event = new CustomEvent("reportgen:restore", { detail: { place }, cancelable: true });
    // The script that opens rows comes late; it says that it has heard.
    if (figure.dispatchEvent(event) && performance.now() < end) setTimeout(ask, 100);
  };
  ask();
}

/** @returns {Figure[]} the panels that are alive */
function figures() {
  const all = /** @type {NodeListOf<Figure>} */ (document.querySelectorAll("figure[data-panel]"));
  return [...all].filter((figure) => figure.panel);
}

/** @returns {Record<string, {spec: Record<string, unknown>}>} the authors' views */
function authors() {
  return JSON.parse(document.getElementById("reportgen-page")?.textContent ?? "{}").panels ?? {};
}

/** @param {string} shown the version of the site that this page is of */
function follow(shown) {
  const events = new EventSource("/__reportgen/events");
  events.onmessage = (event) => {
    /** @type {State} */
    const state = JSON.parse(event.data);
    if (state.version !== shown) {
      keep();
      location.reload();
    } else if (state.problems) showProblems(state.problems);
    else hideProblems();
  };
  addEventListener("pagehide", () => events.close());
}

addEventListener("load", putBack);
follow(document.currentScript?.dataset.version ?? "");
