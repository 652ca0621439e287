/** Adds what pages with linked panels and controls in the text draw and ask. */

import { BANDS, WHOLE } from "../faces.js";
import { LAYOUT_ANSWERS } from "../../sql/answer.js";
import { answerControl } from "../../sql/control.js";
import { SelectionChips } from "./chips.js";
import { Control } from "./control.js";

/** May be called more than once. */
export function installLinked() {
  if (!BANDS.includes(SelectionChips)) BANDS.push(SelectionChips);
  WHOLE.control = Control;
  LAYOUT_ANSWERS.control = answerControl;
}
