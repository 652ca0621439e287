/** Adds maps to the layouts that every page has. */

import { FACES } from "../cells/faces.js";
import { ICONS } from "../cells/icons.js";
import { addFunction } from "../expr/index.js";
import { LAYOUT_CHECKS, PLOTS } from "../spec/layouts.js";
import { LAYOUTS } from "../spec/types.js";
import { LAYOUT_ANSWERS } from "../sql/answer.js";
import { plotSql } from "../sql/plots/print.js";
import { LAYOUT_SQL } from "../sql/print.js";
import { answerMap } from "./answer.js";
import { checkMap, MAP, MAP_OPTIONS } from "./check.js";
import { MapFace } from "./face.js";
import { INSIDE } from "./inside.js";

const MAP_ICONS = {
  pan: "M8 2v12M2 8h12M6 4l2-2 2 2M6 12l2 2 2-2M4 6 2 8l2 2M12 6l2 2-2 2",
  box: "M3 3h2M7 3h2M11 3h2v2M13 7v2M13 11v2h-2M9 13H7M5 13H3v-2M3 9V7M3 5V3",
  lasso: "M4.5 10.2C1 7.5 3.5 3 8.500 3s6 5 2 6.500-6 .5-6 2.300S6.500 14 5 14.500",
  plus: "M8 3.5v9M3.5 8h9",
  minus: "M3.5 8h9",
  whole: "M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10",
};

/** May be called more than once. */
export function installMaps() {
  PLOTS.options = [...new Set([...PLOTS.options, ...MAP_OPTIONS])];
  LAYOUT_CHECKS[MAP] = checkMap;
  LAYOUT_ANSWERS[MAP] = answerMap;
  LAYOUT_SQL[MAP] = plotSql;
  FACES[MAP] = MapFace;
  Object.assign(ICONS, MAP_ICONS);
  addFunction(INSIDE);
  if (!LAYOUTS.includes(MAP)) LAYOUTS.push(MAP);
}
