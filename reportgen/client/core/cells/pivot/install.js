/** Adds pivots, and groups that are ranges, to what every page has. */

import { LAYOUT_ANSWERS } from "../../sql/answer.js";
import { answerPivot } from "../../sql/pivot.js";
import { pivotForm } from "../../sql/pivot_form.js";
import { TABLE_FORMS } from "../../sql/table_form.js";
import { checkPivot } from "../../spec/pivot.js";
import { PIVOTS } from "../../spec/layouts.js";
import { FACES } from "../faces.js";
import { CELLS } from "../registry.js";
import { StepCell } from "../steps.js";
import { PivotFace } from "./face.js";

/** May be called more than once. */
export function installPivot() {
  PIVOTS.check = checkPivot;
  CELLS.step = StepCell;
  LAYOUT_ANSWERS.pivot = answerPivot;
  TABLE_FORMS.pivot = pivotForm;
  FACES.pivot = PivotFace;
}
