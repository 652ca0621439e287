/** The data source of a page that was opened from disk: there is none. */

import { staticError } from "../engine/errors.js";

/** @typedef {import("./source.js").Source} Source */

const REASON = "this page was opened from disk, where browsers do not let it load data; " +
  "serve its folder over HTTP to filter, sort and group";

/** @returns {Source} */
export function diskSource() {
  const refuse = () => Promise.reject(staticError(REASON));
  return {
    open: refuse,
    ask: refuse,
    askAll: refuse,
    improve() {},
    progress: () => ({ done: 0, total: 0, label: "" }),
    onProgress() {},
  };
}
