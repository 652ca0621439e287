/** The core's public names: what the page and the build may call. */
export {
  CELLS,
  edgeText,
  formatCell,
  formatNumber,
  formatShort,
  galleryCount,
  html,
  icon,
  Panel,
  rangeText,
  renderPanelHtml,
  SUMMARIES,
} from "./cells/index.js";
export {
  checkExpression,
  completions,
  quoteIdentifier,
  quoteText,
  writeName,
  writeText,
} from "./expr/index.js";
export { specEdits } from "./spec/edits.js";
export { decodeView, encodeView } from "./spec/link.js";
export { normaliseSpec } from "./spec/normalise.js";
export { specFromOptions } from "./spec/options.js";
export { statusText } from "./spec/status.js";
export { answerPanel } from "./sql/answer.js";
export { checkFact, factQuery } from "./sql/fact.js";
export { galleryPage } from "./sql/gallery.js";
export { panelSql } from "./sql/print.js";
export { decodeFrame } from "./frame.js";
export { pack, unpack } from "./wire.js";
