/** Adds the cells of what live viewers show to those that every page has. */

import { CELLS } from "../registry.js";
import { ChartCell, MoleculeCell, Object3dCell } from "./preview.js";

/** May be called more than once; after `installMedia`, whose cells it replaces. */
export function installViewers() {
  Object.assign(CELLS, { object3d: Object3dCell, molecule: MoleculeCell, chart: ChartCell });
}
