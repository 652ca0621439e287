/** The script of pages that compare tables: what answers and draws several, and what switches them. */

import { installCompare, installComparison } from "../../core/index.js";
import { compareContext } from "../compare/context.js";
import { createComparison } from "../compare/handlers.js";
import { COMPARED } from "../table/compared.js";
import { addHandlers } from "../table/handlers.js";

export function install() {
  installCompare();
  installComparison();
  COMPARED.context = compareContext;
  addHandlers(createComparison);
}
