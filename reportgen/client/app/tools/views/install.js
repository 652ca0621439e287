/** Saved views in the panel's menu. */

import { addPanelItems } from "../../table/items.js";
import { openMyViews } from "./list_dialog.js";
import { openSaveView } from "./save_dialog.js";

export function installViews() {
  addPanelItems("view", ({ live }) => [
    { label: "Save view…", run: () => openSaveView(live) },
    { label: "My views…", run: () => openMyViews(live) },
  ]);
}
