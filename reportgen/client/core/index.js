/** The core's public names: what the page and the build may call. */
export {
  address,
  BENEATH,
  cellOf,
  CELLS,
  classesOf,
  CURRENCIES,
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
  installComparison,
  installFormats,
  installMarkdown,
  installMedia,
  installOwn,
  installPivot,
  installSummaries,
  installViewers,
  lineOf,
  LineSample,
  MARKS,
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
  usualDecimals,
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
export { installMaps } from "./maps/install.js";
export { mapPoints } from "./maps/answer.js";
export { fitted as fittedMap } from "./maps/drawing.js";
export { readSight, writeSight } from "./maps/sight.js";
export { seriesOf as seriesOfMap } from "./maps/series.js";
export { readPolygon, writePolygon } from "./maps/inside.js";
export { readHidden, writeHidden } from "./maps/hidden.js";
export { projectedColumns } from "./maps/projected.js";
export {
  answerComparison,
  askComparison,
  checkComparedFact,
  COMPARE_OPTIONS,
  comparedFact,
  compareEdits,
  compareHead,
  compareOptions,
  compareSchema,
  compareSpec,
  comparisonQuery,
  comparisonSql,
  defaultLabels,
  deltaColumns,
  differTerms,
  hasDeltas,
  installCompare,
  matchRows,
  outcomeColumns,
  outcomeTerms,
  placeBeside,
  sharedColumns,
  sliceQuery,
  wayColumns,
} from "./compare/index.js";
export { installPlots, PlotFace, renderPlotHtml } from "./plots/index.js";
export { binTerm } from "./sql/plots/edges.js";
export { asked as askedColumn } from "./spec/column_settings.js";
export { readColumnFilter, writeColumnFilter } from "./spec/column_filter.js";
export { limitPlace, limitText, readLimit } from "./spec/limits.js";
export { CELL_SHARES } from "./spec/pivot.js";
export { showsOfColumn } from "./spec/shows.js";
export { specEdits } from "./spec/edits.js";
export { covers, leadTerm, spanTerm, withTerm } from "./spec/span.js";
export { fromBase64, toBase64 } from "./spec/base64.js";
export { decodeView, encodeView } from "./spec/link.js";
export { namesAlone, renumbered } from "./spec/names_alone.js";
export { searchedColumns, searchTerm } from "./spec/search.js";
export { normaliseSpec } from "./spec/normalise.js";
export { specDifference } from "./spec/difference.js";
export { specFromOptions } from "./spec/options.js";
export { deriveColumn, refineSpec } from "./spec/refine.js";
export { statusText } from "./spec/status.js";
export { writeDirective, writeOptions, writePython } from "./spec/write.js";
export { viewName, writeViewFile } from "./spec/view_file.js";
export { answerPanel, BRUSHED } from "./sql/answer.js";
export { answerSummaries, answerWhole, summaryForm } from "./sql/summaries.js";
export { groupRows, rowIds, rowPlace, rowsById } from "./sql/export.js";
export { checkFact, factQuery } from "./sql/fact.js";
export { keptBy, keptSchema } from "./sql/selection.js";
export { installLinked } from "./cells/linked/install.js";
export { galleryPage } from "./sql/gallery.js";
export { columnRange, keyRange } from "./sql/range.js";
export { panelSql } from "./sql/print.js";
export { viewQuery } from "./sql/query.js";
export { tableForm } from "./sql/table_form.js";
export { isWhole, rowCells, rowPlaces } from "./sql/places.js";
export { countFrame, isCountable, refsOf } from "./count/answer.js";
export { keptCodes, keptNumbers, tellsApart } from "./count/numbers.js";
export { formOf, listSql, orderSql, rowsSql, valuesSql } from "./count/read.js";
export { decodeFrame, decodeLists } from "./frame.js";
export { KEYS } from "./keys.js";
export { pictureOf } from "./picture/picture.js";
export { located } from "./located.js";
export { pack, unpack } from "./wire.js";
