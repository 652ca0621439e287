/** Opens a medium in its live viewer: a dialog, and the viewer's script, which comes when it is first needed. */

import { address, icon, located, unpack } from "../../core/index.js";
import { openDialog } from "../ui/dialog.js";
import { html } from "../ui/html.js";

/**
 * @typedef {import("../../core/cells/types/media.d.ts").FileValue & {title?: string | null}} FileValue
 * @typedef {import("./types.d.ts").Viewer} Viewer
 * @typedef {{kind: string, column: string, rowKey: unknown, rowIndex: number}} Place
 */

/** The handler of cells that a viewer opens. @param {import("../table/panel.js").LivePanel} live */
export function createViewers(live) {
  /** @param {FileValue} value @param {Place} place @param {MouseEvent} event */
  function openViewer(value, place, event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey || !value.file) return;
    event.preventDefault();
    void show(live.overlays, value, place.kind, live.view().media);
  }
  return { openViewer };
}

/**
 * @param {Element} host
 * @param {FileValue} value
 * @param {string} kind
 * @param {string | undefined} media
 */
async function show(host, value, kind, media) {
  const url = address(media, value.file ?? "");
  const title = value.title || value.caption || TITLES[kind] || "File";
  /** @type {(() => void) | null} */
  let undo = null;
  let closed = false;
  const dialog = openDialog({
    host,
    title,
    className: "rg-dialog rg-viewer",
    bare: true,
    onClose() {
      closed = true;
      undo?.();
    },
  });
  const draw = (/** @type {unknown} */ message) => dialog.draw(frame(title, url, dialog.close, message));
  draw(html`<p class="rg-note" role="status">Loading the viewer…</p>`);
  const stage = /** @type {HTMLElement} */ (dialog.element.querySelector(".rg-viewer-body"));
  try {
    const format = value.format ?? "";
    const viewer = await viewerOf(kind, format);
    if (closed) return;
    undo = await viewer.mount(stage, { url, format, caption: value.caption ?? null, dark: isDark(stage) });
    if (closed) return undo();
    draw(null);
    /** @type {HTMLElement | null} */ (stage.querySelector("[tabindex]"))?.focus({ preventScroll: true });
  } catch (error) {
    if (!closed) draw(problem(messageOf(error), value, media));
  }
}

/** @type {Record<string, string>} */
const TITLES = { object3d: "3-D object", molecule: "Molecule", chart: "Chart" };

/**
 * @param {string} title
 * @param {string} url
 * @param {() => void} close
 * @param {unknown} message
 */
function frame(title, url, close, message) {
  return html`
    <div class="rg-viewer-head">
      <h2 dir="auto">${title}</h2>
      <a href=${url} download="">Download</a>
      <button type="button" class="rg-icon-button" aria-label="Close" autofocus
        onClick=${close}>${icon(
          "close",
        )}</button>
    </div>
    <div class="rg-viewer-body"></div>
    ${message}
  `;
}

/** Why there is no viewer, and the picture that there is. @param {string} message @param {FileValue} value @param {string | undefined} media */
function problem(message, value, media) {
  const src = value.thumb && address(media, value.thumb);
  return html`
    <p class="rg-viewer-problem" role="alert">${message}</p>
    ${src && html`<img class="rg-viewer-picture" src=${src} alt="" />`}
  `;
}

/** Scripts that were asked for, by address. @type {Map<string, Promise<void>>} */
const scripts = new Map();

/** @param {string} kind @param {string} format @returns {Promise<Viewer>} */
async function viewerOf(kind, format) {
  const { viewers = {}, root = "" } = unpack(document.getElementById("reportgen-page")?.textContent ?? "{}");
  const key = [`${kind}/${format}`, kind].find((one) => Object.hasOwn(viewers, one));
  if (!key) throw new Error(`There is no live viewer for this ${format || kind} file; it can be downloaded.`);
  const url = located(root + viewers[key]);
  if (!scripts.has(url)) scripts.set(url, loadScript(url));
  try {
    await scripts.get(url);
  } catch (error) {
    scripts.delete(url);
    throw error;
  }
  return /** @type {any} */ (globalThis).reportgen.viewers[key];
}

/** @param {string} url @returns {Promise<void>} */
function loadScript(url) {
  return new Promise((resolve, reject) => {
    const script = document.createElement("script");
    script.src = url;
    script.addEventListener("load", () => resolve());
    script.addEventListener("error", () => {
      script.remove();
      reject(new Error("The viewer could not be loaded. Opening it again tries once more."));
    });
    document.head.append(script);
  });
}

/** Whether text is lighter than half-way: then the page is dark. @param {Element} element */
function isDark(element) {
  const pen = /** @type {CanvasRenderingContext2D} */ (document.createElement("canvas").getContext("2d"));
  pen.fillStyle = getComputedStyle(element).color;
  pen.fillRect(0, 0, 1, 1);
  const [red, green, blue] = pen.getImageData(0, 0, 1, 1).data;
  return red + green + blue > 384;
}

/** @param {unknown} error */
function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}
