/** The core's public names: what the page and the build may call. */
export {
  address,
  BENEATH,
  cellOf,
  CELLS,
  classesOf,
  diffTexts,
  edgeText,
  Facts,
  FORMAT_KINDS,
  formatCell,
  formatNumber,
  formatsFor,
  formatShort,
  galleryCount,
  hasOverlays,
  html,
  icon,
  installFormats,
  installMarkdown,
  installMedia,
  installPivot,
  installSummaries,
  installViewers,
  lineOf,
  LineSample,
  numberText,
  Panel,
  planColumns,
  rangeText,
  readFormat,
  renderPanelHtml,
  Rows,
  SECONDS,
  SUMMARIES,
  Swatch,
  tileCount,
  Tiles,
  UNITS,
  writeFormat,
} from "./cells/index.js";
export {
  checkExpression,
  completions,
  holdsMedia,
  isMedia,
  quoteIdentifier,
  quoteText,
  writeName,
  writeText,
} from "./expr/index.js";
export { installPlots, PlotFace, renderPlotHtml } from "./plots/index.js";
export { binTerm } from "./sql/plots/edges.js";
export { asked as askedColumn } from "./spec/column_settings.js";
export { readColumnFilter, writeColumnFilter } from "./spec/column_filter.js";
export { CELL_SHARES } from "./spec/pivot.js";
export { showsOfColumn } from "./spec/shows.js";
export { specEdits } from "./spec/edits.js";
export { decodeView, encodeView } from "./spec/link.js";
export { searchedColumns, searchTerm } from "./spec/search.js";
export { normaliseSpec } from "./spec/normalise.js";
export { specFromOptions } from "./spec/options.js";
export { deriveColumn, refineSpec } from "./spec/refine.js";
export { statusText } from "./spec/status.js";
export { writeDirective, writeOptions, writePython } from "./spec/write.js";
export { answerPanel } from "./sql/answer.js";
export { answerSummaries, answerWhole, summaryForm } from "./sql/summaries.js";
export { groupRows, rowIds, rowPlace, rowsById } from "./sql/export.js";
export { checkFact, factQuery } from "./sql/fact.js";
export { galleryPage } from "./sql/gallery.js";
export { columnRange, keyRange } from "./sql/range.js";
export { panelSql } from "./sql/print.js";
export { viewQuery } from "./sql/query.js";
export { decodeFrame } from "./frame.js";
export { KEYS } from "./keys.js";
export { pack, unpack } from "./wire.js";
