/** The script of pages whose tables hold media, mixed values or vectors: their cells, and what opens them large. */

import { installMedia } from "../../core/index.js";
import { createGallery } from "../table/gallery.js";
import { addHandlers } from "../table/handlers.js";

export function install() {
  installMedia();
  addHandlers(createGallery);
}
