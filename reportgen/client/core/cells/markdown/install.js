/** Adds the cells of Markdown to those that every page has. */

import { CELLS } from "../registry.js";
import { MarkdownCell } from "./cell.js";

/** May be called more than once. */
export function installMarkdown() {
  CELLS.markdown = MarkdownCell;
}
