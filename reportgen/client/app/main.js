/** The page's script: brings every panel of the page to life. */

import { unpack } from "../core/index.js";
import { diskSource } from "./data/disk.js";
import { waitingSource } from "./data/waiting.js";
import { COMPARED } from "./table/compared.js";
import { createPanel } from "./table/panel.js";
import { createHandlers } from "./table/handlers.js";
import { lateScripts } from "./table/late.js";
import { addressFollower } from "./table/links.js";
import { publicPanel } from "./table/public.js";

/**
 * @typedef {import("./table/panel.js").LivePanel} LivePanel
 * @typedef {import("./table/panel.js").Entry} Entry
 * @typedef {import("./data/source.js").Page} Page
 * @typedef {import("./data/source.js").Source} Source
 */

/** Tables up to this size (bytes) are fetched when the page is idle; larger ones wait for a first touch. */
const FETCH_UNASKED = 128 << 20;

/**
 * Starts what the page's data element describes. A panel that fails does not keep the others from starting.
 * @param {Document} document
 */
export function start(document) {
  const data = document.getElementById("reportgen-page");
  if (!data?.textContent) return;
  /** @type {Page & {panels: Record<string, Entry>, late: string[], carried?: boolean}} */
  const page = unpack(data.textContent);
  const fromDisk = location.protocol === "file:" && !page.carried;
  const scripts = (/** @type {string[]} */ paths) =>
    lateScripts(document, paths.map((path) => page.root + path));
  const source = fromDisk ? diskSource() : waitingSource(page, scripts([page.engine.script]));
  const late = scripts(page.late);
  /** @type {Map<string, LivePanel>} */
  const panels = new Map();
  for (const [id, entry] of Object.entries(page.panels)) {
    const figure = document.getElementById(id);
    if (!figure) continue;
    try {
      panels.set(id, startPanel(figure, entry, page, source, late));
    } catch (error) {
      figure.dataset.state = "error";
      reportError(error);
    }
  }
  const follow = addressFollower(panels, late);
  follow();
  addEventListener("hashchange", follow);
  const light = [...panels.values()].filter((live) => fromDisk || isLight(live));
  whenIdle(() => {
    late().catch(() => {}); // tried again when somebody needs it
    loadInTurn(light);
  });
}

/**
 * @param {HTMLElement} figure
 * @param {Entry} entry
 * @param {Page} page
 * @param {Source} source
 * @param {() => Promise<void>} late
 * @returns {LivePanel}
 */
function startPanel(figure, entry, page, source, late) {
  const schema = page.tables[entry.relations[0]];
  const context = { source, schema, media: page.root + (schema.media ?? "media/") };
  const several = entry.relations.length > 1 && COMPARED.context;
  const live = createPanel(figure, entry, several ? several(context, entry, page) : context);
  const { handlers, adopt } = createHandlers(live, late);
  const box = /** @type {HTMLInputElement | null} */ (figure.querySelector(".rg-filter-input"));
  const text = box?.value ?? "";
  const early = box === document.activeElement && text !== (entry.spec.filter ?? "");
  live.handle(handlers);
  if (early) adopt(text);
  Object.defineProperty(figure, "panel", { value: publicPanel(live), enumerable: true });
  const touched = () => {
    late().catch(() => {}); // tried again when somebody needs it
    live.load();
  };
  for (const kind of ["pointerdown", "keydown", "focusin"]) {
    figure.addEventListener(kind, touched, { once: true });
  }
  return live;
}

/** @param {LivePanel[]} panels */
async function loadInTurn(panels) {
  for (const live of panels) await live.load();
}

/**
 * Whether a panel's data may be fetched before anybody asks for it.
 * @param {LivePanel} live
 */
function isLight({ schema }) {
  const { connection } = /** @type {{connection?: {saveData?: boolean}}} */ (navigator);
  const bytes = schema.files.reduce((sum, file) => sum + file.bytes, 0);
  return bytes <= FETCH_UNASKED && !connection?.saveData;
}

/** @param {() => void} work */
function whenIdle(work) {
  const idle = () =>
    "requestIdleCallback" in globalThis
      ? requestIdleCallback(work, { timeout: 2000 })
      : setTimeout(work, 200);
  if (document.readyState === "complete") idle();
  else addEventListener("load", idle, { once: true });
}
