/** The script of pages that stand in frames: their height, their theme, and one engine for all of them. */

import { tellHeight } from "../embed/height.js";
import { shareSource } from "../embed/sharing.js";
import { followTheme } from "../embed/theme.js";

export function install() {
  followTheme();
  tellHeight();
  shareSource();
}
