/** The script of pages with panels or cells that a project's own modules draw. */

import { installOwn } from "../../core/index.js";
import { addHandlers } from "../table/handlers.js";
import { createOwn, MODULES } from "../tools/own/install.js";

export function install() {
  installOwn(MODULES);
  addHandlers(createOwn);
}
