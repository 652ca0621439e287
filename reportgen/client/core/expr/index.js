/** The expression language: what the rest of the core uses of it. */

export { checkExpression } from "./check.js";
export { completions } from "./complete.js";
export { addFunction, findFunction, FUNCTIONS, signature } from "./functions.js";
export { isGlob, matchGlob } from "./glob.js";
export { holdsMedia, isMedia } from "./media.js";
export { parseExpression } from "./parse.js";
export { parseList } from "./parse_list.js";
export { printExpression } from "./print.js";
export { printSql } from "./print_sql.js";
export {
  columnSql,
  isBareName,
  keyType,
  quoteIdentifier,
  quoteText,
  toCellSql,
  toKeySql,
  writeName,
  writeText,
} from "./quote.js";
export { didYouMean, nearest } from "./suggest.js";
