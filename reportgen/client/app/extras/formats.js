/** The script of formats: how cells are written that a spec says it of, and the dialog of a column's settings. */

import { installFormats } from "../../core/index.js";
import { addHandlers } from "../table/handlers.js";
import { createFormats } from "../tools/formats/install.js";

export function install() {
  installFormats();
  addHandlers(createFormats);
}
