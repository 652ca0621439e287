/** The files that a page brings with it: as text in elements of their own, or where they are shown. */

const ENGINE = "assets/engine/";

/** @typedef {{text: string, kind: string | null}} Carried Base64; or, without a kind, an address that holds the file */

/**
 * Takes note of all carried files and gives each an address when it is first asked for.
 * @param {Document} document
 * @returns {(path: string) => string | null} the address of a file by its path in the site
 */
export function carriedFiles(document) {
  /** @type {Map<string, Carried>} */
  const files = new Map();
  for (const element of document.querySelectorAll("[data-file]")) {
    const path = element.getAttribute("data-file") ?? "";
    if (files.has(path)) continue;
    const kind = element.getAttribute("data-kind");
    files.set(path, { text: (kind ? element.textContent : element.getAttribute("src")) ?? "", kind });
    if (kind) element.remove();
  }
  const others = sharedFiles(files);
  return (path) => {
    const shared = others?.get(path);
    if (shared && !files.has(path)) files.set(path, { ...shared });
    const file = files.get(path);
    if (!file) return null;
    if (file.kind) {
      file.text = URL.createObjectURL(new Blob([bytesOf(file.text)], { type: file.kind }));
      file.kind = null;
    }
    return file.text;
  };
}

/**
 * What frames of one document, such as the views of a notebook, have in common: one of them brings the engine.
 * @param {Map<string, Carried>} files of this page
 * @returns {Map<string, Carried> | null} those of the engine that the document's frames have brought
 */
function sharedFiles(files) {
  if (parent === globalThis.window) return null;
  try {
    const around = /** @type {{reportgenEngine?: Map<string, Carried>}} */ (/** @type {unknown} */ (parent));
    around.reportgenEngine ??= new Map();
    for (const [path, file] of files) {
      if (path.startsWith(ENGINE)) around.reportgenEngine.set(path, { ...file });
    }
    return around.reportgenEngine;
  } catch {
    return null; // the document around is another site's
  }
}

/**
 * @param {string} text Base64
 * @returns {Uint8Array<ArrayBuffer>}
 */
function bytesOf(text) {
  const native = /** @type {{fromBase64?: (text: string) => Uint8Array<ArrayBuffer>}} */ (
    /** @type {unknown} */ (Uint8Array)
  ).fromBase64;
  return native ? native.call(Uint8Array, text) : Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}

/**
 * Lets links to carried files lead to them.
 * @param {Document} document
 * @param {(path: string) => string | null} find
 */
export function followCarried(document, find) {
  const lead = (/** @type {Event} */ event) => {
    const link = /** @type {Element} */ (event.target).closest?.("a[href]");
    const path = link?.getAttribute("href") ?? "";
    const address = link && find(path);
    if (!address) return;
    link.setAttribute("href", address);
    if (!/^image|^text|pdf$/.test(kindOf(path)) && !link.hasAttribute("download")) {
      link.setAttribute("download", path.split("/").pop() ?? "");
    }
  };
  for (const kind of ["click", "auxclick", "contextmenu"]) document.addEventListener(kind, lead, true);
}

/** What a browser shows by itself. @param {string} path */
function kindOf(path) {
  const ending = path.split(".").pop() ?? "";
  return /^(png|jpe?g|gif|webp|svg|avif)$/.test(ending)
    ? "image"
    : /^(txt|html?|csv|md)$/.test(ending)
    ? "text"
    : ending;
}
