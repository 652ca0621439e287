/** Links, as readers copy and open them. */

import { addHandlers } from "../../table/handlers.js";
import { LINKS } from "../../table/links.js";
import { copyLink } from "./address.js";
import { unpackLink } from "./compact.js";

export function installLinks() {
  LINKS.unpack = unpackLink;
  addHandlers((live) => ({ copyLink: () => copyLink(live) }));
}
