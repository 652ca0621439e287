/** Comparison joins the core: the build calls this at its start, the page from the script of comparisons. */

import { MEMBERS } from "../expr/check_names.js";
import { addFunction } from "../expr/functions.js";
import { readMember } from "./address.js";
import { COMPARE_FUNCTIONS } from "./functions.js";

/** Members can be addressed in expressions, and asked together. */
export function installCompare() {
  MEMBERS.read = readMember;
  for (const row of COMPARE_FUNCTIONS) addFunction(row);
}
