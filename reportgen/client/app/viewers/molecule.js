/** The live viewer of molecules. The vendored script defines `$3Dmol`. */

import { counted, drawingCanvas, make, onKeys, release, toolbar } from "./parts.js";
import { readText } from "./read.js";

/** Formats as they are logged: what the library calls them. @type {Record<string, string>} */
const FORMATS = {
  pdb: "pdb",
  pqr: "pqr",
  cif: "cif",
  mcif: "cif",
  mmcif: "cif",
  sdf: "sdf",
  sd: "sdf",
  mol: "sdf",
  mol2: "mol2",
  gro: "gro",
  xyz: "xyz",
};

const KEYS = "Drag to turn, scroll to zoom; arrow keys, + and - do the same, 0 resets.";
const TURN = 10;
/** Residues that a ribbon can be drawn along. */
const RIBBON = 4;

/** @type {Record<string, Record<string, unknown>>} */
const STYLES = {
  Cartoon: { cartoon: { color: "spectrum" } },
  Sticks: { stick: { radius: 0.15 }, sphere: { scale: 0.25 } },
  Spheres: { sphere: {} },
  Lines: { line: {} },
};

/** @type {import("./types.d.ts").Mount} */
export async function mount(element, { url, format, caption }) {
  if (!Object.hasOwn(FORMATS, format)) {
    const known = Object.keys(FORMATS).join(", ");
    throw new Error(`There is no viewer for '${format}' files; it shows ${known}.`);
  }
  const text = await readText(url);
  release(drawingCanvas("").canvas);
  const stage = make("div", { class: "rg-viewer-stage", tabindex: "0", role: "img" });
  const view = make("div", { class: "rg-viewer-view" }, stage);
  element.append(view);
  try {
    return show(element, view, stage, text, FORMATS[format], caption);
  } catch (error) {
    view.remove();
    throw error;
  }
}

/**
 * @param {HTMLElement} element
 * @param {HTMLElement} view
 * @param {HTMLElement} stage
 * @param {string} text
 * @param {string} format
 * @param {string | null} caption
 */
function show(element, view, stage, text, format, caption) {
  const library = /** @type {any} */ (globalThis).$3Dmol;
  const viewer = library.createViewer(stage, { backgroundAlpha: 0, antialias: true });
  const model = viewer.addModel(text, format);
  const atoms = model.selectedAtoms({});
  if (!atoms.length) throw new Error("The file has no atoms, or is not in the format that it says.");
  const words = counted(atoms.length, "atom");
  stage.setAttribute("aria-label", `${caption || "Molecule"}: ${words}. ${KEYS}`);
  const draw = (/** @type {string} */ style) => {
    viewer.setStyle({}, STYLES[style]);
    if (style === "Cartoon") viewer.setStyle({ hetflag: true }, STYLES.Sticks);
    viewer.render();
  };
  const reset = () => viewer.zoomTo() && viewer.render();
  onKeys(stage, keysOf(viewer, reset));
  const backbone = atoms.filter((/** @type {any} */ atom) => atom.atom === "CA" && !atom.hetflag);
  const styles = Object.keys(STYLES).filter((name) => name !== "Cartoon" || backbone.length >= RIBBON);
  const bar = toolbar("View", [
    ["Reset view", reset],
    ...styles.map((name) => /** @type {[string, () => void]} */ ([name, () => draw(name)])),
  ]);
  bar.append(make("span", { class: "rg-note" }, words));
  element.append(bar);
  draw(styles[0]);
  reset();
  return () => {
    viewer.clear();
    viewer.spin(false);
    release(stage.querySelector("canvas"));
    view.remove();
    bar.remove();
  };
}

/** @param {any} viewer @param {() => void} reset @returns {Record<string, () => void>} */
function keysOf(viewer, reset) {
  const turn = (/** @type {number} */ angle, /** @type {string} */ axis) => () => viewer.rotate(angle, axis);
  const zoom = (/** @type {number} */ factor) => () => viewer.zoom(factor);
  return {
    ArrowLeft: turn(-TURN, "y"),
    ArrowRight: turn(TURN, "y"),
    ArrowUp: turn(-TURN, "x"),
    ArrowDown: turn(TURN, "x"),
    "+": zoom(1.15),
    "=": zoom(1.15),
    "-": zoom(1 / 1.15),
    "0": reset,
    Home: reset,
  };
}
