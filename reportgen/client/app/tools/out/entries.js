/** What the panel's menu lists of the ways out: files, and the view in other words. */

import { panelSql, rowsById, writeDirective, writePython } from "../../../core/index.js";
import { isAbort } from "../../engine/errors.js";
import { copied } from "./copied.js";
import { openExportDialog } from "./export_dialog.js";
import { openTextView } from "./text_view.js";
import { rowObject } from "./values.js";
import { tsvText } from "./write.js";

/**
 * @typedef {import("../../table/panel.js").LivePanel} LivePanel
 * @typedef {import("../../table/items.js").Place} Place
 * @typedef {import("../../ui/menu.js").MenuEntry} MenuEntry
 * @typedef {import("../../../core/cells/types/view.d.ts").AnswerColumn} AnswerColumn
 */

/**
 * @param {Place} place
 * @returns {MenuEntry[]}
 */
export function outEntries({ live, host }) {
  const texts = textsOf(live);
  const copy = texts.map(({ label, text }) => ({
    label: `Copy ${label}`,
    run: () => copied(live, text, "Copied"),
  }));
  return [
    { label: "Export…", run: () => openExportDialog(live) },
    ...copy,
    { label: "Show as text…", run: () => openTextView({ host, title: "This view as text", texts }) },
  ];
}

/**
 * @param {Place} place
 * @returns {MenuEntry[]}
 */
export function selectionEntries({ live }) {
  const count = live.view().selected?.size ?? 0;
  if (!count) return [];
  const rows = count === 1 ? "1 selected row" : `${count} selected rows`;
  return [
    { label: `Copy ${rows}`, run: () => copySelected(live, "tsv") },
    { label: `Copy ${rows} as JSON`, run: () => copySelected(live, "json") },
    { label: "Select none", run: () => live.update({ selected: new Set() }) },
  ];
}

/**
 * @param {LivePanel} live
 * @param {"tsv" | "json"} form
 */
export async function copySelected(live, form) {
  const { spec, selected } = live.view();
  const ids = [...selected ?? []].sort((a, b) => a - b);
  const question = (/** @type {any} */ schema, own = spec) => rowsById(own, schema, ids);
  try {
    const { signal } = new AbortController();
    const found = await live.source.ask(live.schema.relation, spec, question, signal);
    const columns = /** @type {AnswerColumn[]} */ (found.columns);
    const objects = () => JSON.stringify(found.rows.map((row) => rowObject(columns, row)), null, 2);
    const text = form === "tsv" ? tsvText(columns, found.rows) : objects();
    await copied(live, text, found.rows.length === 1 ? "1 row copied" : `${found.rows.length} rows copied`);
  } catch (error) {
    const said = error instanceof Error ? error.message.split("\n")[0] : String(error);
    if (!isAbort(error)) live.update({ message: `The rows could not be copied: ${said}` });
  }
}

/** @param {LivePanel} live */
function textsOf(live) {
  const { schema } = live;
  const { spec } = live.view();
  return [
    { label: "SQL", text: panelSql(spec, schema) },
    { label: "as directive", text: writeDirective(spec, schema) },
    { label: "as Python query", text: writePython(spec, schema) },
    { label: "spec (JSON)", text: JSON.stringify(spec, null, 2) },
  ];
}
