/** The script of a site that is one file: where its files are, and which of its pages is shown. */

import { carriedFiles, followCarried } from "../single/carried.js";
import { turnPages } from "../single/pages.js";

export function install() {
  const find = carriedFiles(document);
  Object.assign(globalThis, { reportgenCarried: find });
  followCarried(document, find);
  turnPages(document);
}
