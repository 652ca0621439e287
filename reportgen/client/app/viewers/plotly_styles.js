/** Runs before Plotly's script: how its rules and styles stand on a page that allows neither elements nor attributes. */

import { make } from "./parts.js";

const RULES = "plotly.js-style-global";
/** The rules of its maps, which are not shown here; it adds them unless an element of this name is there. */
const MAP_RULES = "9f215cf04c5486422605d13261cb87401f4e7763b6296af81e98efbc0130da53";

/** Plotly looks for an element by name and adds to that one's sheet: this one's is made by script. */
export function prepare() {
  if (document.getElementById(RULES)) return;
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets.push(sheet);
  const holder = make("template", { id: RULES });
  Object.defineProperty(holder, "sheet", { value: sheet });
  document.head.append(holder, make("template", { id: MAP_RULES }));
  const { setAttribute } = Element.prototype;
  /** A style given as an attribute is set by script instead, to the same effect. @param {string} name @param {string} value */
  Element.prototype.setAttribute = function (name, value) {
    const styled = name === "style" && "style" in this;
    if (styled) /** @type {HTMLElement} */ (/** @type {unknown} */ (this)).style.cssText = value;
    else setAttribute.call(this, name, value);
  };
}
