/** Adds the cells of media, and of values with parts, to those that every page has. */

import { checkGallery, GALLERY, IMAGE } from "../../spec/gallery.js";
import { LAYOUT_CHECKS, PLOTS } from "../../spec/layouts.js";
import { installOverlays } from "../../spec/overlays.js";
import { LAYOUTS } from "../../spec/types.js";
import { FACES, TOOLS } from "../faces.js";
import { ICONS } from "../icons.js";
import { CELLS, HINTS, SUMMARIES } from "../registry.js";
import { AudioCell } from "./audio.js";
import { CountsCell } from "./counts.js";
import { GalleryCell } from "./gallery.js";
import { GridFace } from "./grid.js";
import { MEDIA_ICONS } from "./icons.js";
import { ImageCell } from "./image.js";
import { LayoutSwitch } from "./layout_switch.js";
import { ImageHint } from "./legend.js";
import { PageCell } from "./page.js";
import { MixedCell, PartsCell } from "./parts.js";
import { VectorCell } from "./vector.js";
import { VideoCell } from "./video.js";

/** @type {Record<string, import("../types/view.d.ts").Component>} */
const MEDIA_CELLS = {
  image: ImageCell,
  audio: AudioCell,
  video: VideoCell,
  html: PageCell,
  histogram: CountsCell,
  parts: PartsCell,
  mixed: MixedCell,
  vector: VectorCell,
};

/** May be called more than once. */
export function installMedia() {
  Object.assign(CELLS, MEDIA_CELLS);
  Object.assign(ICONS, MEDIA_ICONS);
  Object.assign(HINTS, { image: ImageHint });
  SUMMARIES.gallery = GalleryCell;
  installOverlays();
  FACES[GALLERY] = GridFace;
  LAYOUT_CHECKS[GALLERY] = checkGallery;
  if (!LAYOUTS.includes(GALLERY)) LAYOUTS.push(GALLERY);
  if (!PLOTS.options.includes(IMAGE)) PLOTS.options.push(IMAGE);
  if (!TOOLS.includes(LayoutSwitch)) TOOLS.push(LayoutSwitch);
}
