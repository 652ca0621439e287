/** The script of pages whose tables hold what live viewers show: its cells, and what opens the viewers. */

import { installViewers } from "../../core/index.js";
import { addHandlers } from "../table/handlers.js";
import { createViewers } from "../viewers/open.js";

export function install() {
  installViewers();
  addHandlers(createViewers);
}
