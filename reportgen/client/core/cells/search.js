/** The search box: a text that some text of a row must hold. */

import { html } from "./html.js";
import { searchedColumns } from "../spec/search.js";

/** @typedef {import("./types/view.d.ts").View} View */
/** @typedef {import("./types/view.d.ts").Handlers} Handlers */

/** @param {{view: View, on: Handlers}} props */
export function Search({ view, on }) {
  const { columns = [] } = view.schema;
  if (!searchedColumns({ columns }).length) return null;
  return html`
    <input
      type="search"
      class="rg-input rg-search"
      aria-label="Search all texts"
      placeholder="Search"
      value=${view.searching ?? view.spec.search ?? ""}
      autocomplete="off"
      onInput=${on.searchInput}
      onChange=${on.searchCommit}
    />
  `;
}
