/** A panel's view as something to keep: its link, its directive, its file. */

import { specDifference, writeDirective, writeViewFile } from "../../../core/index.js";
import { viewAddress } from "../links/address.js";

/** @typedef {import("../../table/panel.js").LivePanel} LivePanel */
/** @typedef {import("./kept.js").KeptView} KeptView */
/** @typedef {{name: string, title: string, description: string, note: string}} Said */

/** The address of the site that the page is of. */
export function siteRoot() {
  const data = document.getElementById("reportgen-page")?.textContent ?? "{}";
  const { root = "./" } = JSON.parse(data);
  return new URL(root, document.baseURI).href;
}

/**
 * @param {LivePanel} live
 * @param {Said} said
 * @returns {Promise<KeptView>}
 */
export async function viewFacts(live, said) {
  const { spec } = live.view();
  const schema = live.schemaFor(spec);
  const root = siteRoot();
  const address = await viewAddress(live);
  return {
    ...said,
    panel: live.figure.id,
    page: document.title,
    link: address.startsWith(root) ? address.slice(root.length) : "",
    directive: writeDirective(spec, schema),
    file: writeViewFile(said, spec, schema),
    spec,
  };
}

/**
 * What the reader has changed.
 * @param {LivePanel} live
 * @returns {string[]}
 */
export function changesOf(live) {
  return specDifference(live.author, live.view().spec);
}
