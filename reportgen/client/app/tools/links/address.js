/** The addresses of panels, views, selections and rows. */

import { encodeView } from "../../../core/index.js";
import { LINKS, MARK } from "../../table/links.js";
import { copied } from "../out/copied.js";
import { packLink } from "./compact.js";

/** Some programs cut addresses that are longer. */
export const LONG = 2000;

/**
 * The address of a panel as it stands.
 * @param {import("../../table/panel.js").LivePanel} live
 * @param {number} [row] the row that is to be open
 * @returns {Promise<string>}
 */
export async function viewAddress(live, row) {
  const { spec, selected = [] } = live.view();
  const url = new URL(location.href);
  const place = { row, selected: [...selected], others: LINKS.others?.(live) };
  const difference = await packLink(encodeView(spec, live.author, place));
  url.hash = difference ? live.figure.id + MARK + difference : live.figure.id;
  return url.href;
}

/**
 * @param {import("../../table/panel.js").LivePanel} live
 * @param {number} [row]
 */
export async function copyLink(live, row) {
  const address = await viewAddress(live, row);
  const long = address.length > LONG
    ? ` (${address.length} characters; some programs cut links over ${LONG})`
    : "";
  await copied(live, address, `Link copied${long}`);
}
