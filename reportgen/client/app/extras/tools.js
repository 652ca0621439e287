/** The script that pages load once their panels are alive: menus, dialogs and what else a reader works with. */

import { createCompletion } from "../editors/completion.js";
import { COMPLETION } from "../table/filter_box.js";
import { installColumns } from "../tools/columns/install.js";
import { installComparedItems } from "../tools/compare/install.js";
import { installGroupItems } from "../tools/groups/install.js";
import { installLinks } from "../tools/links/install.js";
import { installOverlayItems } from "../tools/overlays/install.js";
import { installRows } from "../tools/rows/install.js";
import { installScroll } from "../tools/scroll/install.js";
import { installViews } from "../tools/views/install.js";

export function install() {
  COMPLETION.create = createCompletion;
  installColumns();
  installRows();
  installLinks();
  installViews();
  installGroupItems();
  installComparedItems();
  installOverlayItems();
  installScroll();
}
