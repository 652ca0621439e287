/** The script of pages with panels that share a selection, and with controls in their text. */

import { installLinked } from "../../core/index.js";
import { addHandlers } from "../table/handlers.js";
import { createLinked } from "../tools/linked/install.js";

export function install() {
  installLinked();
  addHandlers(createLinked);
}
