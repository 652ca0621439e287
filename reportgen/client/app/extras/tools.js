/** The script that pages load once their panels are alive: menus, dialogs and what else a reader works with. */

import { createCompletion } from "../editors/completion.js";
import { COMPLETION } from "../table/filter_box.js";
import { installColumns } from "../tools/columns/install.js";
import { installGroupItems } from "../tools/groups/install.js";
import { installOverlayItems } from "../tools/overlays/install.js";
import { installRows } from "../tools/rows/install.js";

export function install() {
  COMPLETION.create = createCompletion;
  installColumns();
  installRows();
  installGroupItems();
  installOverlayItems();
}
