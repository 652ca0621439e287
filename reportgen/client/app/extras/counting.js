/** The script that counts in the page what is asked of the same columns again and again. */

import { openCounting } from "../data/counting.js";
import { SOURCES } from "../data/waiting.js";

export function install() {
  SOURCES.counting = openCounting;
}
