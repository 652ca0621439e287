/** The script that pages load with the engine: what starts it, brings it the data and reads its answers. */

import { createSource } from "../data/source.js";
import { SOURCES } from "../data/waiting.js";

export function install() {
  SOURCES.create = createSource;
}
