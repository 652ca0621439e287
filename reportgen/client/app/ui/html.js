/** The template tag and the renderer of overlays. */

// @ts-types="../../core/cells/types/preact.d.ts"
import { hydrate, render } from "preact";

export { html } from "../../core/index.js";
export const draw = render;
export const takeOver = hydrate;
