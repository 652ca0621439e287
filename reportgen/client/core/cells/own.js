/** Panels and cells that a project draws itself: where its modules do so once they are there. */

import { html } from "./html.js";
import { OWN } from "./faces.js";

/**
 * @typedef {import("./types/view.d.ts").View} View
 * @typedef {import("./types/view.d.ts").CellProps} CellProps
 * @typedef {import("./types/view.d.ts").Component} Component
 * @typedef {(element: Element | null, props: CellProps, kept: Record<string, any>) => void} DrawCell with the element when it
 *   is there or its value may have changed, with null when it is gone; `kept` is the same object for one cell
 * @typedef {{panel: (view: View) => boolean, cell: (path: string) => DrawCell | null}} Modules `panel` says whether its
 *   module draws a panel, `cell` gives what draws the cells of a module
 */

/** Components by what draws: the same every time, so that cells stay where they are. @type {WeakMap<DrawCell, Component>} */
const COMPONENTS = new WeakMap();

/** @param {Modules} modules */
export function installOwn(modules) {
  OWN.face = (view) => modules.panel(view) ? OwnFace : null;
  OWN.cell = (path) => {
    const draw = modules.cell(path);
    return draw && componentOf(draw);
  };
}

/** What the module draws into; its children are not ours. @param {{view: View}} props */
function OwnFace({ view }) {
  return html`<div key="own" class="rg-own" aria-busy=${view.busy ? "true" : undefined} />`;
}

/** @param {DrawCell} draw @returns {Component} */
function componentOf(draw) {
  const known = COMPONENTS.get(draw);
  if (known) return known;
  /**
   * @this {{kept?: Record<string, any>, element?: Element | null, ref?: (element: Element | null) => void, props: any}}
   * @param {CellProps} props
   */
  function OwnCell(props) {
    const kept = this.kept ??= {};
    this.ref ??= (element) => {
      this.element = element;
      draw(element, this.props, kept);
    };
    if (this.element) draw(this.element, props, kept);
    return html`<div key="own" class="rg-own-cell" ref=${this.ref} />`;
  }
  const made = /** @type {Component} */ (/** @type {unknown} */ (OwnCell));
  COMPONENTS.set(draw, made);
  return made;
}
