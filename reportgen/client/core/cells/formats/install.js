/** Adds formats to what every page knows. */

import { FORMATS } from "../../formats.js";
import { CELLS } from "../registry.js";
import { asksOfFormats } from "./asks.js";
import { checkFormats } from "./check.js";
import { DifferenceCell } from "./difference.js";
import { JsonCell } from "./json.js";
import { formatOf } from "./known.js";
import { MomentPartCell } from "./moment.js";
import { momentText } from "./moments.js";
import { BarCell, ScaleCell, WrittenCell } from "./number.js";
import { numberText } from "./numbers.js";
import { CodeCell, LinkCell, PlainCell } from "./textual.js";

/** @typedef {import("../types/view.d.ts").Component} Component */

/** @type {Record<string, Component>} */
const FORMAT_CELLS = {
  bar: BarCell,
  scale: ScaleCell,
  date: MomentPartCell,
  datetime: MomentPartCell,
  time: MomentPartCell,
  plain: PlainCell,
  json: JsonCell,
  code: CodeCell,
  link: LinkCell,
  diff: DifferenceCell,
  changes: PlainCell,
};

/** May be called more than once. */
export function installFormats() {
  FORMATS.check = checkFormats;
  FORMATS.asks = asksOfFormats;
  FORMATS.cell = ({ format }) => {
    const name = formatOf(format ?? "")?.name;
    if (name === undefined) return undefined;
    return name === "markdown" ? CELLS.markdown ?? PlainCell : FORMAT_CELLS[name] ?? WrittenCell;
  };
  FORMATS.changes = (text) => {
    const format = formatOf(text);
    return format?.name === "changes" ? format.marks ?? "words" : null;
  };
  FORMATS.text = (value, text) => {
    const format = formatOf(text);
    return format && (numberText(value, format.inner ?? format) ?? momentText(value, format));
  };
}
