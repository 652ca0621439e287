/** The script of pages whose panels are plots: what answers and draws them, and what a click on a mark does. */

import { installPlots } from "../../core/index.js";
import { addHandlers } from "../table/handlers.js";
import { createPlots } from "../table/plots.js";

export function install() {
  installPlots();
  addHandlers(createPlots);
}
