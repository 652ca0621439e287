/** The script of pages with maps: what answers and draws them, and what a pointer does on them. */

import { installMaps } from "../../core/index.js";
import { addHandlers } from "../table/handlers.js";
import { createMap } from "../map/map.js";

export function install() {
  installMaps();
  addHandlers(createMap);
}
